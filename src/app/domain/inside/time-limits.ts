/** The time setting for entering guests, and all limits derived from it. */
import { ApplyStep, applySteps } from '../facts/apply-facts';

/**
 * The setting, in seconds: the time limit for reading a guest, and the duration of each wait in `Install-AvmaKey` (`waitSeconds`): for another administrator
 * who is changing the guest, for the request limit, and for the license.
 */
export const waitSeconds = { min: 5, max: 600, default: 60 } as const;

/** `-OpenTimeout` of a WinRM connection in `gateway-plugin/parts/enter-guest.ps1`. */
export const connectSeconds = 30;

/**
 * Time of each step of `Install-AvmaKey` besides waiting, in seconds. Microsoft documents none of these, so they are generous: the script must always end
 * before the tool gives up. If the tool gave up on a guest while its key is being written, the guest's state would be unknown.
 */
const workSeconds: Readonly<Record<ApplyStep, number>> = {
    /** Connecting and signing in. */
    connect: connectSeconds + 15,
    /** A handful of queries. */
    check: 60,
    /** Installing a key rebuilds the guest's licenses, which can take minutes on a slow disk. */
    install: 300,
    /** The last request, which may start when the wait ends. */
    activate: 120,
    readBack: 60,
    /** The run reads the guest in the same session, like a reading without changes. */
    end: 0
};

/** Time limit in milliseconds for opening a session and creating its key. No guest is entered during that time. */
export const sessionOpenMs = 180_000;

/**
 * Limits the setting to its valid range.
 * @param typed the input; anything that isn't a number becomes the minimum
 */
export function limitedWait(typed: number): number {
    return Math.min(waitSeconds.max, Math.max(waitSeconds.min, Math.round(Number(typed)) || waitSeconds.min));
}

/**
 * Milliseconds for a step, until the next step's row arrives.
 * @param setting seconds, as returned by `limitedWait`
 */
export function stepLimitMs(step: ApplyStep, setting: number): number {
    return (setting + workSeconds[step]) * 1000;
}

/**
 * Returns a function for one guest's rows: milliseconds until the next step, or null if the row doesn't start a later step than earlier rows. Otherwise a
 * guest that repeats rows could keep its session forever.
 */
export function stepLimits(setting: number): (row: { readonly step: ApplyStep }) => number | null {
    let furthest = -1;
    return ({ step }) => {
        const position = applySteps.indexOf(step);
        if (position <= furthest) {
            return null;
        }
        furthest = position;
        return stepLimitMs(step, setting);
    };
}
