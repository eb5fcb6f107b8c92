/** The real engine for this folder's specs, and the output of its runs. */
import { EngineSession, ErrorRow, LanguageMode, Run, RunEvent, RunRequest, SessionOptions } from '../../../dev-gateway/powershell/engine-api';
import { WindowsAnswerer } from '../../../dev-gateway/windows-call';
import { engine } from '../../support/engine';

/** Ends a run that would wait forever, before jasmine's time limit, so that the spec fails for its own reason. */
export const patienceMs = 20_000;

/** A Windows that returns nothing. */
export const silentWindows: WindowsAnswerer = {
    async *answer() {
        // Every command succeeds without output.
    },
    async connect() {
        // Every machine can be entered.
    }
};

export async function openSession(options: Partial<SessionOptions> = {}): Promise<EngineSession> {
    return (await engine()).openSession({ node: 'node', answerer: silentWindows, ...options });
}

type EndEvent = Extract<RunEvent, { kind: 'end' }>;

export interface Ran {
    /** Everything except the end, in order. */
    readonly events: ReadonlyArray<Exclude<RunEvent, EndEvent>>;
    readonly output: readonly unknown[];
    readonly errors: readonly ErrorRow[];
    readonly end: EndEvent;
}

/** Reads a run to its end. */
export async function collect(run: Run): Promise<Ran> {
    const events: Array<Exclude<RunEvent, EndEvent>> = [];
    const ends: EndEvent[] = [];
    for await (const event of run.events) {
        if (event.kind === 'end') {
            ends.push(event);
        } else {
            events.push(event);
        }
    }
    if (ends.length !== 1) {
        throw new Error(`A run has ended ${ends.length} times.`);
    }
    return {
        events,
        output: events.flatMap(event => (event.kind === 'output' ? [event.value] : [])),
        errors: events.flatMap(event => (event.kind === 'error' ? [event.error] : [])),
        end: ends[0]
    };
}

export function run(session: EngineSession, request: string | RunRequest): Promise<Ran> {
    return collect(session.run(typeof request === 'string' ? { script: request } : request, { timeoutMs: patienceMs }));
}

/** Runs a script in its own session. */
export async function runAlone(script: string, options: Partial<SessionOptions> & { language?: LanguageMode } = {}): Promise<Ran> {
    const session = await openSession(options);
    try {
        return await run(session, script);
    } finally {
        await session.close();
    }
}
