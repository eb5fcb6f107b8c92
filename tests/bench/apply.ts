/**
 * A run over 64 guests, 4 and 16 at a time, against the time that nothing could be faster than, and against the script that people use today.
 *
 * Real are the browser, the tool, the protocol, the gateway and the account's encryption. Played, at the pace at which the real engine once
 * did it in this very run, are the opening of sessions and the commands that enter guests: see played-engine.ts. A step of a guest takes
 * 400 ms. A guest takes what Install-AvmaKey takes and the reading after it, by which the run proves itself.
 */
import { Browser, chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../../build/chromium';
import { stepLimitMs } from '../../src/app/domain/inside/time-limits';
import { ApplyHost, guestCount, hangsAt, hosts, mostAtATime, scriptedCount, startApplyHost, stepMs } from './apply-host';
import { applyToAll } from './apply-run-page';
import { oneByOne } from './one-by-one';

/** What is claimed: no run takes more than this many times its limit. */
const slowest = 1.15;
/** No run can: its guests have not taken their time. Which one comes to which slot makes some difference. */
const impossible = 0.95;
/** The setting. Guests that hang do so while they are connected to, and take all that this may take. */
const waitSeconds = 5;
const hangsMs = stepLimitMs('connect', waitSeconds);
const hangingCount = Array.from({ length: guestCount }, (_, index) => hangsAt(index)).filter(Boolean).length;

/** All in milliseconds. */
interface Paces {
    readonly opening: number;
    readonly guest: number;
    readonly scripted: number;
}

interface Measured {
    readonly name: string;
    readonly ours: number;
    readonly limit: number;
    readonly scripted: number;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * When the last guest ends, where each goes to the slot that is free first, in their order: for guests that are alike, ceil(N/T) times one of
 * them after the opening of its session. A session in which a guest hangs is lost, so that its slot opens another one.
 */
function scheduled(hangs: (index: number) => boolean, slots: number, { opening, guest }: Pick<Paces, 'opening' | 'guest'>): number {
    const free = new Array<number>(slots).fill(0);
    const open = new Array<boolean>(slots).fill(false);
    for (let index = 0; index < guestCount; index++) {
        const slot = free.indexOf(Math.min(...free));
        free[slot] += (open[slot] ? 0 : opening) + (hangs(index) ? hangsMs : guest);
        open[slot] = !hangs(index);
    }
    return Math.max(...free);
}

/** Applies to all guests of a host. @throws Error where a guest has not ended as it must, or more or fewer were worked on at a time than was said */
async function run({ engine, front }: ApplyHost, browser: Browser, host: string, atATime: number, hangs: (index: number) => boolean): Promise<number> {
    engine.mostAtOnce = 0;
    const { elapsed, states } = await applyToAll(browser, { url: front.url, host, atATime, waitSeconds });
    const wrong = [...states].filter(([name, state]) => state !== (hangs(Number(name.slice(1)) - 1) ? 'unknown' : 'done'));
    const count = host === hosts.one ? 1 : guestCount;
    if (states.size !== count || wrong.length > 0) {
        throw new Error(`${states.size} of ${count} guests have a state; not as they must: ${wrong.map(one => one.join(' ')).join(', ')}`);
    }
    // The SDK cancels a command when its open poll has returned: one that is given up goes on for so long, beside the one that takes its slot.
    const mostAllowed = atATime + (host === hosts.hanging ? hangingCount : 0);
    if (engine.mostAtOnce < Math.min(atATime, count) || engine.mostAtOnce > mostAllowed) {
        throw new Error(`${engine.mostAtOnce} guests were worked on at a time, not ${atATime}.`);
    }
    return elapsed;
}

/** Does for real what is played afterwards. */
async function recordAll({ engine, estate, realEngine, front }: ApplyHost, browser: Browser): Promise<Paces> {
    await applyToAll(browser, { url: front.url, host: hosts.recorded, atATime: 1, waitSeconds });
    await engine.recordHandshake({ node: hosts.recorded, answerer: estate });
    const scripted = await oneByOne(realEngine);
    const [install, reading] = [engine.pace('Install-AvmaKey', 'right'), engine.pace('Get-AvmaActivation', 'right')];
    engine.playing = true;
    console.log(
        `One guest, ${stepMs} ms a step: ${seconds(install)} to install and activate, ${seconds(reading)} to read; ${seconds(engine.handshakeMs)} to open its session.`
    );
    console.log(`The script takes ${seconds(scripted)} for a guest: measured with ${scriptedCount}, reckoned for ${guestCount}.`);
    return { opening: engine.handshakeMs, guest: install + reading, scripted };
}

async function measure(applyHost: ApplyHost, browser: Browser): Promise<readonly Measured[]> {
    const paces = await recordAll(applyHost, browser);
    const never = (): boolean => false;
    console.log(`A run over one guest takes ${seconds(await run(applyHost, browser, hosts.one, 1, never))}.`);
    const measured: Measured[] = [];
    const cases = [
        { what: `${guestCount} guests`, host: hosts.right, hangs: never },
        { what: `${hangingCount} of them hang`, host: hosts.hanging, hangs: hangsAt }
    ];
    for (const { what, host, hangs } of cases) {
        // The script has no end for a guest that hangs: somebody ends it, after the same time.
        const scripted = scheduled(hangs, 1, { opening: 0, guest: paces.scripted });
        for (const atATime of [4, mostAtATime]) {
            const ours = await run(applyHost, browser, host, atATime, hangs);
            const limit = scheduled(hangs, atATime, paces);
            if (ours < impossible * limit) {
                throw new Error(`${what}, ${atATime} at a time: ${seconds(ours)} is less than can be.`);
            }
            measured.push({ name: `${what}, ${atATime} at a time`, ours, limit, scripted });
        }
    }
    return measured;
}

function print(measured: readonly Measured[]): void {
    const line = (...cells: readonly string[]): void => console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(34) : cell.padStart(14))).join(''));
    line('', 'ours', 'limit', 'ratio', 'one by one', 'times faster');
    measured.forEach(({ name, ours, limit, scripted }) =>
        line(name, seconds(ours), seconds(limit), (ours / limit).toFixed(3), seconds(scripted), (scripted / ours).toFixed(1))
    );
}

export async function apply(): Promise<boolean> {
    const applyHost = await startApplyHost(line => console.log(line));
    try {
        const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumFlags] });
        try {
            const measured = await measure(applyHost, browser);
            print(measured);
            const failures = measured.filter(({ ours, limit }) => !(ours <= slowest * limit));
            failures.forEach(({ name, ours, limit }) => console.log(`${name}: ${(ours / limit).toFixed(3)} times the limit (at most ${slowest})`));
            return failures.length === 0;
        } finally {
            await browser.close();
        }
    } finally {
        await applyHost.close();
    }
}
