/** Places of TypeScript: by its syntax tree, so that nothing in comments, types or imports is one. */
import ts from 'typescript';
import { Place, Places } from './places';
import { templatePlaces } from './template-places';

const swapped = new Map<ts.SyntaxKind, string>([
    [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
    [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
    [ts.SyntaxKind.LessThanToken, '<='],
    [ts.SyntaxKind.LessThanEqualsToken, '<'],
    [ts.SyntaxKind.GreaterThanToken, '>='],
    [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
    [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
    [ts.SyntaxKind.BarBarToken, '&&']
]);

function condition(node: ts.Node): ts.Expression | null {
    if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) {
        return node.expression;
    }
    return ts.isConditionalExpression(node) ? node.condition : null;
}

/** A text that stands for itself: no name of a property, and nothing that only the compiler reads. */
function isValue(node: ts.StringLiteralLike): boolean {
    const { parent } = node;
    return node.text !== '' && !((ts.isPropertyAssignment(parent) || ts.isElementAccessExpression(parent)) && 'name' in parent && parent.name === node);
}

/** Whether a conditional expression only says which of two comes first, as comparisons for sorting do. */
function isOrder({ whenTrue, whenFalse }: ts.ConditionalExpression): boolean {
    const isSign = (one: ts.Expression): boolean =>
        ts.isPrefixUnaryExpression(one) ? isSign(one.operand) : ts.isNumericLiteral(one) && /^[01]$/.test(one.text);
    return [whenTrue, whenFalse].every(one => isSign(one) || (ts.isConditionalExpression(one) && isOrder(one)));
}

/**
 * Values whose change can't be noticed, by kind: which number a comparison for sorting returns, as long as its sign stays; the description of an injection
 * token, which only an error of Angular shows; how many blanks JSON is indented by.
 */
function isUnnoticed(node: ts.Expression): boolean {
    const { parent } = node;
    if (ts.isNumericLiteral(node) && node.text === '1') {
        const inOrder = ts.isPrefixUnaryExpression(parent) ? parent.parent : parent;
        return ts.isConditionalExpression(inOrder) && isOrder(inOrder);
    }
    if (ts.isNewExpression(parent)) {
        return parent.expression.getText() === 'InjectionToken';
    }
    return ts.isCallExpression(parent) && parent.expression.getText() === 'JSON.stringify' && parent.arguments[2] === node;
}

/** One more; twice as much where one more is too little for anybody to notice, such as a millisecond. */
function otherNumber(value: number): number {
    return value < 100 ? value + 1 : value * 2;
}

export function typescriptPlaces(file: string, text: string): readonly Place[] {
    const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    const places = new Places(file, text);
    const inline: Place[] = [];
    const add = (kind: string, node: ts.Node, after: string): void => places.add(kind, node.getStart(tree), node.getEnd(), after);
    const visit = (node: ts.Node): void => {
        if (ts.isDecorator(node)) {
            inline.push(...inlineTemplate(node));
            return;
        }
        if (
            ts.isImportDeclaration(node) ||
            ts.isExportDeclaration(node) ||
            ts.isTypeNode(node) ||
            ts.isInterfaceDeclaration(node) ||
            ts.isTypeAliasDeclaration(node)
        ) {
            return;
        }
        const tested = condition(node);
        if (tested) {
            add('negated condition', tested, `!(${tested.getText(tree)})`);
        }
        if (ts.isBinaryExpression(node)) {
            const other = swapped.get(node.operatorToken.kind);
            if (other) {
                add('operator', node.operatorToken, other);
            }
        } else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression) && node.expression.expression.kind !== ts.SyntaxKind.SuperKeyword) {
            add('dropped call', node, ';');
        } else if (ts.isNumericLiteral(node)) {
            if (!isUnnoticed(node)) {
                add('number', node, `${otherNumber(Number(node.text.replace(/_/g, '')))}`);
            }
        } else if (node.kind === ts.SyntaxKind.TrueKeyword) {
            add('true and false', node, 'false');
        } else if (node.kind === ts.SyntaxKind.FalseKeyword) {
            add('true and false', node, 'true');
        } else if (ts.isStringLiteralLike(node) && isValue(node) && !isUnnoticed(node)) {
            add('emptied text', node, "''");
        } else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !ts.isBinaryExpression(node.parent)) {
            add('emptied list', node, '[]');
        }
        ts.forEachChild(node, visit);
    };
    /** The template that stands in a component's decorator. */
    const inlineTemplate = (decorator: ts.Decorator): readonly Place[] => {
        const found: Place[] = [];
        const search = (node: ts.Node): void => {
            if (ts.isPropertyAssignment(node) && node.name.getText(tree) === 'template' && ts.isStringLiteralLike(node.initializer)) {
                const start = node.initializer.getStart(tree) + 1;
                found.push(...templatePlaces(file, text, start, node.initializer.getEnd() - 1));
            } else {
                ts.forEachChild(node, search);
            }
        };
        search(decorator);
        return found;
    };
    visit(tree);
    return [...places.all, ...inline];
}
