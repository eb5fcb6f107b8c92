/** What the tool exports, read back by a CSV library: hostile values come back as they were, and none of them as a formula. */
import { parse } from 'csv-parse/sync';
import { CsvValue, isFormula, neutralised, original, toCsv } from '../../src/app/domain/text/csv';

const readBack = (text: string): string[][] => parse(Buffer.from(text, 'utf8'), { bom: true, record_delimiter: '\r\n' }) as string[][];

/** The same numbers at every run. */
function generator(seed: number): (below: number) => number {
    let state = seed;
    return below => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

const pieces = [
    ...['=', '+', '-', '@', '＝', '＋', '－', '＠', "'", '"', '""', ',', ';', '|', '\t', '\r', '\n', '\r\n', ' ', '\u00a0', '\u3000'],
    ...['\u200f', '\u202e', '\u2066', '\ufeff', '\u200b', '\0', '\u001b', '\u2028'],
    ...[
        'a',
        'Web01',
        '1',
        '0',
        'é',
        'ß',
        'İ',
        'שרת',
        'خادم',
        '服务器',
        '😀',
        '👩‍💻',
        '🇩🇪',
        'HYPERLINK("http://x","y")',
        "cmd|' /C calc'!A0",
        'SUM(A1)',
        '\\',
        '{n}',
        '<b>'
    ]
];

describe('an exported CSV file', () => {
    it('gives back values that are no formula as they were', () => {
        const harmless = [
            '',
            'web01',
            'a,b',
            'a"b',
            '"',
            '""',
            "'",
            "'quoted'",
            "it's",
            'a\r\nb',
            'a\nb',
            ' a ',
            'שרת\u200f',
            '\u202eevil\u202c',
            '😀',
            'a=b',
            '1-2',
            'x@y',
            'a;b',
            'ID'
        ];
        expect(
            readBack(
                toCsv(
                    ['one'],
                    harmless.map(value => [value])
                )
            )
        ).toEqual([['one'], ...harmless.map(value => [value])]);
        expect(harmless.filter(isFormula)).toEqual([]);
    });

    it('puts an apostrophe before whatever a spreadsheet could calculate', () => {
        const hostile = [
            ...['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', ' =1', '\u00a0=1', '\u200f=1', '\ufeff=1', '\0=1'],
            ...['＝1', '＋1', '－1', '＠1', "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")', '-', '=']
        ];
        const read = readBack(
            toCsv(
                ['one'],
                hostile.map(value => [value])
            )
        ).slice(1);
        expect(read).toEqual(hostile.map(value => [`'${value}`]));
        expect(read.map(([value]) => original(value))).toEqual(hostile);
    });

    it('leaves nothing to calculate where a spreadsheet splits at semicolons, tabs and line ends', () => {
        for (const [value, written] of [
            ['a;=1;b', "a;'=1;b"],
            ['\t=1', "'\t'=1"],
            ['a; =1', "a;' =1"],
            ['a\n=1', "a\n'=1"],
            ['a\t@x', "a\t'@x"],
            ['a,=1', 'a,=1']
        ]) {
            expect([neutralised(value), original(written)]).toEqual([written, value]);
        }
    });

    it('leaves a leading apostrophe what it is', () => {
        expect(["'=1", "''", "'a"].map(neutralised)).toEqual(["'=1", "''", "'a"]);
    });

    it('writes numbers and truth values as they are, and nothing for null', () => {
        const rows: CsvValue[][] = [[-1, 2.5, true, null, '']];
        expect(toCsv(['a', 'b', 'c', 'd', 'e'], rows)).toBe('\uFEFFa,b,c,d,e\r\n-1,2.5,true,,\r\n');
        expect(toCsv(['only'], [[null]])).toBe('\uFEFFonly\r\n""\r\n');
    });

    it('comes back from 10,000 generated rows cell by cell, and in other words never as a formula', () => {
        const random = generator(5);
        const value = (): string => Array.from({ length: random(7) }, () => pieces[random(pieces.length)]).join('');
        const rows = Array.from({ length: 10_000 }, () => [value(), value(), value(), value()]);
        const read = readBack(toCsv(['=a', 'b', 'c', 'd'], rows));
        expect(read.length).toBe(10_001);
        let changed = 0;
        for (const [index, row] of rows.entries()) {
            for (const [column, given] of row.entries()) {
                const got = read[index + 1][column];
                changed += got === given ? 0 : 1;
                // One comparison a cell is all that this many cells bear.
                if (
                    got !== neutralised(given) ||
                    isFormula(got) ||
                    /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(got) ||
                    (got === given) === isFormula(given)
                ) {
                    fail(`row ${index}, ${column}: ${JSON.stringify(given)} came back as ${JSON.stringify(got)}`);
                }
            }
        }
        expect(changed).toBeGreaterThan(1000);
        expect(read[0][0]).toBe("'=a");
    });
});
