/**
 * Pseudo-languages, generated from the English strings of any tool: `qps-ploc` is long and accented, `qps-plocm` is written from right to left. Text outside
 * the resources stays plain English, and truncated text has lost its closing bracket.
 */

/** Placeholders and markup, which stay unchanged. */
const untranslated = /(\{+[^{}]*\}+|<[^<>]+>|&\w+;)/;
const accents: ReadonlyMap<string, string> = new Map('aáeéiíoóuúyýAÁEÉIÍOÓUÚYÝcçnñsšzžCÇNÑSŠZŽ'.match(/../gu)?.map(pair => [pair[0], pair[1]] as const));
/** In a text with plural forms, the forms are translated; their names and braces stay. */
const untranslatedOfPlurals = /(\{\w+, plural,|\s\b(?:zero|one|two|few|many|other) \{|\{\w+\}|\}|<[^<>]+>|&\w+;)/;
const growth = 1.4;
/** Adds the missing length as words, so that lines break as in a real language. */
const filler = 'łóřém íþšúm ðółóř šíť ámét ';

const rightToLeftMark = '\u200F';
const rightToLeftOverride = '\u202E';
const popDirection = '\u202C';

/** Changes the words of a text, but not its placeholders and markup. */
function words(text: string, change: (part: string) => string): string {
    return text
        .split(text.includes(', plural,') ? untranslatedOfPlurals : untranslated)
        .map((part, index) => (index % 2 === 1 ? part : change(part)))
        .join('');
}

/** German texts and words are about a third longer than English ones, so vowels are doubled. */
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

/** Displays every word from right to left; placeholders keep their own direction. */
function rightToLeft(text: string): string {
    const turned = words(text, part => part.replace(/\S+/g, word => `${rightToLeftMark}${rightToLeftOverride}${word}${popDirection}${rightToLeftMark}`));
    return `${rightToLeftMark}[${turned}]${rightToLeftMark}`;
}

const languages: ReadonlyMap<string, (text: string) => string> = new Map([
    ['qps-ploc', long],
    ['qps-plocm', rightToLeft]
]);

/** A text in a pseudo-language; unchanged for other languages. Empty texts stay empty, because they have a meaning. */
export function pseudoText(text: string, language: string | undefined): string {
    const change = languages.get(language ?? '');
    return change && text.trim() !== '' ? change(text) : text;
}

/**
 * Converts a file of strings, which is a tree with texts as leaves.
 * @returns null if the language isn't a pseudo-language
 */
export function pseudoStrings(json: string, language: string | undefined): string | null {
    const leaf = (_: string, value: unknown): unknown => (typeof value === 'string' ? pseudoText(value, language) : value);
    return languages.has(language ?? '') ? JSON.stringify(JSON.parse(json, leaf)) : null;
}
