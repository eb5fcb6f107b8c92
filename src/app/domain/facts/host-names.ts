/** Names of hosts as somebody types or pastes them. */

/** What a computer name with or without a domain is made of; also the numbers of an address. */
const hostName = /^(?=.{1,255}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)*$/i;

/** Whether this text, without blanks around it, can be the name or address of one host. */
export function isHostName(text: string): boolean {
    return hostName.test(text);
}

export interface NamesFound {
    readonly names: readonly string[];
    /** What cannot be a name. */
    readonly wrong: readonly string[];
}

/** The names in a text, one a line or with commas, semicolons or blanks between them; each once, without regard to letter case. */
export function namesIn(text: string): NamesFound {
    const words = text.split(/[\s,;]+/).filter(word => word !== '');
    const distinct = [...new Map(words.map(word => [word.toLowerCase(), word])).values()];
    return { names: distinct.filter(isHostName), wrong: distinct.filter(word => !isHostName(word)) };
}
