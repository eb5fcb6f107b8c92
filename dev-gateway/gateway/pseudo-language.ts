/**
 * Languages that nobody speaks, made from the English strings of whatever tool is served: `qps-ploc` is long and accented, `qps-plocm` is written
 * from right to left. Text that is not in the resources stays plain English, and text that is cut has lost its closing bracket.
 */

/** What is filled in, and markup: left as it is. */
const kept = /(\{+[^{}]*\}+|<[^<>]+>|&\w+;)/;
const accents: ReadonlyMap<string, string> = new Map('aáeéiíoóuúyýAÁEÉIÍOÓUÚYÝcçnñsšzžCÇNÑSŠZŽ'.match(/../gu)?.map(pair => [pair[0], pair[1]] as const));
const growth = 1.4;
/** Fills what doubled vowels leave missing, as words, so that lines break where those of a real language would. */
const filler = 'łóřém íþšúm ðółóř šíť ámét ';

const rightToLeftMark = '\u200F';
const rightToLeftOverride = '\u202E';
const popDirection = '\u202C';

/** Each part of a text that is words. */
function words(text: string, change: (part: string) => string): string {
    return text
        .split(kept)
        .map((part, index) => (index % 2 === 1 ? part : change(part)))
        .join('');
}

/** German is longer than English by a third, and its words are too: vowels are doubled. */
function long(text: string): string {
    const accented = words(text, part => part.replace(/[a-zA-Z]/g, one => (accents.get(one) ?? one).repeat(/[aeiou]/.test(one) ? 2 : 1)));
    const missing = Math.ceil(text.length * growth) - accented.length;
    return `[${accented}${
        missing > 0
            ? ` ${filler
                  .repeat(Math.ceil(missing / filler.length))
                  .slice(0, missing)
                  .trim()}`
            : ''
    }]`;
}

/** Every word runs from right to left; what is filled in keeps its own direction. */
function rightToLeft(text: string): string {
    const turned = words(text, part => part.replace(/\S+/g, word => `${rightToLeftMark}${rightToLeftOverride}${word}${popDirection}${rightToLeftMark}`));
    return `${rightToLeftMark}[${turned}]${rightToLeftMark}`;
}

const languages: ReadonlyMap<string, (text: string) => string> = new Map([
    ['qps-ploc', long],
    ['qps-plocm', rightToLeft]
]);

/** A text in a pseudo-language, or as it is in every other. Empty texts stay empty: they say that nothing is to be said. */
export function pseudoText(text: string, language: string | undefined): string {
    const change = languages.get(language ?? '');
    return change && text.trim() !== '' ? change(text) : text;
}

/** A file of strings, which is a tree with texts as leaves. @returns null where the language is none of these */
export function pseudoStrings(json: string, language: string | undefined): string | null {
    const leaf = (_: string, value: unknown): unknown => (typeof value === 'string' ? pseudoText(value, language) : value);
    return languages.has(language ?? '') ? JSON.stringify(JSON.parse(json, leaf)) : null;
}
