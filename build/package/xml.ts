/** The XML that a package's parts need: writes with full escaping, reads strictly, and rejects document types. */

export interface XmlElement {
    /** Includes the prefix. */
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
    readonly children: readonly XmlElement[];
    /** The element's own text without its children's; trimmed. */
    readonly text: string;
}

const written: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
    return text.replace(/[&<>"]/g, character => written[character]);
}

export function xmlFile(...lines: readonly string[]): string {
    return ['<?xml version="1.0" encoding="utf-8"?>', ...lines, ''].join('\n');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const name = '[A-Za-z_][\\w.:-]*';
const pieces = new RegExp(
    `<!--(?:(?!--)[^])*-->|<\\?[^]*?\\?>|<!\\[CDATA\\[([^]*?)\\]\\]>|<(${name})((?:\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>|</(${name})\\s*>|([^<]+)`,
    'y'
);
const attribute = new RegExp(`(${name})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'g');

/** @throws Error about the problem in the text */
function decoded(text: string): string {
    return text.replace(/&([^;\s]*;?)/g, (whole, reference: string) => {
        const number = /^#(?:x([\dA-Fa-f]{1,6})|(\d{1,7}));$/.exec(reference);
        const character = number ? String.fromCodePoint(parseInt(number[1] ?? number[2], number[1] ? 16 : 10)) : entities[reference.slice(0, -1)];
        if (character === undefined || !reference.endsWith(';')) {
            throw new Error(`"${whole}" is no reference to a character`);
        }
        return character;
    });
}

function readAttributes(text: string): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (const [, key, double, single] of text.matchAll(attribute)) {
        if (attributes[key] !== undefined) {
            throw new Error(`the attribute ${key} is given twice`);
        }
        attributes[key] = decoded(double ?? single);
    }
    return attributes;
}

/**
 * Parses a document.
 * @returns its root element
 * @throws Error, without a period, about where the text stops being XML
 */
export function readXml(text: string): XmlElement {
    const open: Array<{ name: string; attributes: Record<string, string>; children: XmlElement[]; text: string }> = [
        { name: '', attributes: {}, children: [], text: '' }
    ];
    const content = text.replace(/^\uFEFF/, '');
    let position = 0;
    while (position < content.length) {
        pieces.lastIndex = position;
        const piece = pieces.exec(content);
        const line = content.slice(0, position).split('\n').length;
        if (!piece) {
            throw new Error(`line ${line}: "${content.slice(position, position + 20).split('\n')[0]}" is no XML`);
        }
        const [whole, data, opened, attributes, empty, closed, characters] = piece;
        const current = open[open.length - 1];
        try {
            if (opened !== undefined) {
                const element = { name: opened, attributes: readAttributes(attributes), children: [], text: '' };
                current.children.push(element);
                if (empty === '') {
                    open.push(element);
                }
            } else if (closed !== undefined) {
                if (closed !== current.name) {
                    throw new Error(current.name === '' ? `</${closed}> closes nothing` : `</${closed}> where </${current.name}> is due`);
                }
                current.text = current.text.trim();
                open.pop();
            } else {
                current.text += data ?? decoded(characters ?? '');
            }
        } catch (error) {
            throw new Error(`line ${line}: ${(error as Error).message}`);
        }
        position += whole.length;
    }
    const [{ children, text: outside }, unclosed] = open;
    if (unclosed) {
        throw new Error(`<${open[open.length - 1].name}> is never closed`);
    }
    if (children.length !== 1 || outside.trim() !== '') {
        throw new Error('it has not exactly one root element');
    }
    return children[0];
}

/** The first child with exactly this name; null if there is none. */
export function child(element: XmlElement | null, wanted: string): XmlElement | null {
    return element?.children.find(one => one.name === wanted) ?? null;
}
