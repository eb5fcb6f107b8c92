/**
 * A host that always needs the same time for the same answer, and no processor time on this machine: replays the recorded output of scripts at the original
 * or a higher speed.
 */
import { Engine, EngineSession, Run, RunRequest, ScriptUsage, SessionOptions } from '../../dev-gateway/powershell/engine-api';
import { CallLog } from './call-log';
import { played, record, Recording } from './recording';

/** Node names are case-insensitive. */
const key = (node: string, script: string): string => `${node.toLowerCase()}\n${script}`;

export class ReplayEngine implements Engine {
    /** How many times faster than recorded. */
    public speed = 1;
    public readonly calls = new CallLog();
    /** Requested runs in order; `at` is in milliseconds since 1970. */
    private readonly started: Array<{ readonly script: string; readonly at: number }> = [];
    private readonly seen = new Set<string>();
    private readonly recordings = new Map<string, Recording>();

    constructor(private readonly inner: Engine) {}

    /** Time of the last request for a script that contains this text. @throws Error if there was none */
    public lastStart(part: string): number {
        const found = [...this.started].reverse().find(one => one.script.includes(part));
        if (!found) {
            throw new Error(`Nobody has run ${part}.`);
        }
        return found.at;
    }

    /**
     * Runs all scripts that any host has run so far on one host, and records their output and timing.
     * @returns seconds to the first and last row of the longest run
     */
    public async record(options: SessionOptions): Promise<{ readonly first: number; readonly last: number }> {
        let longest: Recording = [];
        for (const script of this.seen) {
            // The first run of a script with this many objects compiles; real hosts have run it before.
            await this.recordRun(options, script);
            const recording = await this.recordRun(options, script);
            this.recordings.set(key(options.node, script), recording);
            longest = recording.length > longest.length ? recording : longest;
        }
        return { first: (longest[0]?.at ?? 0) / 1000, last: (longest[longest.length - 1]?.at ?? 0) / 1000 };
    }

    private async recordRun(options: SessionOptions, script: string): Promise<Recording> {
        const session = await this.inner.openSession(options);
        const recording = await record(session, { script });
        await session.close();
        return recording;
    }

    public async openSession(options: SessionOptions): Promise<EngineSession> {
        const session = await this.inner.openSession(options);
        return {
            run: (request: RunRequest, runOptions?: { timeoutMs?: number }): Run => {
                const script = 'script' in request ? request.script : '';
                this.started.push({ script, at: Date.now() });
                this.seen.add(script);
                const recording = this.recordings.get(key(options.node, script));
                const run = recording ? played(recording, { speed: this.speed }) : session.run(request, runOptions);
                return this.calls.watch(options.node, request, run);
            },
            close: () => session.close()
        };
    }

    public inspect(script: string): Promise<ScriptUsage> {
        return this.inner.inspect(script);
    }

    public close(): Promise<void> {
        return this.inner.close();
    }
}
