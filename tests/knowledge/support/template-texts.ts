/** Words that a template shows without asking the resources. */
import {
    ASTWithSource,
    Binary,
    Interpolation,
    KeyedRead,
    LiteralPrimitive,
    parseTemplate,
    RecursiveAstVisitor,
    TmplAstBoundAttribute,
    TmplAstBoundText,
    TmplAstElement,
    TmplAstRecursiveVisitor,
    TmplAstText,
    TmplAstTextAttribute
} from '@angular/compiler';

/** Attributes and inputs whose value is read by people, on elements or on controls of the SDK and of the tool. */
const shownAttributes =
    /^(?:attr\.)?(?:title|alt|placeholder|label|header|headerText|subHeader|text|message|loadingMessage|noRecordMessage|tableAriaLabel|ariaLabel|aria-label|aria-description|aria-valuetext|fix|action|what|tooltip|description|legend|buttonLabel|name)$/;
/** `name` names a field of a form, except where a menu shows it. */
const menus = ['sme-action-dropdown', 'sme-action-button'];
/** Its text is what it copies. */
const copyButton = 'avma-copy-button';
const hasWords = (text: string): boolean => /\p{L}{2,}/u.test(text.replace(/&\w+;/g, ''));

/** Texts inside an expression: what is compared or looked up with is not shown. */
class Texts extends RecursiveAstVisitor {
    public readonly found: string[] = [];

    public override visitLiteralPrimitive(ast: LiteralPrimitive): void {
        if (typeof ast.value === 'string') {
            this.found.push(ast.value);
        }
    }

    public override visitBinary(ast: Binary, context: unknown): void {
        if (!/^[!=]==?$/.test(ast.operation)) {
            super.visitBinary(ast, context);
        }
    }

    public override visitKeyedRead(ast: KeyedRead, context: unknown): void {
        this.visit(ast.receiver, context);
    }
}

class Shown extends TmplAstRecursiveVisitor {
    public readonly found: string[] = [];
    private element = '';

    public override visitElement(element: TmplAstElement): void {
        const around = this.element;
        this.element = element.name;
        super.visitElement(element);
        this.element = around;
    }

    public override visitText(text: TmplAstText): void {
        this.take(text.value);
    }

    public override visitBoundText(text: TmplAstBoundText): void {
        const { ast } = text.value as ASTWithSource;
        (ast as Interpolation).strings.forEach(one => this.take(one));
        this.inside(ast as Interpolation);
    }

    public override visitTextAttribute(attribute: TmplAstTextAttribute): void {
        if (this.isShown(attribute.name)) {
            this.take(attribute.value);
        }
    }

    public override visitBoundAttribute(attribute: TmplAstBoundAttribute): void {
        if (this.isShown(attribute.name)) {
            this.inside((attribute.value as ASTWithSource).ast);
        }
    }

    private isShown(name: string): boolean {
        const unseen = (name === 'name' && !menus.includes(this.element)) || (name === 'text' && this.element === copyButton);
        return shownAttributes.test(name) && !unseen;
    }

    private inside(ast: ASTWithSource['ast']): void {
        const texts = new Texts();
        texts.visit(ast);
        texts.found.forEach(one => this.take(one));
    }

    private take(text: string): void {
        if (hasWords(text)) {
            this.found.push(text.trim());
        }
    }
}

/** @throws Error where the template does not parse */
export function templateTexts(template: string, file: string): string[] {
    const { nodes, errors } = parseTemplate(template, file);
    if (errors && errors.length > 0) {
        throw new Error(`${file}: ${errors[0].msg}`);
    }
    const shown = new Shown();
    nodes.forEach(node => node.visit(shown));
    return shown.found;
}
