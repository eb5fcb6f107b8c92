/** npm run --silent assess: the scenarios through the command itself, and how it refuses bad input. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import guestVerdicts from '../fixtures/scenarios/guest-verdicts.json';
import hosts from '../fixtures/scenarios/hosts.json';
import logged from '../fixtures/scenarios/logged.json';
import matrix from '../fixtures/scenarios/matrix.json';
import questions from '../fixtures/scenarios/questions.json';
import readings from '../fixtures/scenarios/readings.json';
import { expectOneLine, Finished, runProgram, RunOptions } from './support/run-program';

interface Case {
    readonly host: unknown;
    readonly guests: readonly unknown[];
    readonly activations: readonly unknown[];
    readonly events?: readonly unknown[];
}

interface Expectation {
    readonly vmId: string;
    readonly verdict: string;
    readonly headline: string | null;
    readonly keyLastFive: string | null;
    readonly evidence: string;
    readonly also: readonly string[];
    readonly notes: readonly string[];
    readonly without?: readonly string[];
    /** Absent without events. */
    readonly loggedAt?: string | null;
    readonly loggedBy?: string | null;
    /** Not compared where absent. */
    readonly verifiedAt?: string | null;
    /** Particulars of some of the reasons and notes. */
    readonly data?: Readonly<Record<string, object>>;
}

interface Scenario {
    readonly id: string;
    readonly input: Case;
    readonly expect: readonly Expectation[];
}

interface Answer {
    readonly vmId: string;
    readonly verdict: string;
    readonly reasons: ReadonlyArray<{ readonly code: string; readonly data: object }>;
    readonly notes: ReadonlyArray<{ readonly code: string; readonly data: object }>;
    readonly keyLastFive: string | null;
    readonly evidence: string;
    readonly loggedAt: string | null;
    readonly loggedBy: string | null;
    readonly verifiedAt: string | null;
}

const folder = mkdtempSync(join(tmpdir(), 'avma-assess-'));
let files = 0;

function write(content: unknown): string {
    const file = join(folder, `${++files}.json`);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
}

const assess = (file: string, options?: RunOptions): Promise<Finished> => runProgram('src/cli/assess.ts', [file], options);

async function answers(content: unknown): Promise<Answer[]> {
    const finished = await assess(write(content));
    expect([finished.code, finished.stderr]).toEqual([0, '']);
    return JSON.parse(finished.stdout) as Answer[];
}

afterAll(() => rmSync(folder, { recursive: true }));

/** The same machine appears in many scenarios; in one file each needs an id of its own. */
function withOwnIds(scenario: Scenario, number: number): Scenario {
    let text = JSON.stringify(scenario);
    scenario.expect.forEach(({ vmId }, index) => {
        const own = `${String(number).padStart(8, '0')}-0000-0000-0000-${String(index).padStart(12, '0')}`;
        text = text.split(vmId).join(own);
    });
    return JSON.parse(text) as Scenario;
}

/** The scenarios of one host as one file: a process for each of them would take a minute. */
function byHost(scenarios: readonly Scenario[]): Scenario[][] {
    const groups = new Map<string, Scenario[]>();
    for (const scenario of scenarios) {
        const host = JSON.stringify(scenario.input.host);
        groups.set(host, [...(groups.get(host) ?? []), scenario]);
    }
    return [...groups.values()];
}

describe('assess: the scenarios', () => {
    const scenarios = ([...questions, ...matrix, ...guestVerdicts, ...hosts, ...logged, ...readings] as unknown as Scenario[]).map(withOwnIds);
    const found = new Map<string, Answer>();
    const order: Array<readonly [readonly string[], readonly string[]]> = [];

    beforeAll(async () => {
        const groups = byHost(scenarios);
        const work = async (): Promise<void> => {
            for (let group = groups.pop(); group; group = groups.pop()) {
                const guests = group.flatMap(one => one.input.guests);
                const activations = group.flatMap(one => one.input.activations);
                const answer = await answers({ host: group[0].input.host, guests, activations, events: group.flatMap(one => one.input.events ?? []) });
                answer.forEach(one => found.set(one.vmId, one));
                order.push([guests.map(guest => (guest as Answer).vmId), answer.map(one => one.vmId)]);
            }
        };
        // Two at a time: as many as a small machine has cores.
        await Promise.all([work(), work()]);
    }, 180_000);

    it('are all there, and answered in the order of the guests', () => {
        expect([questions.length, matrix.length, guestVerdicts.length, hosts.length, logged.length, readings.length]).toEqual([48, 50, 39, 67, 44, 23]);
        expect(found.size).toBe(scenarios.flatMap(one => one.input.guests).length);
        order.forEach(([guests, answered]) => expect(answered).toEqual(guests));
    });

    for (const scenario of scenarios) {
        it(scenario.id, () => {
            for (const expected of scenario.expect) {
                const answer = found.get(expected.vmId);
                expect({
                    verdict: answer?.verdict,
                    headline: answer?.reasons[0]?.code ?? null,
                    keyLastFive: answer?.keyLastFive,
                    evidence: answer?.evidence
                }).toEqual({
                    verdict: expected.verdict,
                    headline: expected.headline,
                    keyLastFive: expected.keyLastFive,
                    evidence: expected.evidence
                });
                expect(answer?.reasons.map(reason => reason.code)).toEqual(jasmine.arrayContaining([...expected.also]));
                expect(answer?.notes.map(note => note.code)).toEqual(jasmine.arrayContaining([...expected.notes]));
                expect([answer?.loggedAt, answer?.loggedBy]).toEqual([expected.loggedAt ?? null, expected.loggedBy ?? null]);
                expect(expected.verifiedAt === undefined || expected.verifiedAt === answer?.verifiedAt).toBeTrue();
                for (const [code, data] of Object.entries(expected.data ?? {})) {
                    expect([...(answer?.reasons ?? []), ...(answer?.notes ?? [])].find(one => one.code === code)?.data).toEqual(jasmine.objectContaining(data));
                }
                expect([...(answer?.reasons ?? []), ...(answer?.notes ?? [])].filter(one => expected.without?.includes(one.code))).toEqual([]);
            }
        });
    }
});

describe('assess: input', () => {
    const vmId = 'AAAAAAAA-2222-3333-4444-555555555555';
    const datacenter = (matrix as unknown as Scenario[])[0].input;

    it('takes missing fields for unknown, and missing lists for empty', async () => {
        expect(await answers({ host: {} })).toEqual([]);
        const [answer] = await answers({ host: {}, guests: [{ vmId }] });
        expect([answer.vmId, answer.verdict]).toEqual([vmId.toLowerCase(), 'unknown']);
    });

    it('leaves out what it does not know', async () => {
        expect(await answers({ host: { colour: 'red' }, guests: [], more: true })).toEqual([]);
    });

    it('believes the last reading inside a guest that has no error', async () => {
        const guests = [{ ...(datacenter.guests[0] as object), vmId }];
        const read = { vmId, buildNumber: 9600, operatingSystemSku: 7, productType: 3, licenseStatus: 1 };
        const avma = { ...read, licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel', partialProductKey: 'MTB6V' };
        const other = { ...read, licenseDescription: 'Windows(R) Operating System, VOLUME_MAK channel', partialProductKey: '7QXYZ' };
        const failed = { vmId, error: { code: 'credentialRejected' } };
        const verdict = async (...activations: readonly unknown[]): Promise<string> => (await answers({ ...datacenter, guests, activations }))[0].verdict;
        expect(await verdict(other, avma, failed)).toBe('activated');
        expect(await verdict(avma, other)).toBe('otherKey');
        expect(await verdict(failed)).toBe('eligible');
    });

    it('reads standard input for -, and takes a byte order mark', async () => {
        const text = JSON.stringify({ host: {}, guests: [{ vmId }] });
        const piped = await assess('-', { input: `\uFEFF${text}` });
        const read = await assess(write(`\uFEFF${text}`));
        expect([piped.code, piped.stderr]).toEqual([0, '']);
        expect(piped.stdout).toBe(read.stdout);
        expect((JSON.parse(piped.stdout) as Answer[]).length).toBe(1);
    });

    it('keeps names and texts in every script as they are', async () => {
        const finished = await assess('-', { input: JSON.stringify({ host: {}, guests: [{ vmId, name: 'сервер-数据库 "prod"' }] }) });
        expect(finished.code).toBe(0);
        expect(() => JSON.parse(finished.stdout) as unknown).not.toThrow();
    });

    for (const [what, content, part] of [
        ['JSON that breaks off', '{ "host": {},\n "guests": [', 'not JSON'],
        ['JSON with a wrong word', '{ "host": {},\n "guests": none,\n "activations": [] }', 'not JSON'],
        ['another thing than an object', '[]', 'json: expected an object, found an array'],
        ['a host that is a text', { host: 'HV01' }, 'host: expected an object, found the text "HV01"'],
        ['a number as a text', { host: { buildNumber: '17763' } }, 'host.buildNumber: expected a whole number, found the text "17763"'],
        ['guests that are no list', { host: {}, guests: {} }, 'guests: expected an array, found an object'],
        ['a guest without id', { host: {}, guests: [{ vmId }, { name: 'A' }] }, 'guests[1].vmId: expected the GUID of a virtual machine'],
        ['an item without data', { host: {}, guests: [{ vmId, intrinsic: [{ name: 'OSName' }] }] }, 'guests[0].intrinsic[0].data: expected a text'],
        ['an event without id', { host: {}, events: [{ source: 'host' }] }, 'events[0].id: expected the id of an event'],
        ['a text that breaks lines', { host: {}, guests: [{ vmId: 'a\nb' }] }, 'guests[0].vmId']
    ] as const) {
        it(`refuses ${what} with exit code 2 and one line that names file and field`, async () => {
            const file = write(content);
            expectOneLine(await assess(file), 2, file, part);
        });
    }

    it('refuses a file that is not there, a folder, and standard input that is no JSON', async () => {
        expectOneLine(await assess(join(folder, 'missing.json')), 2, 'missing.json: cannot be read: ENOENT');
        expectOneLine(await assess(folder), 2, `${folder}: cannot be read: EISDIR`);
        expectOneLine(await assess('-', { input: 'no JSON' }), 2, '-: not JSON');
    });

    it('says how it is used where it gets no file, or two', async () => {
        expectOneLine(await runProgram('src/cli/assess.ts', []), 2, 'usage: npm run --silent assess -- FILE');
        expectOneLine(await runProgram('src/cli/assess.ts', ['a.json', 'b.json']), 2, 'usage:');
    });
});
