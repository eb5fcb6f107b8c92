/**
 * Reads the guests of a host with 1,000 machines and 5 ms per call: Get-AvmaGuest, and a script that does what people do today (Get-VM, then component and
 * items for each machine). Both must return the same rows.
 */
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { Engine } from '../../dev-gateway/powershell/engine-api';
import { openEngine } from '../../dev-gateway/powershell/engine';
import { TimedAnswerer } from './timed-answerer';

const host = 'HV-BIG';
const latencyMs = 5;
/** The claim: this many times fewer calls, and this many times less time. */
const fewerCalls = 200;
const lessTime = 8;

type Row = Readonly<Record<string, unknown>>;

interface Measured {
    readonly rows: readonly Row[];
    readonly calls: number;
    readonly seconds: number;
    readonly firstRowSeconds: number;
    /** Time in calls, including latency. */
    readonly callSeconds: number;
}

async function measure(engine: Engine, file: string): Promise<Measured> {
    const answerer = new TimedAnswerer(loadEstate(undefined, latencyMs));
    const session = await engine.openSession({ node: host, answerer });
    const rows: Row[] = [];
    const started = performance.now();
    let firstRow = 0;
    for await (const event of session.run({ script: readFileSync(file, 'utf8') }).events) {
        if (event.kind === 'output') {
            firstRow ||= performance.now() - started;
            rows.push(event.value as Row);
        } else if (event.kind === 'error' || (event.kind === 'end' && event.state !== 'completed')) {
            throw new Error(`${file}: ${event.error?.message ?? 'it did not end'}`);
        }
    }
    const seconds = (performance.now() - started) / 1000;
    await session.close();
    return { rows, calls: answerer.calls, seconds, firstRowSeconds: firstRow / 1000, callSeconds: answerer.busyMs / 1000 };
}

/** Seconds of script and latency only. */
const withoutAnswering = ({ seconds, callSeconds, calls }: Measured): number => seconds - callSeconds + (calls * latencyMs) / 1000;

const byId = (rows: readonly Row[]): Row[] =>
    rows.map((row): Row => ({ ...row, collectedAt: null })).sort((a, b) => String(a.vmId).localeCompare(String(b.vmId)));

function print(name: string, { rows, calls, seconds, firstRowSeconds, callSeconds }: Measured): void {
    const waiting = (calls * latencyMs) / 1000;
    console.log(`${name}: ${rows.length} rows, ${calls} calls, ${seconds.toFixed(2)} s (first row after ${firstRowSeconds.toFixed(2)} s)`);
    console.log(
        `    of which ${waiting.toFixed(2)} s latency of the calls, ${(callSeconds - waiting).toFixed(2)} s answering them (the estate and the pipe), ` +
            `${(seconds - callSeconds).toFixed(2)} s in the script (joining, parsing items, writing rows)`
    );
}

export async function list(): Promise<boolean> {
    const engine = await openEngine(line => console.log(line));
    try {
        const folder = join(__dirname, '../..');
        // The first run in a process compiles, which isn't measured.
        await measure(engine, join(folder, 'gateway-plugin/Get-AvmaGuest.ps1'));
        const ours = await measure(engine, join(folder, 'gateway-plugin/Get-AvmaGuest.ps1'));
        const peer = await measure(engine, join(__dirname, 'Get-GuestOneByOne.ps1'));
        deepStrictEqual(byId(ours.rows), byId(peer.rows), 'The two scripts give different rows.');
        print('Get-AvmaGuest', ours);
        print('one by one', peer);
        const calls = peer.calls / ours.calls;
        const time = peer.seconds / ours.seconds;
        // A query may take longer in this estate than on Windows, so the claim must also hold without that time.
        const bareTime = withoutAnswering(peer) / withoutAnswering(ours);
        console.log(`${calls.toFixed(0)} times fewer calls (at least ${fewerCalls})`);
        console.log(`${time.toFixed(1)} times less time, ${bareTime.toFixed(1)} times without the estate's own work (each at least ${lessTime})`);
        return calls >= fewerCalls && Math.min(time, bareTime) >= lessTime;
    } finally {
        await engine.close();
    }
}
