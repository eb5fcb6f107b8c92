/** Text as it is searched: without regard to case, diacritics and width. Upper case, since of two lower-case sigmas one stands only at the end of a word. */
export function folded(text: string): string {
    return text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toUpperCase();
}

/** The words of a search, folded: all of them have to occur. */
export function foldedWords(text: string | null): readonly string[] {
    return folded(text ?? '')
        .split(/\s+/)
        .filter(word => word !== '');
}
