/** The output of a script with its timing. Replaying it needs no processor time on this machine. */
import { setTimeout as delay } from 'node:timers/promises';
import { EngineSession, Run, RunEvent, RunRequest } from '../../dev-gateway/powershell/engine-api';

export interface Recorded {
    readonly event: RunEvent;
    /** Milliseconds since the start of the run. */
    readonly at: number;
}

export type Recording = readonly Recorded[];

/** Timers aren't exact, so events that are due this soon are emitted at once. */
const aheadMs = 4;

/** Milliseconds from the start of the run to its end. */
export const lengthOf = (recording: Recording): number => recording[recording.length - 1]?.at ?? 0;

/**
 * Forwards a run.
 * @returns also its recording, which grows until the run ends
 */
export function recorded(run: Run): { readonly run: Run; readonly recording: Recording } {
    const started = performance.now();
    const recording: Recorded[] = [];
    async function* events(): AsyncIterable<RunEvent> {
        for await (const event of run.events) {
            recording.push({ event, at: performance.now() - started });
            yield event;
        }
    }
    return { run: { events: events(), cancel: () => run.cancel() }, recording };
}

/**
 * Runs a script only for its recording.
 * @param started milliseconds of `performance`, to include time before the run
 */
export async function record(session: EngineSession, request: RunRequest, started = performance.now()): Promise<Recording> {
    const recording: Recorded[] = [];
    for await (const event of session.run(request).events) {
        recording.push({ event, at: performance.now() - started });
    }
    return recording;
}

export interface PlayOptions {
    /** How many times faster than recorded. */
    readonly speed?: number;
    /** Replaces a recorded value. */
    readonly change?: (value: unknown) => unknown;
}

const stopped: RunEvent = { kind: 'end', state: 'stopped', error: null };

async function* play(recording: Recording, { speed = 1, change }: PlayOptions, signal: AbortSignal): AsyncIterable<RunEvent> {
    const started = performance.now();
    for (const { event, at } of recording) {
        if (event.kind === 'end' && event.state === 'stopped') {
            break;
        }
        const ahead = at / speed - (performance.now() - started);
        if (ahead > aheadMs) {
            await wait(ahead, signal);
        }
        if (signal.aborted) {
            return yield stopped;
        }
        yield event.kind === 'output' && change ? { kind: 'output', value: change(event.value) } : event;
        if (event.kind === 'end') {
            return;
        }
    }
    // The recording was stopped or has no end yet: hang until the replay is stopped.
    await wait(Infinity, signal);
    yield stopped;
}

/** Waits for a time, or until the caller cancels. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
        return Promise.resolve();
    }
    return milliseconds === Infinity
        ? new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
        : delay(milliseconds, undefined, { signal }).catch(() => undefined);
}

export function played(recording: Recording, options: PlayOptions = {}): Run {
    const stop = new AbortController();
    return { events: play(recording, options, stop.signal), cancel: () => stop.abort() };
}
