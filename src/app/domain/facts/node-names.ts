/** Names of nodes and hosts, which come with a domain or without. */

/** HV01, hv01.contoso.com: the same machine. */
export function shortName(name: string): string {
    return name.trim().split('.')[0].toLowerCase();
}

export function sameMachine(one: string, other: string): boolean {
    return shortName(one) === shortName(other);
}

/**
 * The name by which the gateway finds a node of a cluster: nodes of a cluster are of one domain, and the cluster knows their short names only.
 * @param memberFqdn the full name of a node of the same cluster; null where it is not known
 */
export function nodeAddress(nodeName: string, memberFqdn: string | null): string {
    const domain = memberFqdn?.split('.').slice(1).join('.') ?? '';
    return nodeName.includes('.') || domain === '' ? nodeName : `${nodeName}.${domain}`;
}

/** Names that differ in more than letter case, each as it came first. */
export function distinctNames(names: readonly string[]): string[] {
    const seen = new Set<string>();
    return names.filter(name => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()));
}
