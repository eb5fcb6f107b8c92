/** Compares the dictionary with Microsoft's publications and with the resources. */
import symbols from '../../../../windows-surface/errors/slerror-symbols.json';
import spp from '../../../../windows-surface/errors/spp.json';
import strings from '../../../assets/strings/strings.json';
import {
    activationNotification,
    activationNotificationIds,
    activationNotifications,
    ErrorCode,
    errorCode,
    errorCodes,
    errorSources,
    isKnownCode,
    symbolOf
} from './error-codes';
import { errorCauseIds } from './error-causes';
import { licensingSymbols } from './licensing-symbols';

type Texts = Readonly<Record<string, string | undefined>>;

const official: Texts = strings.Strings.CommunityAvma.Errors;
const causes: Readonly<Record<string, Texts | undefined>> = strings.Strings.CommunityAvma.Causes;
const notifications: Readonly<Record<string, Texts | undefined>> = strings.Strings.CommunityAvma.Notifications;

/** Codes that no header contains, only slmgr.vbs and forums. */
const notInHeader = spp.notInHeader.map(one => one.code);

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(8, '0');
const allTexts = (id: string): string => `${causes[id]?.text} ${causes[id]?.fix}`;

/** Everything that reasons and notes contain. */
const particulars = [
    'hostName',
    'hostBuild',
    'hostVersion',
    'hostEdition',
    'hostLicenseStatus',
    'hostStatusCode',
    'guestName',
    'osName',
    'guestBuild',
    'guestVersion',
    'edition',
    'keyLastFive'
];

describe('the error codes', () => {
    it('are those that are published, with symbol, signed and unsigned value, slmgr table and text', () => {
        expect(spp.codes.length).toBe(99);
        for (const published of spp.codes) {
            const found = errorCode(published.unsigned);
            expect(found?.symbol).withContext(published.code).toBe(published.symbol);
            expect(found?.code).withContext(published.code).toBe(parseInt(published.code, 16));
            expect(found?.inSlmgrTable).withContext(published.code).toBe(published.inSlmgrTable);
            expect(errorCode(published.signed)).withContext(published.code).toBe(found);
            expect(official[`x${published.code.slice(2)}`])
                .withContext(published.code)
                .toBe(published.text);
        }
    });

    it('hold four more, which no header has, and nothing else', () => {
        const published = [...spp.codes.map(one => one.code), ...notInHeader].map(code => parseInt(code, 16)).sort();
        expect(errorCodes.map(one => one.code).sort()).toEqual(published);
        expect(new Set(published).size).toBe(103);
        for (const code of notInHeader) {
            expect(symbolOf(parseInt(code, 16)))
                .withContext(code)
                .toBeNull();
            expect(official[`x${code.slice(2)}`]?.length)
                .withContext(code)
                .toBeGreaterThan(20);
        }
    });

    it('say where they are published', () => {
        const sources: ReadonlyArray<readonly [RegExp, string]> = [
            [/slerror\.h/, errorSources.slerror],
            [/system-error-codes/, errorSources.systemErrors],
            [/wmi-error-constants/, errorSources.wmiErrors],
            [/com-error-codes/, errorSources.comErrors],
            [/wininet-errors/, errorSources.internetErrors],
            [/MS-ERREF/, errorSources.openSpecifications]
        ];
        for (const published of spp.codes) {
            const found = errorCode(published.unsigned);
            const expected = sources.find(([word]) => word.test(published.source))?.[1];
            const source: string | null = found && errorSources[found.source];
            expect(source)
                .withContext(published.code)
                .toBe(expected ?? '');
        }
    });

    it('have causes that exist, each once', () => {
        for (const { code, causes: ids } of errorCodes) {
            expect(ids.length).withContext(hex(code)).toBeGreaterThan(0);
            expect(new Set(ids).size).withContext(hex(code)).toBe(ids.length);
            expect(ids.every(id => errorCauseIds.includes(id)))
                .withContext(hex(code))
                .toBeTrue();
        }
    });

    it('use every cause', () => {
        const used = new Set(errorCodes.flatMap(one => one.causes));
        expect(errorCauseIds.filter(id => !used.has(id))).toEqual([]);
    });

    it('name the cause that a page or a text names first', () => {
        const firstOf = (code: number): string | undefined => errorCode(code)?.causes[0];
        expect(firstOf(0xc004fd00)).toBe('requestLimit');
        expect(firstOf(0xc004fd01)).toBe('notOnHyperV');
        expect(firstOf(0xc004fd02)).toBe('hostNotActivated');
        expect(firstOf(0xc004fd03)).toBe('guestNewerThanHost');
        expect(firstOf(0xc004fd04)).toBe('notBoundToHost');
        expect(firstOf(0xc004e016)).toBe('keyOfOtherVersionOrEdition');
        expect(errorCode(0xc004f069)?.causes).toContain('keyOfOtherVersionOrEdition');
        expect(firstOf(0xc004f074)).toBe('kmsClientKeyInstalled');
        expect(firstOf(0x80070490)).toBe('settingsRoute');
    });

    it('are found with either sign and nowhere else', () => {
        expect(errorCode(-1073414910)?.symbol).toBe('SL_E_IA_PARENT_PARTITION_NOT_ACTIVATED');
        const nothing: ReadonlyArray<ErrorCode | null> = [0, 1, NaN, Infinity, -Infinity, 0.5, 0xc004fd02 + 0x100000000, -0xc004fd02].map(errorCode);
        expect(nothing.every(one => one === null)).toBeTrue();
    });
});

describe('the licensing symbols', () => {
    it('are those of the header', () => {
        expect(licensingSymbols.size).toBe(symbols.count);
        for (const [code, symbol] of Object.entries(symbols.symbols)) {
            expect(symbolOf(parseInt(code, 16)))
                .withContext(code)
                .toBe(symbol);
        }
    });

    it('make a code known that has nothing else', () => {
        expect(errorCode(0xc004f001)).toBeNull();
        expect([isKnownCode(0xc004f001), isKnownCode(0xc004ffff), isKnownCode(0x803f7001)]).toEqual([true, false, true]);
    });
});

describe('the texts of the causes', () => {
    it('exist for every cause and for no other', () => {
        expect(Object.keys(causes).sort()).toEqual([...errorCauseIds].sort());
        for (const id of errorCauseIds) {
            const { title, text, here, fix } = causes[id] ?? {};
            expect(title?.length).withContext(id).toBeGreaterThan(5);
            expect(text?.length).withContext(id).toBeGreaterThan(20);
            expect(fix?.length).withContext(id).toBeGreaterThan(20);
            expect(typeof here)
                .withContext(id)
                .toBe('string');
        }
    });

    it('have facts in one sentence only, and only facts that there are', () => {
        for (const id of errorCauseIds) {
            expect(`${causes[id]?.title} ${allTexts(id)}`)
                .withContext(id)
                .not.toMatch(/\{\w+\}/);
            const names = [...(causes[id]?.here ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
            expect(names.filter(name => !particulars.includes(name)))
                .withContext(id)
                .toEqual([]);
            expect(names.length > 0 || causes[id]?.here === '')
                .withContext(id)
                .toBeTrue();
        }
    });

    it('name codes that are known', () => {
        const texts = [...errorCauseIds.map(allTexts), ...Object.values(notifications).map(one => `${one?.text} ${one?.fix}`)];
        const named = texts.flatMap(text => text.match(/0x[0-9A-F]{8}/g) ?? []);
        expect(named.length).toBeGreaterThan(3);
        expect(named.filter(code => !errorCode(parseInt(code, 16)))).toEqual([]);
    });

    it('exist for every official text that the dictionary has', () => {
        expect(Object.keys(official).sort()).toEqual(errorCodes.map(one => `x${hex(one.code)}`).sort());
    });
});

describe('the notifications of event 12309', () => {
    it('are the four that are documented, with words', () => {
        expect(activationNotifications.map(one => one.id)).toEqual([...activationNotificationIds]);
        expect(Object.keys(notifications).sort()).toEqual([...activationNotificationIds].sort());
        for (const id of activationNotificationIds) {
            const { title, text, fix } = notifications[id] ?? {};
            expect([title, text, fix].every(part => (part?.length ?? 0) > 10))
                .withContext(id)
                .toBeTrue();
        }
    });

    it('follow from the code, by inference', () => {
        expect(activationNotifications.every(one => one.evidence === 'inferred')).toBeTrue();
        expect([0, 0xc004fd01, 0xc004fd02, 0xc004fd03].map(activationNotification)).toEqual(['success', 'invalidHost', 'invalidHost', 'activationDenied']);
        expect([0x8007000d, 0x800705b4, 0xdeadbeef].map(activationNotification)).toEqual(['invalidData', 'invalidData', 'invalidData']);
        expect([0xc004fd00, 0xc004fd04, NaN].map(activationNotification)).toEqual([null, null, null]);
    });
});
