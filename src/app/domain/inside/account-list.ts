/** Parses a pasted list with one password for each guest: guest, user, password on each line. Nothing of it is saved. */
import { GuestKey, keyOf, PlacedGuest } from '../facts/guest-key';

export interface ListedAccount {
    readonly key: GuestKey;
    readonly user: string;
    readonly password: string;
}

export type AccountListProblem = 'columns' | 'unknownGuest' | 'ambiguousGuest' | 'duplicate';

export interface AccountList {
    readonly accounts: readonly ListedAccount[];
    /** Invalid lines by number, starting at 1. Never contains their text, which may include a password. */
    readonly problems: ReadonlyArray<{ readonly line: number; readonly problem: AccountListProblem }>;
}

/** Splits a line at the first of tab, semicolon and comma that it contains outside quotes. Quoted fields can contain separators and doubled quotes. */
function fields(line: string): string[] {
    const separator = ['\t', ';', ','].find(one => line.replace(/"(?:[^"]|"")*"/g, '').includes(one)) ?? ',';
    const found: string[] = [];
    let field = '';
    let quoted = false;
    for (let index = 0; index < line.length; index++) {
        const sign = line[index];
        if (quoted) {
            if (sign !== '"') {
                field += sign;
            } else if (line[index + 1] === '"') {
                field += line[++index];
            } else {
                quoted = false;
            }
        } else if (sign === '"' && field === '') {
            quoted = true;
        } else if (sign === separator) {
            found.push(field);
            field = '';
        } else {
            field += sign;
        }
    }
    // Reject a line with an unclosed quote: the password would be a guess.
    return quoted ? [] : [...found, field];
}

/** Guests by what a line can call them: their id or name in lower case, alone or with the host, such as app01@hv01. */
function byName(guests: readonly PlacedGuest[]): ReadonlyMap<string, readonly GuestKey[]> {
    const named = new Map<string, GuestKey[]>();
    for (const placed of guests) {
        const { hostName, guest } = placed;
        const key = keyOf(placed);
        const name = (guest.name ?? guest.vmId).toLowerCase();
        for (const called of new Set([guest.vmId.toLowerCase(), key, name, `${name}@${hostName.toLowerCase()}`])) {
            const others = named.get(called);
            if (others) {
                others.push(key);
            } else {
                named.set(called, [key]);
            }
        }
    }
    return named;
}

/** What a line says, whoever it is for: the fields, or null where they aren't three. */
type Line = Pick<ListedAccount, 'user' | 'password'> & { readonly name: string };

function parse(content: string): Line | null {
    // Don't trim passwords: they may begin or end with a space. Names of guests and users don't.
    const [name, user, password, ...more] = fields(content);
    const whole = password !== undefined && more.length === 0 && password !== '' && user.trim() !== '';
    return whole ? { name: name.trim().toLowerCase(), user: user.trim(), password } : null;
}

/**
 * Reads a list again and again while it's typed: names are looked up once, and of each text only the lines that are new are parsed. It remembers the text that
 * it read last.
 * @param guests the guests that lines can name, by an id or name that only one of them has, or with the host
 */
export function accountListReader(guests: readonly PlacedGuest[]): (text: string) => AccountList {
    const guestsByName = byName(guests);
    let known: ReadonlyMap<string, Line | null> = new Map();
    return text => {
        const accounts: ListedAccount[] = [];
        const problems: Array<{ line: number; problem: AccountListProblem }> = [];
        const seen = new Set<GuestKey>();
        const lines = new Map<string, Line | null>();
        text.split(/\r\n|\r|\n/).forEach((content, index) => {
            if (content.trim() === '') {
                return;
            }
            const fail = (problem: AccountListProblem): void => void problems.push({ line: index + 1, problem });
            const line = known.get(content) ?? parse(content);
            lines.set(content, line);
            if (line === null) {
                return fail('columns');
            }
            const named = guestsByName.get(line.name) ?? [];
            if (named.length !== 1) {
                return fail(named.length === 0 ? 'unknownGuest' : 'ambiguousGuest');
            }
            const [key] = named;
            if (seen.has(key)) {
                return fail('duplicate');
            }
            seen.add(key);
            accounts.push({ key, user: line.user, password: line.password });
        });
        known = lines;
        return { accounts, problems };
    };
}
