/** The one time setting for entering guests, and every limit that follows from it. */
import { ApplyStep, applySteps } from '../facts/apply-facts';

/**
 * The setting, in seconds: how long reading a guest may take, and how long `Install-AvmaKey` waits each time that it waits (`waitSeconds`): for
 * another administrator who changes the guest, for a request that was put off, and for the license.
 */
export const waitSeconds = { min: 5, max: 600, default: 60 } as const;

/** What `-OpenTimeout` in `gateway-plugin/parts/enter-guest.ps1` allows a connection over WinRM. */
export const connectSeconds = 30;

/**
 * What each step of `Install-AvmaKey` may take beside a wait, in seconds. Microsoft documents none of these, so they are generous: until the tool gives
 * up on a guest, the script must have ended by itself. A guest that is given up while its key is being written is left in an unknown state.
 */
const workSeconds: Readonly<Record<ApplyStep, number>> = {
    /** The connection, and the sign-in. */
    connect: connectSeconds + 15,
    /** A handful of queries. */
    check: 60,
    /** Writing a key rebuilds the licenses of the guest, which can take minutes on a slow disk. */
    install: 300,
    /** The last request, which can begin when the wait ends. */
    activate: 120,
    readBack: 60,
    /** The run reads the guest in the same session, as looking inside does. */
    end: 0
};

/** Milliseconds that a host may take to open a session and make its key. No guest is entered meanwhile. */
export const sessionOpenMs = 180_000;

/** The setting as it can be used. @param typed what was entered; the smallest value where it is no number */
export function limitedWait(typed: number): number {
    return Math.min(waitSeconds.max, Math.max(waitSeconds.min, Math.round(Number(typed)) || waitSeconds.min));
}

/** Milliseconds that a step may take, until the row of the next one comes. @param setting seconds, as `limitedWait` returns them */
export function stepLimitMs(step: ApplyStep, setting: number): number {
    return (setting + workSeconds[step]) * 1000;
}

/**
 * The limits of one guest: called with each of its rows, returns the milliseconds until the next step, or null where the row begins no later step than
 * those before. A guest could repeat its rows, and would keep its session for ever.
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
