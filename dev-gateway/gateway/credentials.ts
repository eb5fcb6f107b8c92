/** The credential that a request carries for its node. Never logged, never kept beyond the session that it opened. */
import { Credential } from './node-directory';

/** Header values are strings, or lists of them where a header came twice. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export function header(headers: Headers, name: string): string | undefined {
    const value = headers[name];
    return typeof value === 'string' ? value : value?.[0];
}

/** Reads `x-ms-sme-authorization`: base64 of JSON with user name, password and domain. Null where there is none, or no readable one. */
export function credentialOf(headers: Headers): Credential | null {
    const value = header(headers, 'x-ms-sme-authorization');
    if (!value) {
        return null;
    }
    try {
        const { username, password, domain } = JSON.parse(Buffer.from(value, 'base64').toString('utf8')) as Record<string, string | undefined>;
        return { user: domain ? `${domain}\\${username ?? ''}` : (username ?? ''), password: password ?? '' };
    } catch {
        return null;
    }
}
