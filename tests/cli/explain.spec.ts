/** npm run --silent explain: what it says of texts that people paste, in the process where that is enough, and how it refuses bad use. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Explanation, explainText } from '../../src/cli/explain-text';
import { expectOneLine, Finished, runProgram, RunOptions } from './support/run-program';

const folder = join(__dirname, '../fixtures/pasted');
const pasted = (name: string): string => readFileSync(join(folder, name), 'utf8');

interface Said {
    /** In order, without those that no table has. */
    readonly codes: readonly string[];
    readonly unknown?: readonly string[];
    readonly ignorable?: readonly string[];
    /** By code: what title, causes and fixes must say. */
    readonly says: Readonly<Record<string, readonly RegExp[]>>;
}

const noKms = [/KMS host found in DNS/, /SRV|_vlmcs/, /install the AVMA key/];

/** What the file's author needs to be told, with Microsoft's page where there is one. */
const samples: Readonly<Record<string, Said>> = {
    't02-rearm-lab.txt': {
        codes: ['0xC004D302', '0xC004C032'],
        says: { '0xC004D302': [/Restart Windows/], '0xC004C032': [/time based activation is not available/, /evaluation/, /\/Set-Edition/] }
    },
    't04-typographic-quotes.txt': { codes: ['0xC004F069'], says: { '0xC004F069': [/product SKU is not found/, /evaluation/] } },
    't06-zh-dism-0x80070032.txt': { codes: ['0x80070032'], says: { '0x80070032': [/not supported/, /\/Get-TargetEditions/, /evaluation/] } },
    't08-zh-0x8007007B.txt': { codes: ['0x8007007B'], says: { '0x8007007B': noKms } },
    't09-bare-8007007B.txt': { codes: ['0x8007007B', '0xC004F056'], says: { '0x8007007B': noKms, '0xC004F056': [/KMS/] } },
    't10-0x80080005.txt': { codes: ['0x80080005'], says: { '0x80080005': [/Server execution failed/, /winmgmt/, /sppsvc/] } },
    't13-event-1003.txt': { codes: [], says: {} },
    't15-8200-0x80072EE7.txt': {
        codes: ['0x80072EE7'],
        ignorable: ['0x80072EE7'],
        says: { '0x80072EE7': [/internet access for the genuine ticket/, /no action needed/, /event-id-8208-8200-900$/m] }
    },
    't16-12288-0xC004F06C.txt': { codes: ['0xC004F06C'], says: { '0xC004F06C': [/w32tm/, /NT5DS/, /error-0xc004f06c-activate-windows$/m] } },
    't18-12293-0x80072338.txt': { codes: ['0x80072338'], says: { '0x80072338': [/_VLMCS/, /Full Control/, /event-12293-error-0x800723-set-kms-host$/m] } },
    't20-0xc004f063.txt': { codes: ['0xC004F063'], says: { '0xC004F063': [/OEM/, /firmware/, /service tag/] } },
    't27-0x87E10BC6.txt': {
        codes: ['0xC004F025'],
        unknown: ['0x87E10BC6'],
        says: { '0x87E10BC6': [/^We found no Microsoft page that documents 0x87E10BC6/], '0xC004F025': [/administrator/] }
    },
    't28-0xC004F00F.txt': { codes: ['0xC004F00F'], says: { '0xC004F00F': [/hardware has changed/] } },
    't29-adba-8198.txt': { codes: ['0x8007007B'], says: { '0x8007007B': [...noKms, /troubleshoot-adba-clients-not-activate$/m] } },
    't30-0x8007139F.txt': { codes: ['0x8007139F'], says: { '0x8007139F': [/KMS host can't be contacted/, /1688/, /install the AVMA key/] } }
};

const wordsOf = ({ title, causes }: Explanation['codes'][number]): string =>
    [title, ...causes.flatMap(cause => [cause.title, cause.fix, cause.source])].join('\n');

describe('explain: what people paste', () => {
    it('is every sample', () => {
        expect(readdirSync(folder).filter(name => name.endsWith('.txt'))).toEqual(Object.keys(samples));
    });

    for (const [name, { codes, unknown = [], ignorable = [], says }] of Object.entries(samples)) {
        it(`is answered: ${name}`, () => {
            const said = explainText(pasted(name));
            expect(said.omitted).toBe(0);
            expect(said.codes.filter(one => one.causes.length > 0).map(one => one.code)).toEqual([...codes]);
            expect(said.codes.filter(one => one.causes.length === 0).map(one => one.code)).toEqual([...unknown]);
            expect(said.codes.filter(one => one.ignorable).map(one => one.code)).toEqual([...ignorable]);
            for (const one of said.codes) {
                expect(pasted(name)).toContain(one.written);
                says[one.code].forEach(words => expect(wordsOf(one)).withContext(one.code).toMatch(words));
                expect(
                    one.causes.every(
                        ({ id, title, fix, source }) => [id, title, fix].every(part => part.length > 5) && /^(?:https:|reported|inferred)/.test(source)
                    )
                )
                    .withContext(one.code)
                    .toBeTrue();
            }
        });
    }

    it('is cut with a count', () => {
        const { codes, omitted } = explainText(Array.from({ length: 23 }, (_, index) => `0xC004F0${index + 10}`).join('\n'));
        expect([codes.length, omitted]).toEqual([20, 3]);
    });
});

describe('explain: the command', () => {
    const files = mkdtempSync(join(tmpdir(), 'avma-explain-'));
    const explain = (args: readonly string[], options?: RunOptions): Promise<Finished> => runProgram('src/cli/explain.ts', args, options);

    afterAll(() => rmSync(files, { recursive: true }));

    it('takes a text, a file and standard input, also as PowerShell writes it', async () => {
        const file = join(files, 'utf16.txt');
        writeFileSync(file, '\ufeffFehler: 0xC004F074', 'utf16le');
        const expected = explainText('0xC004F074');
        const finished = await Promise.all([
            explain(['Error -1073418124']),
            explain(['--file', file]),
            explain(['--file', '-'], { input: '\ufeff0xC004F074' })
        ]);
        expect(finished.map(one => [one.code, one.stderr])).toEqual([0, 0, 0].map(code => [code, '']));
        const said = finished.map(one => JSON.parse(one.stdout) as Explanation);
        expect(said.map(one => one.codes[0].written)).toEqual(['-1073418124', '0xC004F074', '0xC004F074']);
        expect(said.map(one => one.codes[0].causes)).toEqual([0, 0, 0].map(() => expected.codes[0].causes));
        expect(said[1]).toEqual(expected);
    });

    it('refuses bad use with one line and code 2', async () => {
        const bad = [[], ['one', 'two'], ['--file'], ['--file', join(files, 'missing.txt')], ['--help']];
        const finished = await Promise.all(bad.map(args => explain(args)));
        finished.forEach((one, index) => expectOneLine(one, 2, index === 3 ? 'missing.txt: cannot be read' : 'usage: npm run --silent explain'));
    });
});
