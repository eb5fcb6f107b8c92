/**
 * Measures runs over 64 guests, 4 and 16 at a time, and compares them with the fastest possible time and with the script that people use today.
 * Real: browser, tool, protocol, gateway, and the encryption of the account. Replayed, with the duration that the real engine needed earlier in the same run:
 * opening sessions, and commands that enter guests (played-engine.ts). A step of a guest takes 400 ms. A guest takes as long as Install-AvmaKey and the
 * verifying reading after it. An account is never sent to more than two guests at a time that haven't answered yet, and to one until two have accepted it:
 * the limit counts that, too.
 */
import { Browser, chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from '../../build/chromium';
import { stepLimitMs } from '../../src/app/domain/inside/time-limits';
import { ApplyHost, guestCount, hangsAt, hosts, maxConcurrent, scriptedCount, startApplyHost, stepMs } from './apply-host';
import { applyToAll } from './apply-run-page';
import { oneByOne } from './one-by-one';

/** The claim: no run takes longer than this multiple of its limit. */
const slowest = 1.15;
/** No run can be faster, because its guests would have taken less than their time. Some variation comes from which guest gets which slot. */
const impossible = 0.95;
/** The setting. Guests that hang do so while connecting, and use up that step's limit. */
const waitSeconds = 5;
const hangsMs = stepLimitMs('connect', waitSeconds);
/** `domain/sign-in`: so many guests prove an account, and so many sign-ins of a proven one may be unanswered. */
const provingCount = 2;
const unansweredCount = 2;
const hangingCount = Array.from({ length: guestCount }, (_, index) => hangsAt(index)).filter(Boolean).length;

/** All in milliseconds. */
interface Paces {
    readonly opening: number;
    /** From the start of a guest until it says that it accepted the account. */
    readonly signIn: number;
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
 * The end of the last guest if each takes the first free slot in order, and starts when the account may be sent to it. A guest that hangs never answers, and
 * loses its session, so its slot opens another one.
 * @param unanswered how many sign-ins may be unanswered once two guests have accepted the account
 */
function scheduled(
    hangs: (index: number) => boolean,
    slots: number,
    { opening, signIn, guest }: Pick<Paces, 'opening' | 'signIn' | 'guest'>,
    unanswered: number
): number {
    const free = new Array<number>(slots).fill(0);
    const open = new Array<boolean>(slots).fill(false);
    /** When each of the sign-ins that may be unanswered is answered. */
    const answered = new Array<number>(unanswered).fill(0);
    for (let index = 0; index < guestCount; index++) {
        const slot = free.indexOf(Math.min(...free));
        // The first guests prove the account one after the other.
        const mayGo = index <= provingCount ? Math.max(...answered) : Math.min(...answered);
        const start = Math.max(free[slot] + (open[slot] ? 0 : opening), mayGo);
        free[slot] = start + (hangs(index) ? hangsMs : guest);
        answered[answered.indexOf(Math.min(...answered))] = start + (hangs(index) ? hangsMs : signIn);
        open[slot] = !hangs(index);
    }
    return Math.max(...free);
}

/** Applies keys to all guests of a host. @throws Error if a guest's final state is wrong, or if the number of concurrent guests is */
async function run({ engine, front }: ApplyHost, browser: Browser, host: string, atATime: number, hangs: (index: number) => boolean): Promise<number> {
    engine.peakConcurrency = 0;
    const { elapsed, states } = await applyToAll(browser, { url: front.url, host, atATime, waitSeconds });
    const wrong = [...states].filter(([name, state]) => state !== (hangs(Number(name.slice(1)) - 1) ? 'unknown' : 'done'));
    const count = host === hosts.one ? 1 : guestCount;
    if (states.size !== count || wrong.length > 0) {
        throw new Error(`${states.size} of ${count} guests have a state; not as they must: ${wrong.map(one => one.join(' ')).join(', ')}`);
    }
    // The SDK cancels a command only after its open poll returns, so a command that timed out continues for that time beside the one in its slot.
    const maxAllowed = atATime + (host === hosts.hanging ? hangingCount : 0);
    if (engine.peakConcurrency > maxAllowed) {
        throw new Error(`${engine.peakConcurrency} guests were worked on at a time, more than ${atATime}.`);
    }
    return elapsed;
}

/** Runs everything for real that is replayed afterwards. */
async function recordAll({ engine, estate, realEngine, front }: ApplyHost, browser: Browser): Promise<Paces> {
    await applyToAll(browser, { url: front.url, host: hosts.recorded, atATime: 1, waitSeconds });
    await engine.recordHandshake({ node: hosts.recorded, answerer: estate });
    const scripted = await oneByOne(realEngine);
    const signIn = engine.signInMs('right');
    const [install, reading] = [engine.pace('Install-AvmaKey', 'right'), engine.pace('Get-AvmaActivation', 'right')];
    engine.playing = true;
    console.log(
        `One guest, ${stepMs} ms a step: ${seconds(install)} to install and activate, ${seconds(reading)} to read; ${seconds(engine.handshakeMs)} to open its session.`
    );
    console.log(`Its sign-in is answered after ${seconds(signIn)}; at most ${unansweredCount} sign-ins are unanswered at a time.`);
    console.log(`The script takes ${seconds(scripted)} for a guest: measured with ${scriptedCount}, reckoned for ${guestCount}.`);
    return { opening: engine.handshakeMs, signIn, guest: install + reading, scripted };
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
        // The script has no time limit for a guest that hangs, so assume that somebody ends it after the same time.
        const scripted = scheduled(hangs, 1, { opening: 0, signIn: 0, guest: paces.scripted }, 1);
        for (const atATime of [4, maxConcurrent]) {
            const ours = await run(applyHost, browser, host, atATime, hangs);
            const limit = scheduled(hangs, atATime, paces, unansweredCount);
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
