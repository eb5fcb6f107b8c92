/** Parses host names that somebody types or pastes. */

/** Matches a computer name with or without a domain, and an IPv4 address. */
const hostName = /^(?=.{1,255}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)*$/i;

/** Whether a trimmed text can be the name or address of one host. */
export function isHostName(text: string): boolean {
    return hostName.test(text);
}

export interface NamesFound {
    readonly names: readonly string[];
    /** Words that can't be names. */
    readonly wrong: readonly string[];
}

/** The names in a text, separated by line ends, commas, semicolons or spaces; without duplicates, case-insensitively. */
export function namesIn(text: string): NamesFound {
    const words = text.split(/[\s,;]+/).filter(word => word !== '');
    const distinct = [...new Map(words.map(word => [word.toLowerCase(), word])).values()];
    return { names: distinct.filter(isHostName), wrong: distinct.filter(word => !isHostName(word)) };
}
