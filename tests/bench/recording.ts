/** What a script has once written, and when: written again at that pace it costs none of this machine's processors. */
import { setTimeout as delay } from 'node:timers/promises';
import { EngineSession, Run, RunEvent, RunRequest } from '../../dev-gateway/powershell/engine-api';

export interface Recorded {
    readonly event: RunEvent;
    /** Milliseconds after the start of the run. */
    readonly at: number;
}

export type Recording = readonly Recorded[];

/** Waiting is not exact: events that are due this soon are written at once. */
const aheadMs = 4;

/** Milliseconds from the start of the run to its end. */
export const lengthOf = (recording: Recording): number => recording[recording.length - 1]?.at ?? 0;

/** Passes a run on. @returns also its recording, which grows until the run has ended */
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

/** Runs to the end, for its recording only. @param started milliseconds of `performance`, where something before it counts */
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
    /** What is written in the place of what was recorded. */
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
    // It was stopped, or has not ended yet: it hangs until somebody stops it.
    await wait(Infinity, signal);
    yield stopped;
}

/** Until it is time, or whoever asked does not want to know any more. */
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
