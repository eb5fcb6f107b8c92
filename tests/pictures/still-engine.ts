/** The engine with a clock that stands still, so that two runs draw the same picture. */
import { Engine, EngineSession, Run, RunEvent } from '../../dev-gateway/powershell/engine-api';

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const hourMs = 60 * 60 * 1000;

/** Rows say when something was read or done by the clock of this machine; everything else comes from the estate. */
const isNow = (text: string): boolean => iso.test(text) && Math.abs(Date.parse(text) - Date.now()) < hourMs;

/** What a guest took differs from run to run: each gets seconds of its own, by its id. */
function standingStill(value: unknown, now: string): unknown {
    if (typeof value === 'string') {
        return isNow(value) ? now : value;
    }
    if (Array.isArray(value)) {
        return value.map(one => standingStill(one, now));
    }
    if (typeof value !== 'object' || value === null) {
        return value;
    }
    const row = value as Record<string, unknown>;
    const still = Object.fromEntries(Object.entries(row).map(([name, one]) => [name, standingStill(one, now)]));
    return typeof row.elapsedMs === 'number' ? { ...still, elapsedMs: 2000 + 1000 * (String(row.vmId).charCodeAt(0) % 4) } : still;
}

async function* stillEvents(run: Run, now: string): AsyncGenerator<RunEvent> {
    for await (const event of run.events) {
        yield event.kind === 'output' ? { kind: 'output', value: standingStill(event.value, now) } : event;
    }
}

/** @param now ISO 8601 UTC: what the clock says */
export function stillEngine(engine: Engine, now: string): Engine {
    const still = (session: EngineSession): EngineSession => ({
        run: (request, options) => {
            const run = session.run(request, options);
            return { events: stillEvents(run, now), cancel: () => run.cancel() };
        },
        close: () => session.close()
    });
    return {
        openSession: async options => still(await engine.openSession(options)),
        inspect: script => engine.inspect(script),
        close: () => engine.close()
    };
}
