/** Parses a pasted list with one password for each guest: guest, user, password on each line. Nothing of it is saved. */

export interface ListedAccount {
    readonly vmId: string;
    readonly user: string;
    readonly password: string;
}

export type AccountListProblem = 'columns' | 'unknownGuest' | 'ambiguousGuest' | 'duplicate';

export interface AccountList {
    readonly accounts: readonly ListedAccount[];
    /** Invalid lines by number, starting at 1. Never contains their text, which may include a password. */
    readonly problems: ReadonlyArray<{ readonly line: number; readonly problem: AccountListProblem }>;
}

interface NamedGuest {
    readonly vmId: string;
    readonly name: string | null;
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

/** Guests by what a line can call them: their id, and their name in lower case. */
function byName(guests: readonly NamedGuest[]): ReadonlyMap<string, readonly NamedGuest[]> {
    const named = new Map<string, NamedGuest[]>();
    for (const guest of guests) {
        for (const name of new Set([guest.vmId, guest.name?.toLowerCase() ?? guest.vmId])) {
            const others = named.get(name);
            if (others) {
                others.push(guest);
            } else {
                named.set(name, [guest]);
            }
        }
    }
    return named;
}

/** @param guests the guests that lines can name, by id or by a unique name */
export function readAccountList(text: string, guests: readonly NamedGuest[]): AccountList {
    const accounts: ListedAccount[] = [];
    const problems: Array<{ line: number; problem: AccountListProblem }> = [];
    const seen = new Set<string>();
    const guestsByName = byName(guests);
    text.split(/\r\n|\r|\n/).forEach((content, index) => {
        if (content.trim() === '') {
            return;
        }
        const fail = (problem: AccountListProblem): void => void problems.push({ line: index + 1, problem });
        // Don't trim passwords: they may begin or end with a space. Names of guests and users don't.
        const [name, user, password, ...more] = fields(content);
        if (password === undefined || more.length > 0 || password === '' || user.trim() === '') {
            return fail('columns');
        }
        const named = guestsByName.get(name.trim().toLowerCase()) ?? [];
        if (named.length !== 1) {
            return fail(named.length === 0 ? 'unknownGuest' : 'ambiguousGuest');
        }
        const [{ vmId }] = named;
        if (seen.has(vmId)) {
            return fail('duplicate');
        }
        seen.add(vmId);
        accounts.push({ vmId, user: user.trim(), password });
    });
    return { accounts, problems };
}
