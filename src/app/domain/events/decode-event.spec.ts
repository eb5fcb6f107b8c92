/** Decodes every layout that an event 12309 or 12310 may have, in any language, without losing or misreading anything. */
import { growsInProportion } from '../../../testing/growth';
import { decodeEvent, eventResult } from './decode-event';
import { EventFacts, sppProvider } from '../facts/event-facts';
import { eventMeanings, ignorableEventIds, neighbourIds } from './event-meanings';
import { EventToken } from './event-tokens';

const guid = '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607';

function event(data: readonly string[], more: Partial<EventFacts> = {}): EventFacts {
    return {
        collectedAt: null,
        source: 'host',
        machineName: 'HV01.contoso.com',
        vmId: null,
        logName: 'Application',
        providerName: sppProvider,
        id: 12310,
        recordId: 1,
        level: 4,
        timeCreated: '2026-11-25T12:00:00Z',
        data,
        message: null,
        ...more
    };
}

const kinds = (tokens: readonly EventToken[]): string[] => tokens.map(token => token.kind);
const tokens = (text: string): readonly EventToken[] => decodeEvent(event(['0x0', text])).strings[1].tokens;
const recognised = (text: string): Array<readonly [string, string]> =>
    tokens(text)
        .filter(token => token.kind !== 'text')
        .map(token => [token.kind, token.written]);

/** Codes with the expected result. */
const results = [
    { code: 0, outcome: 'success', known: true },
    { code: 0xc004fd00, outcome: 'failure', known: true },
    { code: 0xc004fd01, outcome: 'failure', known: true },
    { code: 0xc004fd02, outcome: 'failure', known: true },
    { code: 0xc004fd03, outcome: 'failure', known: true },
    { code: 0x80070005, outcome: 'failure', known: true },
    { code: 0x87654321, outcome: 'failure', known: false },
    { code: 0x4004f040, outcome: 'unknown', known: true },
    { code: 1, outcome: 'unknown', known: false }
] as const;

const hex = (code: number): string => code.toString(16).padStart(8, '0');
const forms: Readonly<Record<string, (code: number) => string>> = {
    '0x': code => `0x${hex(code).toUpperCase()}`,
    '0x small': code => `0x${hex(code)}`,
    '0x short': code => `0x${code.toString(16)}`,
    'hr=': code => `hr=0x${hex(code).toUpperCase()}`,
    'hr = with spaces': code => ` hr = 0x${hex(code)} `,
    unsigned: code => String(code),
    signed: code => String(code | 0),
    'hr= decimal': code => `hr=${code | 0}`
};

const german = 'Der virtuelle Computer konnte nach 3 Versuchen in 80070005 ms nicht aktiviert werden.Bitte 12309 pr\u00fcfen: Fehler 3221552386';
const japanese = '\u4eee\u60f3\u30de\u30b7\u30f3\u306f\u8a8d\u8a3c\u3055\u308c\u307e\u305b\u3093\u3067\u3057\u305f\u3002\uff10\uff58\uff10';
const seconds: ReadonlyArray<{ readonly data: readonly string[]; readonly kinds: readonly string[] }> = [
    { data: [], kinds: [] },
    { data: [''], kinds: [] },
    { data: ['   '], kinds: ['text'] },
    { data: [guid], kinds: ['guid'] },
    { data: [`{${guid}}`], kinds: ['text', 'guid', 'text'] },
    { data: [guid.slice(0, 30)], kinds: ['text'] },
    { data: ['web01.contoso.com'], kinds: ['name'] },
    { data: ['web01.contoso.'], kinds: ['text'] },
    { data: ['WEB01'], kinds: ['text'] },
    { data: ['web01.local'], kinds: ['name'] },
    { data: [german], kinds: ['text'] },
    { data: [japanese], kinds: ['text'] },
    { data: [`${german} ${guid} `.repeat(400)], kinds: Array.from({ length: 801 }, (_, index) => (index % 2 ? 'guid' : 'text')) },
    { data: ['x'.repeat(32_000)], kinds: ['text'] },
    { data: ['=cmd|calc', '<b>&amp;</b>', 'a\0b', '\ud800'], kinds: ['text', 'text', 'text', 'text'] },
    { data: ['0xC004F', '-', '0x'], kinds: ['text', 'text', 'text'] }
];
const messages = [null, 'An Automatic VM activation request has been processed.\r\nReturned hr=0xC004FD03', `Zur\u00fcckgegeben: hr=5 ${german}`, japanese];

describe('decoding an event of AVMA', () => {
    for (const id of [12309, 12310]) {
        for (const [form, write] of Object.entries(forms)) {
            it(`${id} with its code as ${form}: in every layout and language the same, and nothing is lost`, () => {
                for (const { code, outcome, known } of results) {
                    for (const second of seconds) {
                        for (const message of messages) {
                            const data = [write(code), ...second.data];
                            const decoded = decodeEvent(event(data, { id, message, level: outcome === 'success' ? 2 : 4 }));
                            const told = `${JSON.stringify(data).slice(0, 100)} ${message}`;
                            expect([decoded.code, decoded.outcome, decoded.known]).withContext(told).toEqual([code, outcome, known]);
                            expect(decoded.strings.map(one => one.raw)).toEqual(data);
                            expect(decoded.strings.map(one => one.tokens.map(token => token.written).join(''))).toEqual(data);
                            expect(decoded.strings.slice(1).flatMap(one => kinds(one.tokens)))
                                .withContext(told)
                                .toEqual([...second.kinds]);
                            expect(decoded.strings[0].tokens.filter(token => token.kind === 'code').length).toBe(1);
                        }
                    }
                }
            });
        }
    }

    it('tells no result where the first string is none, whatever the others hold', () => {
        const firsts = [
            '',
            ' ',
            guid,
            german,
            japanese,
            'hr=',
            '0x',
            'hr=%1',
            '99999999999',
            '0x1C004FD02',
            '-3000000000',
            'code 0x0',
            'web01',
            '1.5',
            '12:30'
        ];
        for (const first of firsts) {
            const decoded = decodeEvent(event([first, '0x00000000'], { message: 'hr=0x0', level: 0 }));
            expect([decoded.code, decoded.outcome, decoded.notification]).withContext(first).toEqual([null, 'unknown', null]);
            expect(decoded.strings.map(one => one.tokens.map(token => token.written).join(''))).toEqual([first, '0x00000000']);
        }
        expect(decodeEvent(event([])).outcome).toBe('unknown');
    });

    it('reads eight digits without 0x only where a table tells how', () => {
        const code = (first: string): number | null => eventResult(event([first])).code;
        expect(['80070005', 'C004FD02', '00000000', '80070999', '12345678'].map(code)).toEqual([0x80070005, 0xc004fd02, 0, null, null]);
    });

    it('gives the code, its place and its key', () => {
        const [first] = decodeEvent(event([' hr = 0xC004FD02\n'])).strings;
        const code = first.tokens[1];
        expect([kinds(first.tokens), code.start, code.end, code.label]).toEqual([['text', 'code', 'text'], 6, 16, 'hr']);
    });

    it('is of this provider only: the hypervisor has ids of the same numbers', () => {
        const foreign = decodeEvent(event(['0x00000000'], { providerName: 'Microsoft-Windows-Hyper-V-Hypervisor' }));
        expect([foreign.meaning, foreign.outcome, foreign.strings[0].tokens[0].kind]).toEqual([null, 'unknown', 'code']);
        expect(decodeEvent(event(['0x0'], { providerName: null })).meaning).toBeNull();
        expect(decodeEvent(event(['0x0'], { providerName: 'MICROSOFT-windows-security-spp' })).meaning?.id).toBe(12310);
    });

    it('names a notification only in the guest, and as documented only success', () => {
        const told = (code: string, id = 12309): Array<string | null> => {
            const { notification, likelyNotification } = decodeEvent(event([code], { id }));
            return [notification, likelyNotification];
        };
        expect(told('0x00000000')).toEqual(['success', 'success']);
        expect(told('0xC004FD01')).toEqual([null, 'invalidHost']);
        expect(told('0xC004FD03')).toEqual([null, 'activationDenied']);
        // "Invalid Data" has no code, so no failure may be taken for it.
        for (const code of ['0xC004FD00', '0xC004FD04', '0x8007000D', '0x87654321', '1', '']) {
            expect(told(code)).withContext(code).toEqual([null, null]);
        }
        expect(told('0x00000000', 12310)).toEqual([null, null]);
    });
});

describe('the pieces of a string', () => {
    it('are codes, ids, names and dates by their shape', () => {
        expect(recognised('0x00000000, 0xC004FD03,(0x80070005)[0x1]')).toEqual([
            ['code', '0x00000000'],
            ['code', '0xC004FD03'],
            ['code', '0x80070005']
        ]);
        expect(recognised(`VM=web01.contoso.com;Id=${guid};Time=2026-11-25T12:00:00.5+01:00;`)).toEqual([
            ['name', 'web01.contoso.com'],
            ['guid', guid],
            ['date', '2026-11-25T12:00:00.5+01:00']
        ]);
        expect(tokens(`Id=${guid}`).map(token => token.label)).toEqual([null, 'Id']);
        expect(recognised('Der Gast web-\u00f601.ad.contoso.com.')).toEqual([['name', 'web-\u00f601.ad.contoso.com']]);
    });

    it('give dates in UTC where they have a zone', () => {
        const dates = tokens('2026-11-25T12:00:00+01:00, 2012/12/04 07:06').filter(token => token.kind === 'date');
        expect(dates.map(token => token.kind === 'date' && token.utc)).toEqual(['2026-11-25T11:00:00.000Z', null]);
    });

    it('are text where only a part looks like something', () => {
        const texts = [
            `x${guid}`,
            `${guid}-00`,
            `0x00000000${guid.slice(0, 8)}`,
            'C:\\Windows\\system32\\sppobjs.dll',
            'sppobjs.dll',
            '10.0.22621.2428',
            '192.168.0.1',
            'msft:rm/algorithm/flags/1.0',
            'https://go.microsoft.com/fwlink',
            'Ende.Der Gast',
            '2026-13-45T12:00:00Z',
            '2012/13/04 07:06',
            '04.12.2012 07:06',
            '3221552386',
            '-1073414910'
        ];
        for (const text of texts) {
            expect(kinds(tokens(text)))
                .withContext(text)
                .toEqual(['text']);
        }
    });

    it('take time that grows with the length of a string that is made to be slow, and no faster', () => {
        for (const part of ['a', 'a.', 'a-', '1', '0x', ' ', ', ', 'hr = ', `${guid}-`, 'a.b ', '\u4eee.']) {
            const make = (length: number): string => part.repeat(Math.ceil(length / part.length));
            const work = (text: string): void => {
                tokens(text);
                eventResult(event([text]));
            };
            expect(growsInProportion(4_000, make, work))
                .withContext(part)
                .toBeTrue();
        }
    });
});

describe('events that can be ignored', () => {
    it('are no failure, whatever code they have', () => {
        const ended = (id: number, first: string): string => decodeEvent(event([first], { id })).outcome;
        expect([8200, 8208].map(id => ended(id, 'hr=0x80072EE7'))).toEqual(['unknown', 'unknown']);
        expect([1058, 12321].map(id => ended(id, '0xC004F011'))).toEqual(['unknown', 'unknown']);
        expect([8198, 12288, 12290].map(id => ended(id, '0x80072EE7, 5'))).toEqual(['failure', 'failure', 'failure']);
        expect(eventMeanings.filter(one => one.ignorable).map(one => one.id)).toEqual([...ignorableEventIds]);
        expect(decodeEvent(event(['hr=0x80072EE7'], { id: 8200 })).code).toBe(0x80072ee7);
    });
});

describe('the neighbours', () => {
    it('leave out AVMA and the routine of the service', () => {
        expect([8198, 12288, 1016].every(id => neighbourIds.includes(id))).toBeTrue();
        expect([12309, 12310, 900, 16384].some(id => neighbourIds.includes(id))).toBeFalse();
    });
});
