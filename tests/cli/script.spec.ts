/** npm run --silent script: rows on standard output and nothing else there; what is wrong, in one line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOneLine, Finished, runProgram } from './support/run-program';

const script = (...args: readonly string[]): Promise<Finished> => runProgram('dev-gateway/script.ts', args);

const rowsOf = (finished: Finished): Array<Record<string, unknown>> => JSON.parse(finished.stdout) as Array<Record<string, unknown>>;

interface Statistics {
    readonly calls: Readonly<Record<string, number>>;
    readonly cimQueries: Readonly<Record<string, number>>;
}

/** The last line on standard error; a first run also tells that it builds the engine. */
const statisticsOf = (finished: Finished): Statistics => JSON.parse(finished.stderr.trimEnd().split('\n').pop() ?? '') as Statistics;

describe('script', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avma-script-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('prints the rows of a script as one JSON array', async () => {
        const finished = await script('Get-AvmaHost', '--host', 'HV01');
        expect(finished.code).toBe(0);
        expect(rowsOf(finished).map(row => [row.computerName, row.buildNumber])).toEqual([['HV01', 17763]]);
        expect(finished.stderr).not.toContain('cimQueries');
    });

    it('asks as often for 1,000 guests as for 28, and at most eight times', async () => {
        const small = await script('Get-AvmaGuest', '--host', 'HV01', '--statistics');
        const big = await script('Get-AvmaGuest', '--host', 'hv-big.contoso.com', '--statistics');
        expect([small.code, big.code]).toEqual([0, 0]);
        expect([rowsOf(small).length, rowsOf(big).length]).toEqual([28, 1000]);
        const queries = statisticsOf(small).cimQueries;
        expect(statisticsOf(big)).toEqual(statisticsOf(small));
        const sum = Object.values(queries).reduce((total, count) => total + count, 0);
        expect(sum).toBeGreaterThan(0);
        expect(sum).toBeLessThanOrEqual(8);
    });

    it('takes another estate, and prints an empty array for no rows', async () => {
        const estate = join(folder, 'estate.json');
        writeFileSync(estate, JSON.stringify({ domain: 'example.com', nodes: [{ name: 'ONE', os: '2022' }] }));
        const finished = await script('Get-AvmaGuest', '--host', 'one.example.com', '--estate', estate, '--latency', '1');
        expect([finished.code, finished.stdout]).toEqual([0, '[]\n']);
    });

    it('ends with exit code 1 and the error of the operation where a script fails', async () => {
        const finished = await script('Get-AvmaGuest', '--host', 'FILE01');
        expect([finished.code, finished.stdout]).toEqual([1, '']);
        expect(finished.stderr).toMatch(/^AvmaError \{.*"hyperVAbsent".*\}\n$/m);
    });

    for (const [what, args, ...parts] of [
        ['a host that the estate has not', ['Get-AvmaGuest', '--host', 'NOBODY'], 'NOBODY is not in the estate', 'HV01, HV-STD'],
        ['an unknown script', ['Get-Nothing', '--host', 'HV01'], 'There is no script Get-Nothing', 'Get-AvmaGuest'],
        ['a script from elsewhere', ['../gateway-plugin/Get-AvmaGuest', '--host', 'HV01'], 'There is no script'],
        ['no script', ['--host', 'HV01'], 'usage: npm run --silent script -- NAME --host HOST'],
        ['an unknown option', ['Get-AvmaGuest', '--host', 'HV01', '--colour', 'red'], 'Unknown option --colour.'],
        ['parameters that are no JSON', ['Get-AvmaGuest', '--host', 'HV01', '--parameters', '{\n  vmId: 1\n}'], '--parameters is not JSON: '],
        ['parameters that are no object', ['Get-AvmaGuest', '--host', 'HV01', '--parameters', '[1]'], '--parameters must be a JSON object'],
        ['a latency that is no number', ['Get-AvmaGuest', '--host', 'HV01', '--latency', 'slow'], '--latency must be a whole number', '"slow"']
    ] as ReadonlyArray<readonly [string, readonly string[], ...string[]]>) {
        it(`refuses ${what} with exit code 2 and one line`, async () => expectOneLine(await script(...args), 2, ...parts));
    }

    it('refuses a wrong estate with exit code 2 and the place in the file', async () => {
        const estate = join(folder, 'wrong.json');
        writeFileSync(estate, JSON.stringify({ domain: 'example.com', nodes: [{ name: 'ONE', os: '2003' }] }));
        expectOneLine(await script('Get-AvmaGuest', '--host', 'ONE', '--estate', estate), 2, `Estate file ${estate}: /nodes/0/os`);
    });
});
