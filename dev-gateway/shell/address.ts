/** The shell's address names the host, the place inside the tool, and the scenario: /HV01/guests?verdict=eligible#latency=500 */

export interface Address {
    readonly host: string | null;
    /** Without a leading slash, with its query. */
    readonly path: string;
}

export function readAddress(): Address {
    const [, host, ...rest] = location.pathname.split('/');
    return { host: host ? decodeURIComponent(host) : null, path: rest.join('/') + location.search };
}

/** In the scenario of the page. */
export function addressText(address: Address): string {
    return `/${encodeURIComponent(address.host ?? '')}/${address.path.replace(/^\//, '')}${location.hash}`;
}
