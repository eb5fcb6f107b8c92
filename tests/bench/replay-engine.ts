/**
 * A host that needs the same time for the same answer every time, and none of this machine's processors: what a script has once written is
 * written again, at the pace of the recording or faster.
 */
import { Engine, EngineSession, Run, RunRequest, ScriptUsage, SessionOptions } from '../../dev-gateway/powershell/engine-api';
import { played, record, Recording } from './recording';

/** Names of nodes come in any letter case. */
const key = (node: string, script: string): string => `${node.toLowerCase()}\n${script}`;

export class ReplayEngine implements Engine {
    /** How many times faster than recorded. */
    public speed = 1;
    /** Runs that were asked for, in their order; `at` is milliseconds of the epoch. */
    private readonly started: Array<{ readonly script: string; readonly at: number }> = [];
    private readonly seen = new Set<string>();
    private readonly recordings = new Map<string, Recording>();

    constructor(private readonly inner: Engine) {}

    /** When a script that contains this was last asked for. @throws Error where it was not */
    public lastStart(part: string): number {
        const found = [...this.started].reverse().find(one => one.script.includes(part));
        if (!found) {
            throw new Error(`Nobody has run ${part}.`);
        }
        return found.at;
    }

    /** Runs on a host every script that any host has been asked so far, and keeps what it writes and when. @returns seconds to the first and last row of the longest */
    public async record(options: SessionOptions): Promise<{ readonly first: number; readonly last: number }> {
        let longest: Recording = [];
        for (const script of this.seen) {
            // The first run of a script on so many objects compiles; hosts have run it before.
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
                return recording ? played(recording, { speed: this.speed }) : session.run(request, runOptions);
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
