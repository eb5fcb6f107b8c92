/** The shell's address contains the host, the route inside the tool, and the scenario: /HV01/guests?verdict=eligible#latency=500 */

export interface Address {
    readonly host: string | null;
    /** Without a leading slash; includes the query. */
    readonly path: string;
}

export function readAddress(): Address {
    const [, host, ...rest] = location.pathname.split('/');
    return { host: host ? decodeURIComponent(host) : null, path: rest.join('/') + location.search };
}

/** Keeps the page's scenario. */
export function addressText(address: Address): string {
    return `/${encodeURIComponent(address.host ?? '')}/${address.path.replace(/^\//, '')}${location.hash}`;
}
