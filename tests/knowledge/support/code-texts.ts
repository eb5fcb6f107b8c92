/** Finds English texts in TypeScript that look like words for people. */
import * as ts from 'typescript';

export interface CodeText {
    readonly line: number;
    readonly text: string;
}

/** Two consecutive words. A single word may be any name, but a sentence is for people. */
const prose = /(?<![\w./\\-])\p{L}{2,}[,;:]?\s+\(?\p{L}{2,}/u;
const template = '\u0000';

/** The text of a literal or a template, without placeholders and markup. */
function written(node: ts.Node): string | null {
    if (ts.isStringLiteralLike(node)) {
        return node.text;
    }
    if (ts.isTemplateExpression(node)) {
        return [node.head.text, ...node.templateSpans.map(span => span.literal.text)].join(template);
    }
    return null;
}

/** Thrown errors are for developers, types aren't texts, and templates are checked separately. */
function isForNobody(node: ts.Node): boolean {
    return (
        ts.isImportDeclaration(node) ||
        ts.isLiteralTypeNode(node) ||
        (ts.isNewExpression(node) && /^(?:\w*Error)$/.test(node.expression.getText())) ||
        (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && ['template', 'selector'].includes(node.name.text))
    );
}

/** Returns texts that people may see, and separately the inline templates of components. */
export function codeTexts(file: string, content: string): { readonly texts: readonly CodeText[]; readonly templates: readonly string[] } {
    const source = ts.createSourceFile(file, content, ts.ScriptTarget.ES2022, true);
    const texts: CodeText[] = [];
    const templates: string[] = [];
    const visit = (node: ts.Node): void => {
        if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === 'template' && ts.isStringLiteralLike(node.initializer)) {
            templates.push(node.initializer.text);
        }
        if (isForNobody(node)) {
            return;
        }
        const text = written(node)?.replace(/<[^<>]*>/g, ' ');
        if (text !== undefined && prose.test(text)) {
            texts.push({ line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: text.trim() });
        }
        ts.forEachChild(node, visit);
    };
    visit(source);
    return { texts, templates };
}
