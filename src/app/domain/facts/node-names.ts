/** Compares names of nodes and hosts, with or without a domain. */

/** The host part in lower case: HV01 and hv01.contoso.com are the same machine. */
export function shortName(name: string): string {
    return name.trim().split('.')[0].toLowerCase();
}

export function sameMachine(one: string, other: string): boolean {
    return shortName(one) === shortName(other);
}

/**
 * The name by which the gateway can reach a cluster node. The cluster returns short names only, and all its nodes are in one domain.
 * @param memberFqdn full name of any node of the same cluster; null if unknown
 */
export function nodeAddress(nodeName: string, memberFqdn: string | null): string {
    const domain = memberFqdn?.split('.').slice(1).join('.') ?? '';
    return nodeName.includes('.') || domain === '' ? nodeName : `${nodeName}.${domain}`;
}

/** Removes duplicates that differ only in letter case; keeps the first of each. */
export function distinctNames(names: readonly string[]): string[] {
    const seen = new Set<string>();
    return names.filter(name => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()));
}
