/** A list with a password for each guest, as it is pasted: guest, user, password on each line. It is kept nowhere. */

export interface ListedAccount {
    readonly vmId: string;
    readonly user: string;
    readonly password: string;
}

export type AccountListProblem = 'columns' | 'unknownGuest' | 'ambiguousGuest' | 'twice';

export interface AccountList {
    readonly accounts: readonly ListedAccount[];
    /** Lines that say nothing usable, by their number from 1. Never their text: it may hold a password. */
    readonly problems: ReadonlyArray<{ readonly line: number; readonly problem: AccountListProblem }>;
}

interface NamedGuest {
    readonly vmId: string;
    readonly name: string | null;
}

/** The fields of a line: separated by the first of tab, semicolon and comma that it has; quoted ones keep separators and doubled quotes. */
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
    // A quote that is never closed: what the password is, is anybody's guess.
    return quoted ? [] : [...found, field];
}

/** @param guests those that can be named: by id, or by a name that only one of them has */
export function readAccountList(text: string, guests: readonly NamedGuest[]): AccountList {
    const accounts: ListedAccount[] = [];
    const problems: Array<{ line: number; problem: AccountListProblem }> = [];
    const seen = new Set<string>();
    text.split(/\r\n|\r|\n/).forEach((content, index) => {
        if (content.trim() === '') {
            return;
        }
        const fail = (problem: AccountListProblem): void => void problems.push({ line: index + 1, problem });
        // A password may begin or end with a space; names of guests and users do not.
        const [name, user, password, ...more] = fields(content);
        if (password === undefined || more.length > 0 || password === '' || user.trim() === '') {
            return fail('columns');
        }
        const wanted = name.trim().toLowerCase();
        const named = guests.filter(guest => guest.vmId === wanted || guest.name?.toLowerCase() === wanted);
        if (named.length !== 1) {
            return fail(named.length === 0 ? 'unknownGuest' : 'ambiguousGuest');
        }
        const [{ vmId }] = named;
        if (seen.has(vmId)) {
            return fail('twice');
        }
        seen.add(vmId);
        accounts.push({ vmId, user: user.trim(), password });
    });
    return { accounts, problems };
}
