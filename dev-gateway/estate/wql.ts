/** A small parser and evaluator for WQL instance queries: SELECT list FROM class WHERE condition. */

export type WqlValue = string | number | boolean | null;

export type Condition =
    | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
    | { readonly kind: 'not'; readonly operand: Condition }
    | { readonly kind: 'compare'; readonly property: string; readonly operator: string; readonly value: WqlValue };

export interface Query {
    /** Null for SELECT *. */
    readonly properties: readonly string[] | null;
    readonly className: string;
    readonly where: Condition | null;
}

/** Invalid WQL; WMI reports an invalid query. */
export class WqlSyntaxError extends Error {}

interface Token {
    readonly kind: 'word' | 'text' | 'number' | 'sign' | 'end';
    readonly text: string;
}

const tokenForms: ReadonlyArray<readonly [Token['kind'] | 'space', RegExp]> = [
    ['space', /\s+/y],
    ['word', /[A-Za-z_][A-Za-z0-9_]*/y],
    ['number', /-?\d+(?:\.\d+)?/y],
    ['text', /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y],
    ['sign', /<=|>=|<>|!=|=|<|>|\(|\)|\*|,/y]
];

function tokenize(source: string): Token[] {
    const tokens: Token[] = [];
    let at = 0;
    while (at < source.length) {
        const start = at;
        for (const [kind, form] of tokenForms) {
            form.lastIndex = at;
            const match = form.exec(source);
            if (match) {
                at += match[0].length;
                if (kind !== 'space') {
                    tokens.push({ kind, text: match[0] });
                }
                break;
            }
        }
        if (at === start) {
            throw new WqlSyntaxError(`unexpected ${source[at]}`);
        }
    }
    return [...tokens, { kind: 'end', text: '' }];
}

const comparisons: Readonly<Record<string, string>> = { '!=': '<>' };

class Parser {
    private at = 0;

    constructor(private readonly tokens: readonly Token[]) {}

    public query(): Query {
        this.expectWord('SELECT');
        const properties = this.selectList();
        this.expectWord('FROM');
        const className = this.take('word').text;
        const where = this.acceptWord('WHERE') ? this.or() : null;
        this.take('end');
        return { properties, className, where };
    }

    public condition(): Condition {
        const condition = this.or();
        this.take('end');
        return condition;
    }

    private selectList(): string[] | null {
        if (this.acceptSign('*')) {
            return null;
        }
        const names = [this.take('word').text];
        while (this.acceptSign(',')) {
            names.push(this.take('word').text);
        }
        return names;
    }

    private or(): Condition {
        let left = this.and();
        while (this.acceptWord('OR')) {
            left = { kind: 'or', left, right: this.and() };
        }
        return left;
    }

    private and(): Condition {
        let left = this.not();
        while (this.acceptWord('AND')) {
            left = { kind: 'and', left, right: this.not() };
        }
        return left;
    }

    private not(): Condition {
        if (this.acceptWord('NOT')) {
            return { kind: 'not', operand: this.not() };
        }
        if (this.acceptSign('(')) {
            const inner = this.or();
            if (!this.acceptSign(')')) {
                throw new WqlSyntaxError('a parenthesis is not closed');
            }
            return inner;
        }
        return this.comparison();
    }

    private comparison(): Condition {
        const property = this.take('word').text;
        if (this.acceptWord('IS')) {
            const negated = this.acceptWord('NOT');
            this.expectWord('NULL');
            return { kind: 'compare', property, operator: negated ? '<>' : '=', value: null };
        }
        if (this.acceptWord('LIKE')) {
            const pattern = unquote(this.take('text').text);
            likePattern(pattern);
            return { kind: 'compare', property, operator: 'LIKE', value: pattern };
        }
        const sign = this.take('sign').text;
        if (!['=', '<>', '!=', '<', '>', '<=', '>='].includes(sign)) {
            throw new WqlSyntaxError(`unexpected ${sign}`);
        }
        const operator = comparisons[sign] ?? sign;
        const value = this.value();
        if (value === null && operator !== '=' && operator !== '<>') {
            throw new WqlSyntaxError(`nothing is ${operator} null`);
        }
        return { kind: 'compare', property, operator, value };
    }

    private value(): WqlValue {
        const token = this.tokens[this.at++];
        const words: Readonly<Record<string, WqlValue>> = { true: true, false: false, null: null };
        if (token.kind === 'text') {
            return unquote(token.text);
        }
        if (token.kind === 'number') {
            return Number(token.text);
        }
        if (token.kind === 'word' && token.text.toLowerCase() in words) {
            return words[token.text.toLowerCase()];
        }
        throw new WqlSyntaxError(`a value was expected, found ${token.text || 'the end'}`);
    }

    private take(kind: Token['kind']): Token {
        const token = this.tokens[this.at++];
        if (token?.kind !== kind) {
            throw new WqlSyntaxError(`unexpected ${token?.text || 'end'}`);
        }
        return token;
    }

    private acceptWord(word: string): boolean {
        const token = this.tokens[this.at];
        return token.kind === 'word' && token.text.toUpperCase() === word && ++this.at > 0;
    }

    private acceptSign(sign: string): boolean {
        const token = this.tokens[this.at];
        return token.kind === 'sign' && token.text === sign && ++this.at > 0;
    }

    private expectWord(word: string): void {
        if (!this.acceptWord(word)) {
            throw new WqlSyntaxError(`${word} was expected`);
        }
    }
}

/** A backslash escapes quotes and itself. */
function unquote(text: string): string {
    return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** @throws WqlSyntaxError */
export function parseQuery(text: string): Query {
    return new Parser(tokenize(text)).query();
}

/** Parses the condition of -Filter. @throws WqlSyntaxError */
export function parseCondition(text: string): Condition {
    return new Parser(tokenize(text)).condition();
}

/** All properties in a condition. */
export function conditionProperties(condition: Condition): string[] {
    switch (condition.kind) {
        case 'compare':
            return [condition.property];
        case 'not':
            return conditionProperties(condition.operand);
        default:
            return [...conditionProperties(condition.left), ...conditionProperties(condition.right)];
    }
}

/** Converts a LIKE pattern: % any text, _ one character, [a-z] [^a] one of a set. @throws WqlSyntaxError for a reversed range */
function likePattern(pattern: string): RegExp {
    const body = pattern.replace(/\[(?!\^\])[^\]]+\]|[%_]|[^[%_]+|\[/g, part => {
        if (part === '%') {
            return '[\\s\\S]*';
        }
        if (part === '_') {
            return '[\\s\\S]';
        }
        // In a set, only the backslash has a special meaning in regular expressions but not in LIKE.
        return part.length > 1 && part.startsWith('[') ? part.replace(/\\/g, '\\\\') : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    });
    try {
        return new RegExp(`^${body}$`, 'i');
    } catch {
        throw new WqlSyntaxError(`${pattern} is no pattern`);
    }
}

/** Converts a value for a comparison with a number or a boolean; accepts texts such as '17763' and 'True'. NaN matches nothing. */
function numeric(value: string | number | boolean): number {
    if (typeof value !== 'string') {
        return Number(value);
    }
    const text = value.trim().toLowerCase();
    return text === 'true' ? 1 : text === 'false' ? 0 : text === '' ? NaN : Number(text);
}

function compare(actual: WqlValue | undefined, operator: string, wanted: WqlValue): boolean {
    const value = actual ?? null;
    if (wanted === null || value === null) {
        // A null property only matches a comparison with null.
        return wanted === null ? (operator === '=') === (value === null) : false;
    }
    if (operator === 'LIKE') {
        return likePattern(String(wanted)).test(String(value));
    }
    const [left, right] =
        typeof value === 'number' || typeof value === 'boolean'
            ? [numeric(value), numeric(wanted)]
            : [String(value).toLowerCase(), String(wanted).toLowerCase()];
    switch (operator) {
        case '=':
            return left === right;
        case '<>':
            return left < right || left > right;
        case '<':
            return left < right;
        case '>':
            return left > right;
        case '<=':
            return left <= right;
        default:
            return left >= right;
    }
}

/** Whether an instance meets a condition. `read` returns its properties. Texts compare case-insensitively. */
export function matches(condition: Condition, read: (property: string) => WqlValue | undefined): boolean {
    switch (condition.kind) {
        case 'and':
            return matches(condition.left, read) && matches(condition.right, read);
        case 'or':
            return matches(condition.left, read) || matches(condition.right, read);
        case 'not':
            return !matches(condition.operand, read);
        default:
            return compare(read(condition.property), condition.operator, condition.value);
    }
}
