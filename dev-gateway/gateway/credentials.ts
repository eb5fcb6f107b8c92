/** Reads the credential that a request carries for its node. Never logged, and not held longer than its session. */
import { Credential } from './node-directory';

/** Header values are strings, or lists for repeated headers. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export function header(headers: Headers, name: string): string | undefined {
    const value = headers[name];
    return typeof value === 'string' ? value : value?.[0];
}

/** Parses `x-ms-sme-authorization`: base64-encoded JSON with user name, password and domain. Null if it is missing or invalid. */
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
