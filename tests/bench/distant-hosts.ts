/**
 * Hosts that are a fixed time away and need none of this machine's processors: what a script wrote on a host the first time, it writes again, all of it
 * once that time is over.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Engine, EngineSession, Run, RunEvent, RunRequest, ScriptUsage, SessionOptions } from '../../dev-gateway/powershell/engine-api';

/** Names of nodes come in any letter case. A script begins with its name, around which the SDK puts what it sends. */
function key(node: string, request: RunRequest): string {
    const name = 'script' in request ? /##([\w-]+)##/.exec(request.script)?.[1] : request.command;
    return `${node.toLowerCase()} ${name ?? ''}`;
}

export class DistantHosts implements Engine {
    /** How long a host takes to answer, in milliseconds. */
    public latencyMs = 0;
    /** When the first command since `watch` was asked for, in milliseconds of the epoch; 0 where there was none. */
    public firstAt = 0;
    /** The most hosts that have been at work at a time since `watch`. */
    public most = 0;
    /** Commands since `watch`. */
    public commands = 0;
    private busy = 0;
    private readonly written = new Map<string, readonly RunEvent[]>();

    /** @param inner runs what has not been asked before */
    constructor(private readonly inner: Engine) {}

    /** Counts from here. */
    public watch(): void {
        this.firstAt = 0;
        this.most = 0;
        this.commands = 0;
    }

    public openSession(options: SessionOptions): Promise<EngineSession> {
        const opened: Array<Promise<EngineSession>> = [];
        const real = (): Promise<EngineSession> => {
            opened[0] ??= this.inner.openSession(options);
            return opened[0];
        };
        return Promise.resolve({
            run: (request: RunRequest): Run => {
                let cancelled = false;
                return { events: this.events(key(options.node, request), request, real, () => cancelled), cancel: () => void (cancelled = true) };
            },
            close: async () => {
                await Promise.all(opened.map(async session => (await session).close()));
            }
        });
    }

    public inspect(script: string): Promise<ScriptUsage> {
        return this.inner.inspect(script);
    }

    public close(): Promise<void> {
        return this.inner.close();
    }

    private async *events(name: string, request: RunRequest, real: () => Promise<EngineSession>, ended: () => boolean): AsyncIterable<RunEvent> {
        const known = this.written.get(name);
        if (!known) {
            const events: RunEvent[] = [];
            for await (const event of (await real()).run(request).events) {
                events.push(event);
                yield event;
            }
            this.written.set(name, events);
            return;
        }
        this.firstAt ||= Date.now();
        this.commands++;
        this.busy++;
        this.most = Math.max(this.most, this.busy);
        if (this.latencyMs > 0) {
            await delay(this.latencyMs);
        }
        this.busy--;
        if (ended()) {
            return yield { kind: 'end', state: 'stopped', error: null };
        }
        yield* known;
    }
}
