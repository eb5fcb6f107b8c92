/** The language of queries: what it accepts, and which instances fit. */
import { conditionProperties, matches, parseCondition, parseQuery, WqlSyntaxError, WqlValue } from '../../dev-gateway/estate/wql';

const service: Readonly<Record<string, WqlValue>> = {
    Name: 'vmms',
    State: 'Running',
    ProcessId: 2040,
    Started: true,
    DelayedAutoStart: false,
    PathName: 'C:\\Windows\\system32\\vmms.exe',
    Description: null,
    BuildNumber: '17763'
};

const fits = (condition: string, instance = service): boolean => matches(parseCondition(condition), property => instance[property]);

function expectFits(conditions: readonly string[], wanted: boolean): void {
    for (const condition of conditions) {
        expect(fits(condition)).withContext(condition).toBe(wanted);
    }
}

describe('WQL: reading queries', () => {
    it('reads the list of properties, the class and the condition, keywords in any letter case', () => {
        expect(parseQuery('SELECT * FROM Win32_Service')).toEqual({ properties: null, className: 'Win32_Service', where: null });
        expect(parseQuery('select Name, State\n from Win32_Service\twhere Started=TRUE')).toEqual({
            properties: ['Name', 'State'],
            className: 'Win32_Service',
            where: { kind: 'compare', property: 'Started', operator: '=', value: true }
        });
    });

    it('names every property of a condition', () => {
        expect(conditionProperties(parseCondition("NOT (a = 1 OR b LIKE 'x%') AND c IS NULL"))).toEqual(['a', 'b', 'c']);
    });

    for (const text of [
        '',
        'SELECT FROM Win32_Service',
        'SELECT Name Win32_Service',
        'SELECT Name, FROM Win32_Service',
        'SELECT *, Name FROM Win32_Service',
        'SELECT * FROM',
        'SELECT * FROM Win32_Service WHERE',
        'SELECT * FROM Win32_Service, Win32_Process',
        'SELECT * FROM Win32_Service ORDER',
        'UPDATE Win32_Service',
        'SELECT * FROM Win32_Service;'
    ]) {
        it(`refuses the query "${text}"`, () => expect(() => parseQuery(text)).toThrowError(WqlSyntaxError));
    }

    for (const text of [
        '',
        'Name',
        'Name =',
        '= 1',
        'Name = vmms',
        "Name == 'vmms'",
        "Name = 'vmms",
        "Name = 'it''s'",
        'Name = "a" "b"',
        '(Name = 1',
        'Name = 1)',
        'Name = 1 AND',
        'Name = 1 OR OR Name = 2',
        'NOT',
        'Name IS 1',
        'Name IS NOT',
        'Name LIKE 5',
        'Name LIKE',
        'Name < NULL',
        'Name >= null',
        "Name LIKE '[z-a]'",
        'Name = 1 # 2'
    ]) {
        it(`refuses the condition "${text}"`, () => expect(() => parseCondition(text)).toThrowError(WqlSyntaxError));
    }
});

describe('WQL: conditions', () => {
    it('binds NOT closer than AND, and AND closer than OR', () => {
        // Each would turn round with another precedence.
        expectFits(
            ["Name = 'vmms' OR Name = 'x' AND Name = 'y'", "NOT Name = 'x' AND Name = 'vmms'", 'ProcessId = 1 AND ProcessId = 2 OR Started = TRUE'],
            true
        );
        expectFits(["NOT Name = 'vmms' AND Name = 'x'", "NOT Name = 'vmms' OR Name = 'x'"], false);
    });

    it('goes by parentheses, nested ones too', () => {
        expectFits(["NOT (Name = 'vmms' AND Name = 'x')", "NOT NOT (Name = 'vmms')", "((Name = 'vmms'))"], true);
        expectFits(["(Name = 'vmms' OR Name = 'x') AND Name = 'y'", "NOT (Name = 'x' OR (Name = 'vmms' AND Started = TRUE))"], false);
    });

    it('compares texts without regard to letter case', () => {
        expectFits(["Name = 'VMMS'", "Name <> 'sppsvc'", "Name != 'sppsvc'", "Name > 'VMMR'", "Name <= 'vmms'", "State < 's'"], true);
        expectFits(["Name <> 'VMMS'", "Name < 'vmms'", "Name = 'vmms '"], false);
    });

    it('compares numbers as numbers, also where the query has them in quotation marks', () => {
        expectFits(['ProcessId = 2040', "ProcessId = '2040'", 'ProcessId > 300', 'ProcessId >= 2040', 'ProcessId <> -2040', 'ProcessId < 2040.5'], true);
        expectFits(['ProcessId < 300', 'ProcessId = 2041', "ProcessId = ''", "ProcessId = 'many'", "ProcessId <> 'many'"], false);
        expect(fits('n = -5', { n: -5 })).toBeTrue();
        expect(fits("n = ''", { n: 0 })).toBeFalse();
    });

    it('compares booleans with words, texts and numbers', () => {
        expectFits(['Started = TRUE', 'Started = true', "Started = 'True'", 'Started = 1', 'DelayedAutoStart = FALSE', "DelayedAutoStart = 'false'"], true);
        expectFits(['Started = FALSE', "Started = 'False'", 'Started <> 1', 'DelayedAutoStart <> FALSE'], false);
    });

    it('compares texts of digits as texts, as their type says', () => {
        expectFits(['BuildNumber = 17763', "BuildNumber = '17763'", 'BuildNumber < 9600'], true);
    });

    it('fits a null property to nothing but the question for null', () => {
        expectFits(['Description IS NULL', 'Description = NULL', 'Missing IS NULL', 'Name IS NOT NULL', 'Name <> NULL', 'Started is not null'], true);
        expectFits(
            [
                'Description IS NOT NULL',
                'Description <> NULL',
                'Name IS NULL',
                'Name = NULL',
                "Description = ''",
                "Description <> 'x'",
                "Description < 'x'",
                'Description = 0',
                'Description = FALSE',
                "Description LIKE '%'"
            ],
            false
        );
    });

    it('takes either quotation mark, the other one inside, and a backslash before what it escapes', () => {
        const quoted = { Name: `it's "it"`, PathName: 'C:\\a' };
        for (const condition of [`Name = "it's \\"it\\""`, `Name = 'it\\'s "it"'`, "PathName = 'C:\\\\a'"]) {
            expect(fits(condition, quoted)).withContext(condition).toBeTrue();
        }
        expectFits(["PathName = 'c:\\\\windows\\\\system32\\\\vmms.exe'"], true);
    });

    it('finds texts in other scripts', () => {
        const name = 'сервер-数据库 "prod"';
        expect(fits('Name = "СЕРВЕР-数据库 \\"prod\\""', { Name: name })).toBeTrue();
        expect(fits("Name LIKE '%数据%'", { Name: name })).toBeTrue();
    });
});

describe('WQL: LIKE', () => {
    const like = (text: string, pattern: string): boolean => fits(`Name LIKE '${pattern}'`, { Name: text });

    for (const [text, pattern, wanted] of [
        ['vmms', 'VM%', true],
        ['vmms', '%', true],
        ['', '%', true],
        ['vmms', 'vm', false],
        ['vmms', '%m', false],
        ['vmms', 'vm__', true],
        ['vmms', 'vm_', false],
        ['two\nlines', 'two%lines', true],
        ['two\nlines', 'two_lines', true],
        ['db7', 'db[0-9]', true],
        ['db7', 'db[^0-9]', false],
        ['dbx', 'db[^0-9]', true],
        ['dbX', 'db[w-y]', true],
        ['db-', 'db[abc-]', true],
        ['100%', '100[%]', true],
        ['1000', '100[%]', false],
        ['a_b', 'a[_]b', true],
        ['axb', 'a[_]b', false],
        ['[^]', '[^]', true],
        ['x', '[^]', false]
    ] as const) {
        it(`${wanted ? 'fits' : 'does not fit'} ${JSON.stringify(text)} to '${pattern}'`, () => expect(like(text, pattern)).toBe(wanted));
    }

    it('takes the signs of regular expressions for themselves', () => {
        for (const sign of ['.', '*', '+', '?', '^', '$', '{', '}', '(', ')', '|', ']', '[', '/']) {
            expect(like(`a${sign}b`, `a${sign}b`))
                .withContext(sign)
                .toBeTrue();
            expect(like('aab', `a${sign}b`))
                .withContext(sign)
                .toBeFalse();
        }
    });

    it('takes a backslash for itself, in a set too', () => {
        expect(like('a\\b', 'a\\\\\\\\b')).toBeFalse();
        expect(like('a\\b', 'a\\\\b')).toBeTrue();
        expect(like('5', '[\\\\d]')).toBeFalse();
        expect(like('d', '[\\\\d]')).toBeTrue();
    });

    it('tells a machine by the form of its name', () => {
        const machine = '________-____-____-____-____________';
        expect(like('DB1C95F8-BFFF-42F6-8ABE-68BA7D4DD987', machine)).toBeTrue();
        expect(like('HV01', machine)).toBeFalse();
    });
});

describe('WQL: a license with a key, or in use without one', () => {
    const windows = '55c92734-d682-4d71-983e-d6ec3f16059f';
    const product = { ApplicationID: windows, PartialProductKey: null, LicenseStatus: 0, LicenseIsAddon: false };
    const products: Readonly<Record<string, Readonly<Record<string, WqlValue>>>> = {
        withKey: { ...product, PartialProductKey: '7QXYZ' },
        licensedWithKey: { ...product, PartialProductKey: '7QXYZ', LicenseStatus: 1 },
        licensedWithoutKey: { ...product, LicenseStatus: 1 },
        emptyKey: { ...product, PartialProductKey: '' },
        unlicensed: product,
        inGrace: { ...product, LicenseStatus: 2 },
        statusUnknown: { ...product, LicenseStatus: null },
        addon: { ...product, PartialProductKey: '4C6R8', LicenseStatus: 1, LicenseIsAddon: true },
        addonWithoutKey: { ...product, LicenseStatus: 1, LicenseIsAddon: true },
        addonUnknown: { ...product, LicenseStatus: 1, LicenseIsAddon: null },
        office: { ...product, ApplicationID: '0ff1ce15-a989-479d-af46-f275c6370663', LicenseStatus: 1 }
    };
    const found = (condition: string): string[] => Object.keys(products).filter(name => fits(condition, products[name]));
    const filter = `ApplicationID = '${windows}' AND (PartialProductKey IS NOT NULL OR LicenseStatus = 1) AND LicenseIsAddon = FALSE`;

    it('is found by alternatives in parentheses; null fits neither of them', () => {
        expect(found(filter)).toEqual(['withKey', 'licensedWithKey', 'licensedWithoutKey', 'emptyKey']);
        expect(found(filter.replace(/[()]/g, ''))).toContain('office');
    });

    it('is not what the negation finds: AND and OR keep their meaning under NOT', () => {
        expect(found(`NOT (${filter})`)).toEqual(['unlicensed', 'inGrace', 'statusUnknown', 'addon', 'addonWithoutKey', 'addonUnknown', 'office']);
    });
});
