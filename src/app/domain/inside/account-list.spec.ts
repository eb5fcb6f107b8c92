import { importGuestRow } from '../../data/import/import-guest-row';
import { GuestKey, guestKey, PlacedGuest } from '../facts/guest-key';
import { AccountList, accountListReader, AccountListProblem } from './account-list';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(11, '0')}a`;
const guest = (n: number, name: string | null, hostName = 'HV01'): PlacedGuest => ({ hostName, guest: importGuestRow({ vmId: id(n), name }) });
const key = (n: number, hostName = 'HV01'): GuestKey => guestKey({ hostName, vmId: id(n) });
const guests = [guest(1, 'Web-1'), guest(2, 'SQL'), guest(3, 'twin'), guest(4, 'Twin'), guest(5, null), guest(6, 'Prod; web, "new"')];
const canary = 'Zq7!canary';

const readAccountList = (text: string, named: readonly PlacedGuest[]): AccountList => accountListReader(named)(text);

/** The password of the only line, or its problem. */
function passwordIn(line: string): string | AccountListProblem {
    const { accounts, problems } = readAccountList(line, guests);
    expect(accounts.length + problems.length)
        .withContext(line)
        .toBe(1);
    return accounts[0]?.password ?? problems[0].problem;
}

describe('the list of accounts', () => {
    it('takes commas, semicolons and tabs, each line by itself, and any line ends', () => {
        const text = `web-1, CONTOSO\\ann ,p1\r\nsql;ben@contoso.example;p2\r${id(3)}\t.\\Administrator\tp3\n`;
        expect(readAccountList(text, guests)).toEqual({
            accounts: [
                { key: key(1), user: 'CONTOSO\\ann', password: 'p1' },
                { key: key(2), user: 'ben@contoso.example', password: 'p2' },
                { key: key(3), user: '.\\Administrator', password: 'p3' }
            ],
            problems: []
        });
    });

    it('keeps a password as it is', () => {
        const passwords: ReadonlyArray<readonly [string, string]> = [
            ['sql,u,"a,b;c\td"', 'a,b;c\td'],
            ['sql;u;a,b', 'a,b'],
            ['sql\tu\ta,b;c', 'a,b;c'],
            ['sql,u,"say ""no"""', 'say "no"'],
            ['sql,u,""""', '"'],
            ['sql,u,a"b"c', 'a"b"c'],
            ['sql,u, ends ', ' ends '],
            ['sql,u,"  "', '  '],
            ['sql,u,\\0%$`\u2019\u00e4', '\\0%$`\u2019\u00e4']
        ];
        for (const [line, password] of passwords) {
            expect(passwordIn(line)).withContext(line).toBe(password);
        }
    });

    it('rather gives up a line than guesses a password', () => {
        for (const line of ['sql,u', 'sql', 'sql,u,', 'sql,u,""', 'sql, ,p', 'sql,u,p,', 'sql,u,a,b', 'sql;u', 'sql,u,a;b', 'sql,u,"a', 'sql,u,"a""']) {
            expect(passwordIn(line)).withContext(line).toBe('columns');
        }
    });

    it('finds a guest by id or name in any case, with spaces around it', () => {
        const found = (name: string): string | undefined => readAccountList(`${name},u,p`, guests).accounts[0]?.key;
        expect([id(1).toUpperCase(), 'WEB-1', ' web-1 ', id(5), '"Prod; web, ""new"""'].map(found)).toEqual([1, 1, 1, 5, 6].map(n => key(n)));
    });

    it('takes no name that two guests have, and each of the two by its id', () => {
        const { accounts, problems } = readAccountList(`twin,u,p\n${id(3)},u,p\n${id(4)},u,q`, guests);
        expect(problems).toEqual([{ line: 1, problem: 'ambiguousGuest' }]);
        expect(accounts.map(one => one.key)).toEqual([key(3), key(4)]);
    });

    it('takes no id that guests of two hosts have, and each of the two with its host', () => {
        const twins = [guest(1, 'app', 'HV01'), guest(1, 'app', 'hv02.contoso.com')];
        const found = (name: string): unknown => {
            const { accounts, problems } = readAccountList(`${name},u,p`, twins);
            return accounts[0]?.key ?? problems[0].problem;
        };
        expect(['app', id(1)].map(found)).toEqual(['ambiguousGuest', 'ambiguousGuest']);
        expect(['APP@hv01', `${id(1)}@HV02.contoso.com`, 'app@hv03'].map(found)).toEqual([key(1), key(1, 'HV02.contoso.com'), 'unknownGuest']);
    });

    it('takes the first line of a guest, also when the second names it otherwise', () => {
        const { accounts, problems } = readAccountList(`sql,u,first\n${id(2)},u,second`, guests);
        expect(accounts.map(one => one.password)).toEqual(['first']);
        expect(problems).toEqual([{ line: 2, problem: 'duplicate' }]);
    });

    it('counts empty lines, and says nothing of a line but its number', () => {
        const lines = [
            '\ufeffguest,user,password',
            '',
            ` ${canary} `,
            `web-1,u,${canary},x`,
            `no,u,${canary}`,
            `twin;u;${canary}`,
            'sql,u,1',
            `sql,u,${canary}`
        ];
        const { problems } = readAccountList(lines.join('\n'), guests);
        expect(problems).toEqual([
            { line: 1, problem: 'unknownGuest' },
            { line: 3, problem: 'columns' },
            { line: 4, problem: 'columns' },
            { line: 5, problem: 'unknownGuest' },
            { line: 6, problem: 'ambiguousGuest' },
            { line: 8, problem: 'duplicate' }
        ]);
        expect(JSON.stringify(problems)).not.toContain(canary);
    });

    it('says the same while it is typed as of the whole text at once', () => {
        const read = accountListReader(guests);
        const text = `web-1,u,${canary}\nsql\n\nsql,u,"a,b"\nno,u,p\nsql,u,"a,b"\n`;
        const typed = Array.from(text, (_, index) => text.slice(0, index + 1));
        for (const part of [...typed, text.replace('web-1', 'twin'), text.slice(10), '', text]) {
            expect(read(part)).withContext(part).toEqual(readAccountList(part, guests));
        }
    });

    it('is empty without text', () => {
        expect(readAccountList(' \n\t\n', guests)).toEqual({ accounts: [], problems: [] });
    });
});
