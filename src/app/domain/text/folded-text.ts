/** Text for searching, without case, diacritics and width. Upper case, because lower case has two sigmas, of which one only ends words. */
export function folded(text: string): string {
    return text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toUpperCase();
}

/** The folded words of a search; a match contains all of them. */
export function foldedWords(text: string | null): readonly string[] {
    return folded(text ?? '')
        .split(/\s+/)
        .filter(word => word !== '');
}
