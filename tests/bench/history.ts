/**
 * Reads the history of a host whose log contains 100,000 records, 2,000 of them activation requests: Get-AvmaEvent with one page and with all pages, and a
 * script that reads the whole log and filters afterwards. All must return the same events.
 */
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptText } from '../../build/script-text';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { Engine } from '../../dev-gateway/powershell/engine-api';
import { openEngine } from '../../dev-gateway/powershell/engine';
import { EnteredMachine, MachineConnection, WindowsAnswerer, WindowsCall, WindowsObject } from '../../dev-gateway/windows-call';
import { wrapScript } from '../../dev-gateway/wrap-script';

const host = 'HV-BIG';
const page = 500;
/** The claim: the first page reads this many times fewer records from the log. */
const fewerRecords = 20;

type Row = Readonly<Record<string, unknown>>;

/** Counts the records that Windows returns to the script. */
class CountingAnswerer implements WindowsAnswerer {
    public records = 0;

    constructor(private readonly inner: WindowsAnswerer) {}

    public async *answer(call: WindowsCall, signal: AbortSignal): AsyncIterable<WindowsObject> {
        for await (const object of this.inner.answer(call, signal)) {
            this.records += call.command === 'Get-WinEvent' && !('ListLog' in call.parameters) ? 1 : 0;
            yield object;
        }
    }

    public connect(connection: MachineConnection, signal: AbortSignal): Promise<EnteredMachine | void> {
        return this.inner.connect(connection, signal);
    }
}

interface Measured {
    readonly events: readonly Row[];
    readonly records: number;
    readonly seconds: number;
    readonly firstEventSeconds: number;
}

/** @param scripts returns the next script to run, based on the events so far; null ends */
async function measure(engine: Engine, estate: Estate, scripts: (events: readonly Row[], last: readonly Row[]) => string | null): Promise<Measured> {
    const answerer = new CountingAnswerer(estate);
    const session = await engine.openSession({ node: host, answerer });
    const events: Row[] = [];
    const started = performance.now();
    let firstEvent = 0;
    let last: Row[] = [];
    for (let script = scripts(events, last); script !== null; script = scripts(events, last)) {
        last = [];
        for await (const event of session.run({ script }).events) {
            if (event.kind === 'output' && 'recordId' in (event.value as Row)) {
                firstEvent ||= performance.now() - started;
                last.push(event.value as Row);
            } else if (event.kind === 'error' || (event.kind === 'end' && event.state !== 'completed')) {
                throw new Error(event.error?.message ?? 'a script did not end');
            }
        }
        events.push(...last);
    }
    const seconds = (performance.now() - started) / 1000;
    await session.close();
    return { events, records: answerer.records, seconds, firstEventSeconds: firstEvent / 1000 };
}

const ours = (beforeRecordId: unknown): string =>
    wrapScript('Get-AvmaEvent', scriptText(join(__dirname, '../../gateway-plugin/Get-AvmaEvent.ps1')), { maximum: page, beforeRecordId });

const firstPage = (events: readonly Row[]): string | null => (events.length === 0 ? ours(null) : null);

/** Reads pages until one isn't full. */
const everyPage = (events: readonly Row[], last: readonly Row[]): string | null =>
    events.length === 0 ? ours(null) : last.length === page ? ours(last[last.length - 1].recordId) : null;

/** The fields that both scripts return. */
const essence = (events: readonly Row[]): Row[] =>
    events.map(({ recordId, id, level, timeCreated, data, message }) => ({ recordId, id, level, timeCreated, data, message }));

function print(name: string, { events, records, seconds, firstEventSeconds }: Measured): void {
    console.log(`${name}: ${events.length} events, ${records} records read, ${seconds.toFixed(2)} s (first event after ${firstEventSeconds.toFixed(2)} s)`);
}

/** @returns whether the claim holds */
export async function history(): Promise<boolean> {
    const engine = await openEngine(line => console.log(line));
    try {
        const estate = loadEstate();
        // The first run in a process compiles, which isn't measured.
        await measure(engine, estate, firstPage);
        const first = await measure(engine, estate, firstPage);
        const all = await measure(engine, estate, everyPage);
        const whole = readFileSync(join(__dirname, 'Get-EventAfterwards.ps1'), 'utf8');
        const peer = await measure(engine, estate, events => (events.length === 0 ? whole : null));
        deepStrictEqual(essence(all.events), essence(peer.events), 'All pages and the whole log give different events.');
        deepStrictEqual(essence(first.events), essence(peer.events.slice(0, page)), 'The first page and the whole log give different events.');
        print('Get-AvmaEvent, first page', first);
        print('Get-AvmaEvent, all pages', all);
        print('whole log, chosen afterwards', peer);
        const fewer = peer.records / first.records;
        console.log(
            `${fewer.toFixed(0)} times fewer records for the first page (at least ${fewerRecords}), ${(peer.records / all.records).toFixed(0)} times for all`
        );
        console.log(
            `${(peer.seconds / first.seconds).toFixed(1)} times less time for the first page, ${(peer.seconds / all.seconds).toFixed(1)} times for all`
        );
        return fewer >= fewerRecords;
    } finally {
        await engine.close();
    }
}
