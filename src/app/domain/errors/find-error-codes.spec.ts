/** All notations of codes that people and programs use, and texts that look like a code but aren't one. */
import { errorCodes } from './error-codes';
import { growsInProportion } from '../../../testing/growth';
import { findErrorCodes } from './find-error-codes';
import { avmaKeys } from '../versions/keys';
import { kmsClientKeys } from '../versions/kms-client-keys';
import { licensingSymbols } from './licensing-symbols';

const codesIn = (text: string): number[] => findErrorCodes(text).map(one => one.code);
const hex = (code: number): string => code.toString(16).toUpperCase().padStart(8, '0');
const fullWidth = (text: string): string => text.replace(/[!-~]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

/** Pseudorandom numbers from 0 to below 1, the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
    };
}

const notAvma = 'On a computer running Microsoft Windows non-core edition, run';

describe('findErrorCodes', () => {
    const hostNotActivated = 0xc004fd02;
    const forms: ReadonlyArray<readonly [string, string]> = [
        ['0xC004FD02', '0xC004FD02'],
        ['0XC004FD02', '0XC004FD02'],
        ['0xc004fd02', '0xc004fd02'],
        ['C004FD02', 'C004FD02'],
        ['c004fd02', 'c004fd02'],
        ['-1073414910', '-1073414910'],
        ['\u22121073414910', '\u22121073414910'],
        ['3221552386', '3221552386'],
        ['hr=0xC004FD02', '0xC004FD02'],
        ['hr=-1073414910;', '-1073414910'],
        ['(0xC004FD02)', '0xC004FD02'],
        ['[C004FD02]', 'C004FD02'],
        ['"c004fd02".', 'c004fd02'],
        ['&HC004FD02', '&HC004FD02'],
        ['&hc004fd02&', '&hc004fd02'],
        ['0xC004FD02L', '0xC004FD02'],
        ['0\u00d7C004FD02', '0\u00d7C004FD02'],
        ['oxC004FD02', 'oxC004FD02'],
        ['Exception from HRESULT: 0xC004FD02.', '0xC004FD02'],
        ['Error:C004FD02', 'C004FD02'],
        ['Fehlercode0xC004FD02', '0xC004FD02'],
        ['C004FD02-Fehler', 'C004FD02'],
        ['slmgr_0xC004FD02.log', '0xC004FD02'],
        ['\u9519\u8bef\uff1a0xC004FD02', '0xC004FD02'],
        ['\u9519\u8bef\u4ee3\u7801C004FD02\u3002\u8bf7\u91cd\u8bd5', 'C004FD02'],
        [fullWidth('0xC004FD02'), fullWidth('0xC004FD02')],
        [fullWidth('\uff08-1073414910\uff09'), fullWidth('-1073414910')],
        ['\u041e\u0448\u0438\u0431\u043a\u0430: 0xC004FD02', '0xC004FD02'],
        ['\u062e\u0637\u0623: \u200f0xC004FD02', '0xC004FD02'],
        ['a\r\n\tb\n0xC004FD02\r\n', '0xC004FD02'],
        ['StatusCode = 3221552386, retry', '3221552386']
    ];
    for (const [text, written] of forms) {
        it(`reads ${text.trim()}`, () => {
            expect(findErrorCodes(text)).toEqual([{ code: hostNotActivated, written, known: true }]);
        });
    }

    it('reads the output of slmgr in any language', () => {
        expect(codesIn('Error: 0xC004F074 The Software Licensing Service reported that the product could not be activated.')).toEqual([0xc004f074]);
        expect(codesIn(`${notAvma} 'slui.exe 0x2a 0xC004E016' to display the error text.`)).toEqual([0xc004e016]);
        expect(codesIn(`Error: 0xC004FD02 ${notAvma} 'slui.exe 0x2a 0xC004FD02' to display the error text.`)).toEqual([0xc004fd02]);
        expect(codesIn("Fehler: 0xC004F069 Führen Sie auf einem Computer, auf dem Windows ausgeführt wird, 'slui.exe 0x2a 0xC004F069' aus.")).toEqual([
            0xc004f069
        ]);
        expect(codesIn('Erreur\u00a0: 0x80070005 Accès refusé')).toEqual([0x80070005]);
        expect(codesIn('\u9519\u8bef\uff1a0xC004F050\uff0c\u8f6f\u4ef6\u6388\u6743\u670d\u52a1\u62a5\u544a\u4ea7\u54c1\u5bc6\u94a5\u65e0\u6548\u3002')).toEqual(
            [0xc004f050]
        );
        expect(codesIn('\u30a8\u30e9\u30fc:0xC004F014\u3053\u306e\u88fd\u54c1')).toEqual([0xc004f014]);
    });

    it('reads events', () => {
        expect(codesIn('The client has processed an Automatic VM activation response from the parent partition.  Returned hr=0xC004FD03  x')).toEqual([
            0xc004fd03
        ]);
        expect(codesIn('Info: 0xC004F074, 0x00000000, kms:1688, 4d71983e-d682-4d71-983e-d6ec3f16059f, 2024/01/31 10:15, 1, 10')).toEqual([0xc004f074]);
        expect(codesIn('hr=0x800704CF RuleId=31e71c49-8da7-4a2f-ad92-45d98a1c79ba;Action=AutoActivate;AppId=55c92734-d682-4d71-983e-d6ec3f16059f')).toEqual([
            0x800704cf
        ]);
    });

    it('keeps the order, takes each code once and in the form that came first', () => {
        expect(findErrorCodes('c004e016, then -1073414910; 0xC004FD02 and 0xC004E016 / 80070005')).toEqual([
            { code: 0xc004e016, written: 'c004e016', known: true },
            { code: 0xc004fd02, written: '-1073414910', known: true },
            { code: 0x80070005, written: '80070005', known: true }
        ]);
        expect(codesIn('0xC004FD01/0xC004FD02/C004FD03')).toEqual([0xc004fd01, 0xc004fd02, 0xc004fd03]);
    });

    it('resolves every code of the dictionary and every licensing symbol in every form', () => {
        for (const code of [...errorCodes.map(one => one.code), ...licensingSymbols.keys()]) {
            const digits = hex(code);
            const signed = String(code | 0);
            const written = [`0x${digits}`, `0X${digits.toLowerCase()}`, digits, digits.toLowerCase(), signed, signed.replace('-', '\u2212'), String(code)];
            const all = [...written, `hr=0x${digits}`, `(0x${digits})`, `&H${digits}`, fullWidth(`0x${digits}`), `Error: 0x${digits} Text ${digits}.`];
            for (const text of all) {
                const found = findErrorCodes(text);
                expect(found.length === 1 && found[0].code === code && found[0].known)
                    .withContext(text)
                    .toBeTrue();
            }
        }
    });

    it('reads what was retyped or recognized from a picture', () => {
        const retyped: ReadonlyArray<readonly [string, number, string]> = [
            ['0\u0445\u0421004F074', 0xc004f074, '0\u0445\u0421004F074'],
            ['\u041e\u0448\u0438\u0431\u043a\u0430 0x\u0421\u041e\u041e4F\u041e74', 0xc004f074, '0x\u0421\u041e\u041e4F\u041e74'],
            ['\u043a\u043e\u0434 \u0421004F074.', 0xc004f074, '\u0421004F074'],
            ['0xCOO4FO74', 0xc004f074, '0xCOO4FO74'],
            ['0xC004F074The Software Licensing Service', 0xc004f074, '0xC004F074'],
            ['0xC004F074Error', 0xc004f074, '0xC004F074'],
            ['ErrorC004F074', 0xc004f074, 'C004F074'],
            ['xC004F074', 0xc004f074, 'C004F074'],
            ['C004F074Fehler', 0xc004f074, 'C004F074'],
            ['0x C004F074', 0xc004f074, '0x C004F074'],
            ['0xC004 F074', 0xc004f074, '0xC004 F074'],
            ['0xC0 04 F0 74', 0xc004f074, '0xC0 04 F0 74'],
            ['Error: C004 F074', 0xc004f074, 'C004 F074'],
            ['8007 0005', 0x80070005, '8007 0005']
        ];
        for (const [text, code, written] of retyped) {
            expect(findErrorCodes(text))
                .withContext(text)
                .toEqual([{ code, written, known: true }]);
        }
    });

    it('leaves Russian words alone', () => {
        expect(codesIn('\u0430\u0441\u0435\u0441\u0430\u0441\u0435\u0430 \u041e\u0448\u0438\u0431\u043a\u0430')).toEqual([]);
        expect(findErrorCodes('\u043e\u0448\u0438\u0431\u043a\u0430C004F074')[0].written).toBe('C004F074');
    });

    it('reads the short numbers of DISM in any language, alone on a line after one word', () => {
        const dism = 'Deployment Image Servicing and Management tool\r\nVersion: 10.0.20348.1\r\n\r\nImage Version: 10.0.20348.587\r\n';
        const lines: ReadonlyArray<readonly [string, number, string]> = [
            ['Error: 1168', 0x80070490, '1168'],
            ['Fehler: 87', 0x80070057, '87'],
            ['Erreur\u00a0: 50', 0x80070032, '50'],
            ['\u9519\u8bef:87', 0x80070057, '87'],
            ['\u9519\u8bef\uff1a87', 0x80070057, '87'],
            ['\u30a8\u30e9\u30fc: 1168', 0x80070490, '1168'],
            ['\u041e\u0448\u0438\u0431\u043a\u0430: 50', 0x80070032, '50'],
            [`${dism}\r\nError: 1168\r\n\r\nThe specified product key could not be validated.`, 0x80070490, '1168'],
            [`${dism}Error: 87\r\nThe set-edition option is unknown.\r\nC:\\>`, 0x80070057, '87']
        ];
        for (const [text, code, written] of lines) {
            expect(findErrorCodes(text))
                .withContext(text)
                .toEqual([{ code, written, known: true }]);
        }
        expect(codesIn('Error: 5\nError: 87')).toEqual([0x80070005, 0x80070057]);
        expect(codesIn('Error: 65535')).toEqual([0x8007ffff]);
    });

    it('takes no number of a sentence, of a list or of a dump for one of DISM', () => {
        const nothing = [
            'Error: 65536',
            'Error: 0',
            'Error: 087',
            'Error 1168',
            'It ended with error: 87 and nothing else.',
            'Error: 87 (0x57)',
            'Task Category: 12',
            'Event ID: 12288',
            'Ereignis-ID: 12288',
            'Error: -87',
            'EventID       : 1003',
            'Index : 1\nName : Windows Server 2022 Standard',
            'LicenseStatus : 1\nGracePeriodRemaining : 0',
            'State: Failed\nError: 1168\nError Message: none',
            'SKU=7\nEdition: 8'
        ];
        for (const text of nothing) {
            expect(codesIn(text)).withContext(text).toEqual([]);
        }
    });

    it('takes no value that is not set for a code', () => {
        const dumps = [
            'GracePeriodRemaining : 4294967295',
            'VLRenewalInterval=4294967295',
            '"Port": 4294967295,',
            '<Value>4294967295</Value>',
            'RequiredClientCount 4294967295'
        ];
        for (const text of dumps) {
            expect(codesIn(text)).withContext(text).toEqual([]);
        }
        expect(codesIn('exit code 4294967295')).toEqual([0xffffffff]);
        expect(codesIn('StatusCode : 3221552386')).toEqual([0xc004fd02]);
    });

    it('reads of event 1003 only the product whose key is installed, if it failed', () => {
        const row = (number: number, installed: 0 | 1, result: string): string =>
            `${number}: 00000000-1111-4222-8333-00000000000${number}, 1, ${installed} [(0 [${result}, 0, 0], [(?)( 9 0xC004FC07 90 0)(?)])(1 )(2 )(3 )]`;
        const others = `${row(1, 0, '0xC004F014')}\r\n${row(2, 0, '0xC004E003')}`;
        expect(codesIn(others)).toEqual([]);
        expect(codesIn(`${others}\n${row(3, 1, '0x00000000')}`)).toEqual([]);
        expect(codesIn(`${others}\n${row(3, 1, '0xC004F034')}\n${row(4, 0, '0xC004F014')}\nError: 0x80070005`)).toEqual([0xc004f034, 0xc004fc07, 0x80070005]);
        // Format-List breaks lines and indents them.
        expect(
            codesIn(`${others}\n   3: 00000000-1111-4222-8333-000000000003, 1, 1\n   [(0 [0x00000000, 1, 0], [(?)( 1\n 0xC004F034)])(1\n )(2 )(3 )]`)
        ).toEqual([]);
        const application = (id: string): string => `Application Id=${id}-d682-4d71-983e-d6ec3f16059f\nLicensing Status=\n`;
        expect(codesIn(`${application('55c92734')}${row(3, 1, '0xC004F034')}`)[0]).toBe(0xc004f034);
        expect(codesIn(`Application Id=0ff1ce15-a989-479d-af46-f275c6370663\n${row(3, 1, '0xC004F034')}`)).toEqual([]);
        expect(
            codesIn(`Application Id=59a52881-a989-479d-af46-f275c6370663\n${row(1, 1, '0xC004F034')}\n${application('55c92734')}${row(2, 1, '0xC004F009')}`)[0]
        ).toBe(0xc004f009);
        // A row that never ends hides no more than a row.
        expect(codesIn(`${row(1, 0, '0xC004F014').replace(/\]+/g, '')} ${' '.repeat(4000)} 0x80070005`)).toEqual([0x80070005]);
    });

    it('takes no shutdown reason for a code', () => {
        const message =
            'The process C:\\Windows\\servicing\\TrustedInstaller.exe (HV01) has initiated the restart of computer HV01: Operating System: Upgrade (Planned)';
        expect(codesIn(`${message}\r\n Reason Code: 0x80020003\r\n Shutdown Type: restart`)).toEqual([]);
        expect(codesIn('<EventID Qualifiers="32768">1074</EventID><Data Name="param4">0x84020004</Data>')).toEqual([]);
        expect(codesIn(`${message} 0x80020010; slmgr: 0x80070005, 0xC004F074, 0x80041234`)).toEqual([0x80070005, 0xc004f074, 0x80041234]);
        expect(codesIn('Reason Code: 0x80020003')).toEqual([0x80020003]);
    });

    it('keeps codes that no table knows but that are written as codes', () => {
        const unknown: ReadonlyArray<readonly [string, number]> = [
            ['0xC0EA000A', 0xc0ea000a],
            ['0x00000005', 5],
            ['0x12345678', 0x12345678],
            ['C0EA000A', 0xc0ea000a],
            ['80aa0001', 0x80aa0001],
            ['4004FFFF', 0x4004ffff],
            ['-2147467260', 0x80004004],
            ['-529697949', 0xe06d7363],
            ['2147500036', 0x80004004],
            ['4294967295', 0xffffffff]
        ];
        for (const [text, code] of unknown) {
            expect(findErrorCodes(`x ${text} y`)).toEqual([{ code, written: text, known: false }]);
        }
    });

    it('finds nothing where there is nothing', () => {
        const nothing = [
            '',
            ' ',
            'slui.exe 0x2a',
            '0x00000000',
            '0x8007',
            '0xC004FD0',
            '0xC004FD020',
            '0xC004FD02C004FD02',
            '00xC004FD02',
            'C004FD02C',
            'FFFFFFFFC004FD02',
            '12345678',
            '20240131',
            '00000000',
            '1C004FD0',
            'ABCDEF12',
            'CABBAGED',
            'deadbeef',
            '#C004FD02',
            '1704067200',
            '4294967296',
            '99999999999',
            '-1',
            '-99999999',
            '2024-01-31 10:15:30',
            '10.0.26100.1742',
            'S-1-5-21-3623811015-3361044348-30300820-1013',
            '03612-00206-507-155388-03-2067-14393.0000-2512016',
            '55c92734-d682-4d71-983e-d6ec3f16059f',
            '{C004FD02-d682-4d71-983e-d6ec3f16059f}',
            'C004FD02-abcd-abcd-abcd-abcdefabcdef',
            '80070005-d682-4d71-983e-d6ec3f16059f',
            '80070005\u2013d682\u20134d71\u2013983e\u2013d6ec3f16059f',
            '55c92734d6824d71983ed6ec3f16059f',
            'c004fd02.2.5',
            '1-1073414910',
            'S-1-5-21-1004336348-1177238915-1073414910',
            'd6ec-C004FD02',
            '2.80070005',
            'https://example.com/80041010-1.html',
            'VMBUS\\{3375baf4-9e15-4b30-b765-67acb10d607b}'
        ];
        for (const text of nothing) {
            expect(codesIn(text)).withContext(text).toEqual([]);
        }
    });

    it('takes no GUID and no product key for a code', () => {
        const random = randomNumbers(7);
        const pick = (alphabet: string, length: number): string => Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
        for (let round = 0; round < 2000; round++) {
            // A known code at the start is the hardest case for a GUID.
            const first = round % 2 ? pick('0123456789abcdef', 8) : hex(errorCodes[round % errorCodes.length].code);
            const guid = [first, pick('0123456789abcdef', 4), pick('abcdef0', 4), pick('0123456789', 4), pick('0123456789abcdef', 12)].join('-');
            const key = Array.from({ length: 5 }, () => pick('BCDFGHJKMPQRTVWXY2346789', 5)).join('-');
            for (const text of [guid, guid.toUpperCase(), `{${guid}}`, `AppId=${guid};`, guid.replace(/-/g, ''), key, key.replace(/-/g, '')]) {
                expect(codesIn(text)).withContext(text).toEqual([]);
            }
        }
        for (const { key } of [...avmaKeys, ...kmsClientKeys]) {
            expect(codesIn(`slmgr /ipk ${key} ${key.toLowerCase()} ${key.replace(/-/g, '')}`)).toEqual([]);
        }
    });

    it('gives every code, however many there are', () => {
        const many = Array.from({ length: 5000 }, (_, index) => `0xC0${hex(index).slice(2)}`).join(' ');
        expect(findErrorCodes(many).length).toBe(5000);
    });

    it('survives 10,000 random texts, and finds the code that is hidden in each second one', () => {
        const random = randomNumbers(20240131);
        const upTo = (limit: number): number => Math.floor(random() * limit);
        const alphabets: ReadonlyArray<() => string> = [
            () => '0123456789abcdefABCDEFx'[upTo(23)],
            () => '0123456789-.#&hHxX_ \u2212'[upTo(21)],
            () => String.fromCharCode(upTo(0x10000)),
            () => String.fromCodePoint(upTo(0x110000)),
            () => String.fromCharCode(32 + upTo(95)),
            () => ['0x', 'C004', 'FD02', '80070005', '-1073', '&H', '\n', '\0', '\ufeff', '\uff10'][upTo(10)]
        ];
        for (let round = 0; round < 10000; round++) {
            const letter = alphabets[round % alphabets.length];
            const noise = Array.from({ length: upTo(round % 500 === 0 ? 20000 : 120) }, letter).join('');
            const found = findErrorCodes(noise);
            expect(new Set(found.map(one => one.code)).size).toBe(found.length);
            expect(found.every(({ code, written }) => Number.isInteger(code) && code > 0 && code <= 0xffffffff && noise.includes(written)))
                .withContext(noise)
                .toBeTrue();
            if (round % 2) {
                expect(codesIn(`0xC004FD02 ${noise}`)[0]).toBe(0xc004fd02);
                expect(codesIn(`${noise} 0xC004FD02`).includes(0xc004fd02))
                    .withContext(noise)
                    .toBeTrue();
            }
        }
    });

    it('takes time that grows with the length of a hostile text and no faster', () => {
        const pieces = [
            '0',
            'a',
            '0x',
            '-',
            'g',
            '0xC004FD0',
            '80070005-',
            '1-',
            '&H',
            'xo',
            'C004FD02.',
            '\uff10',
            '\u2212',
            '\ud800',
            ' ',
            'gggggggg1',
            '_a1',
            'Error: 87\n',
            ' \n',
            '1: a, 1, 1 [(',
            '1: a, 1, 0 [( )]',
            '55c92734-d682-4d71-983e-d6ec3f16059f ',
            '1074 0x80020003 ',
            'a.exe (',
            '0\u0445\u0421',
            '0x C0 ',
            'N : 4294967295\n'
        ];
        for (const piece of pieces) {
            const make = (length: number): string => piece.repeat(Math.ceil(length / piece.length));
            const work = (text: string): void => {
                findErrorCodes(text);
                findErrorCodes(`${text}0xC004FD02`);
            };
            expect(growsInProportion(10_000, make, work))
                .withContext(piece)
                .toBeTrue();
        }
    });
});
