/** Finds words in a template that don't come from the resources. */
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

/** Attributes and inputs with text for people, on elements and on controls of the SDK and of the tool. */
const shownAttributes =
    /^(?:attr\.)?(?:title|alt|placeholder|label|header|headerText|subHeader|text|message|loadingMessage|noRecordMessage|tableAriaLabel|ariaLabel|aria-label|aria-description|aria-valuetext|fix|action|what|tooltip|description|legend|buttonLabel|name)$/;
/** `name` is the name of a form field, except in menus, which display it. */
const menus = ['sme-action-dropdown', 'sme-action-button'];
/** The button's text is what it copies. */
const copyButton = 'avma-copy-button';
const hasWords = (text: string): boolean => /\p{L}{2,}/u.test(text.replace(/&\w+;/g, ''));

/** Texts in an expression, except those that are compared or used for a lookup. */
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

/** @throws Error if the template can't be parsed */
export function templateTexts(template: string, file: string): string[] {
    const { nodes, errors } = parseTemplate(template, file);
    if (errors && errors.length > 0) {
        throw new Error(`${file}: ${errors[0].msg}`);
    }
    const shown = new Shown();
    nodes.forEach(node => node.visit(shown));
    return shown.found;
}
