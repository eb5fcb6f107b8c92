/** Hosts with a fixed latency that need no processor time on this machine: replays a script's first output on a host, all at once after the latency. */
import { setTimeout as delay } from 'node:timers/promises';
import { Engine, EngineSession, Run, RunEvent, RunRequest, ScriptUsage, SessionOptions } from '../../dev-gateway/powershell/engine-api';
import { CallLog, scriptName } from './call-log';

/** Node names are case-insensitive. The SDK's wrapper contains the script's name. */
function key(node: string, request: RunRequest): string {
    const name = 'script' in request ? scriptName(request.script) : request.command;
    return `${node.toLowerCase()} ${name}`;
}

export class DistantHosts implements Engine {
    /** A host's latency in milliseconds. */
    public latencyMs = 0;
    /** Time of the first command since `watch`, in milliseconds since 1970; 0 for none. */
    public firstAt = 0;
    /** Maximum number of concurrent hosts since `watch`. */
    public most = 0;
    /** Number of commands since `watch`. */
    public commands = 0;
    public readonly calls = new CallLog();
    private busy = 0;
    private readonly written = new Map<string, readonly RunEvent[]>();

    /** @param inner runs commands that haven't been recorded */
    constructor(private readonly inner: Engine) {}

    /** Resets the counters. */
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
                const events = this.events(key(options.node, request), request, real, () => cancelled);
                return this.calls.watch(options.node, request, { events, cancel: () => void (cancelled = true) });
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
