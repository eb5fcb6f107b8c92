/**
 * Reads 200 hosts with 50 guests each and 50 ms latency, with the tool and with a script that reads one host at a time; both in this run, with the same rows.
 * Real: browser, packaged tool, SDK, the gateway's protocol, and the hosts' answers, which the scripts produced before. Replayed: the hosts. Each command
 * returns its first output again after 50 ms (distant-hosts.ts), because 200 simulated hosts would measure this machine's processors.
 */
import { createHash } from 'node:crypto';
import { chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../../build/chromium';
import { importGuestRow } from '../../src/app/data/import/import-guest-row';
import { importHostRow } from '../../src/app/data/import/import-host-row';
import { defaultLimits } from '../../src/app/data/host-batch';
import { assess } from '../../src/app/domain/judgement/assess';
import { Fleet, guestsPerHost, hostCount, HostRows, startFleet } from './fleet-host';
import { QueryTarget, askHosts, exportRows, showGuests } from './fleet-page';
import { median } from './median';
import { TablePage } from './table-page';

/** Latency of a command on a host, and the number of commands: the host, then its guests. */
const latencyMs = 50;
const commandsPerHost = 2;
/** The claim: this many times faster, ... */
const faster = 10;
/** ... at most this fraction above the minimum plus the start, ... */
const above = 0.05;
/** ... and at most this much memory, in megabytes. */
const maxHeap = 400;

const openings = 3;
const height = 900;
const guestCount = hostCount * guestsPerHost;
/** Maximum number of hosts that the tool reads concurrently. */
const parallel = defaultLimits.hostsInOne * defaultLimits.requests;
/** The minimum time if only the hosts cause waiting. */
const boundMs = commandsPerHost * Math.ceil(hostCount / parallel) * latencyMs;

interface OneByOne {
    readonly milliseconds: number;
    readonly rows: readonly string[];
}

/** A guest in a form that both sides must produce. */
const rowText = (vmId: unknown, name: unknown, host: unknown, verdict: unknown, reasons: unknown): string =>
    JSON.stringify([vmId, name, host, verdict, reasons]);

/** The guests of a host with the tool's assessments. */
function judged({ host, guests }: HostRows): string[] {
    const facts = importHostRow(host);
    return guests.map(row => {
        const guest = importGuestRow(row);
        const { verdict, reasons } = assess(facts, guest);
        return rowText(
            guest.vmId,
            guest.name,
            facts.computerName,
            verdict,
            reasons.map(({ code }) => code)
        );
    });
}

async function askOneByOne(fleet: Fleet): Promise<OneByOne> {
    const answers: HostRows[] = [];
    const started = performance.now();
    for (const name of fleet.names) {
        answers.push(await fleet.askHost(name));
    }
    const milliseconds = performance.now() - started;
    return { milliseconds, rows: answers.flatMap(judged) };
}

interface Measured {
    /** From the click to the first command on a host, and until all hosts are read and drawn. */
    readonly first: number;
    readonly all: number;
    /** Maximum number of concurrent hosts. */
    readonly most: number;
    readonly heap: number;
    readonly rows: readonly string[];
}

async function measureFleet(fleet: Fleet): Promise<{ readonly distant: readonly Measured[]; readonly near: readonly Measured[] }> {
    const browser = await chromium.launch({
        executablePath: await chromiumPath(),
        args: [...chromiumFlags],
        // With scrollbars of zero width, as in headless mode, the SDK's table measures them again in every tick.
        ignoreDefaultArgs: ['--hide-scrollbars']
    });
    /** @param whole also compares the rows and measures the memory */
    const open = async (latency: number, whole: boolean): Promise<Measured> => {
        fleet.hosts.latencyMs = latency;
        let asked: QueryTarget = { clicked: NaN, read: NaN };
        let rows: readonly string[] = [];
        const table = await TablePage.open(browser, fleet.gateway, fleet.names[0], 'hosts', guestCount, height, async page => {
            asked = await askHosts(page, fleet.names, () => fleet.hosts.watch());
            await showGuests(page);
            rows = whole ? (await exportRows(page)).map(row => rowText(row.vmId, row.name, row.host, row.verdict, row.reasons)) : [];
        });
        await table.opened();
        const heap = whole ? await table.heap() : NaN;
        await table.close();
        return { first: fleet.hosts.firstAt - asked.clicked, all: asked.read - asked.clicked, most: fleet.hosts.most, heap, rows };
    };
    try {
        // Fills the caches.
        await open(0, false);
        const [distant, near]: [Measured[], Measured[]] = [[], []];
        for (let round = 1; round <= openings; round++) {
            distant.push(await open(latencyMs, round === openings));
            near.push(await open(0, false));
        }
        return { distant, near };
    } finally {
        await browser.close();
    }
}

const digest = (rows: readonly string[]): string =>
    createHash('sha256')
        .update([...rows].sort().join('\n'))
        .digest('hex')
        .slice(0, 16);

/** @returns whether the claim holds */
function claim(holds: boolean, text: string): boolean {
    console.log(`${holds ? '' : 'FAILED '}${text}`);
    return holds;
}

export async function fleet(): Promise<boolean> {
    const started = await startFleet(line => console.log(line));
    try {
        started.hosts.latencyMs = latencyMs;
        console.log(`Asking ${hostCount} hosts one after another ...`);
        const peer = await askOneByOne(started);
        console.log('Asking them in the tool ...');
        const { distant, near } = await measureFleet(started);
        const last = distant[distant.length - 1];
        const ours = median(distant.map(({ all }) => all));
        const start = median(near.map(({ all }) => all));
        const ms = (value: number): string => `${value.toFixed(0)} ms`;
        const each = (all: readonly Measured[]): string => all.map(one => one.all.toFixed(0)).join(', ');
        console.log(`one after another: ${ms(peer.milliseconds)} for ${peer.rows.length} rows, by a script that draws nothing`);
        console.log(`ours: ${ms(ours)} for ${last.rows.length} rows, from the click to all hosts read and drawn (median of ${each(distant)})`);
        console.log(
            `bound: ${ms(boundMs)} = ${commandsPerHost} commands x ${hostCount} hosts / ${parallel} at a time x ${latencyMs} ms; ` +
                `${Math.max(...distant.map(({ most }) => most))} were at work at a time`
        );
        console.log(`start: ${ms(start)}, the same from hosts that answer at once: what browser, gateway and tool need themselves (median of ${each(near)})`);
        const times = peer.milliseconds / ours;
        const limit = (1 + above) * boundMs + start;
        const [theirs, own] = [digest(peer.rows), digest(last.rows)];
        return [
            claim(
                theirs === own && last.rows.length === guestCount,
                `rows (id, name, host, verdict, reasons): ${own} in the tool, ${theirs} one after another`
            ),
            claim(times >= faster, `${times.toFixed(1)} times faster (at least ${faster})`),
            claim(ours <= limit, `${ms(ours)}, at most ${ms(limit)}: ${above * 100} % above the bound, plus the start`),
            claim(
                distant.every(({ most }) => most <= parallel),
                `never more than ${parallel} hosts at a time`
            ),
            claim(last.heap <= maxHeap, `heap ${last.heap.toFixed(1)} MB with ${guestCount} guests in the table (at most ${maxHeap})`)
        ].every(Boolean);
    } finally {
        await started.close();
    }
}
