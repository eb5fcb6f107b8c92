/** One process of the engine, in one language mode: lines out, lines in. */
import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { CallSite, MachineConnection, WindowsAnswerer, WindowsError, WindowsFailure, WindowsObject, WindowsValue } from '../windows-call';
import { ErrorRow, JeaEndpoint, LanguageMode, RunEvent, ScriptUsage } from './engine-api';

/** What the program writes (host/*.cs). */
type EngineMessage =
    | { readonly t: 'ready' }
    | { readonly t: 'opened' | 'openFailed'; readonly session: string; readonly message?: string }
    | { readonly t: 'output'; readonly run: number; readonly value: unknown }
    | { readonly t: 'error'; readonly run: number; readonly error: ErrorRow }
    | { readonly t: 'warning' | 'verbose' | 'information'; readonly run: number; readonly message: string }
    | { readonly t: 'progress'; readonly run: number; readonly activity: string; readonly status: string; readonly percentComplete: number }
    | { readonly t: 'parameters'; readonly run: number; readonly command: string; readonly values: readonly string[] }
    | { readonly t: 'end'; readonly run: number; readonly state: 'completed' | 'failed' | 'stopped'; readonly error: ErrorRow | null }
    | { readonly t: 'idle'; readonly run: number }
    | { readonly t: 'inspected'; readonly run: number; readonly usage: ScriptUsage }
    | { readonly t: 'abandoned'; readonly call: number }
    | { readonly t: 'left'; readonly session: string }
    | ({ readonly t: 'connect'; readonly call: number; readonly session: string; readonly machineSession: string } & Omit<MachineConnection, 'site'>)
    | {
          readonly t: 'call';
          readonly call: number;
          readonly session: string;
          readonly module: string;
          readonly command: string;
          readonly parameterSet: string;
          readonly parameters: Readonly<Record<string, WindowsValue>>;
      };

/** Who a session's calls are made for, and who answers them. */
export interface SessionSite {
    readonly site: CallSite;
    readonly answerer: WindowsAnswerer;
}

/** What a session consists of: manifests of modules that are imported, also into the machines that it may enter. */
export interface SessionContent {
    readonly modules: readonly string[];
    /** Modules without trust: their root scripts (.psm1), run in the session's own language. */
    readonly untrusted: readonly string[];
    readonly insideMachines: readonly string[];
    readonly endpoint: JeaEndpoint | null;
    readonly logParameters: boolean;
}

export interface RunListener {
    event(event: RunEvent): void;
    /** The runspace is free for its next run. */
    idle(): void;
}

/** How many objects go in one line at most. */
const replyBatch = 64;

export class EngineProcess {
    private readonly child: ChildProcessWithoutNullStreams;
    private readonly sites = new Map<string, SessionSite>();
    private readonly opening = new Map<string, (failure: string | null) => void>();
    private readonly runs = new Map<number, RunListener>();
    private readonly inspections = new Map<number, (usage: ScriptUsage | null) => void>();
    private readonly calls = new Map<number, AbortController>();
    private lastRun = 0;
    private lastSession = 0;
    /** Set once the process has gone; nothing can be asked of it any more. */
    public lost = false;

    /** @param modulePath where modules are found by name: one for all sessions of a process, as PowerShell keeps it in the environment */
    constructor(assembly: string, language: LanguageMode, modulePath?: string) {
        const settings = { POWERSHELL_TELEMETRY_OPTOUT: '1', DOTNET_gcServer: '0', ...(modulePath === undefined ? {} : { PSModulePath: modulePath }) };
        this.child = spawn('dotnet', [assembly, language], { env: { ...process.env, ...settings } });
        createInterface({ input: this.child.stdout }).on('line', line => this.receive(JSON.parse(line) as EngineMessage));
        this.child.stderr.resume();
        this.child.stdin.on('error', () => undefined);
        this.child.on('error', () => this.lose());
        this.child.on('close', () => this.lose());
    }

    public async openSession(site: SessionSite, content: SessionContent): Promise<string> {
        const session = `s${++this.lastSession}`;
        this.sites.set(session, site);
        const failure = await new Promise<string | null>(resolve => {
            this.opening.set(session, resolve);
            this.send({ op: 'open', session, ...content });
        });
        if (failure !== null) {
            this.sites.delete(session);
            throw new Error(`The PowerShell session could not be opened: ${failure}`);
        }
        return session;
    }

    public closeSession(session: string): void {
        this.sites.delete(session);
        this.send({ op: 'close', session });
    }

    public run(session: string, request: object, listener: RunListener): number {
        const run = ++this.lastRun;
        this.runs.set(run, listener);
        this.send({ op: 'run', run, session, ...request });
        if (this.lost) {
            this.lose();
        }
        return run;
    }

    public cancel(run: number): void {
        this.send({ op: 'cancel', run });
    }

    public async inspect(script: string): Promise<ScriptUsage> {
        const run = ++this.lastRun;
        const usage = await new Promise<ScriptUsage | null>(resolve => {
            this.inspections.set(run, resolve);
            this.send({ op: 'inspect', run, script });
        });
        if (!usage) {
            throw new Error('The PowerShell engine has ended.');
        }
        return usage;
    }

    /** Ends the process at once; everything under way is told that the engine is lost. */
    public kill(): void {
        this.child.kill('SIGKILL');
    }

    /** Lets the process end by itself, and waits for it. */
    public async close(): Promise<void> {
        if (!this.lost) {
            const ended = new Promise(resolve => this.child.once('close', resolve));
            this.child.stdin.end();
            await ended;
        }
    }

    private send(message: object): void {
        if (!this.lost) {
            this.child.stdin.write(`${JSON.stringify(message)}\n`);
        }
    }

    private lose(): void {
        this.lost = true;
        for (const listener of this.runs.values()) {
            listener.event({ kind: 'end', state: 'engineLost', error: null });
            listener.idle();
        }
        this.runs.clear();
        this.opening.forEach(done => done('the engine has ended'));
        this.inspections.forEach(done => done(null));
        this.calls.forEach(call => call.abort());
    }

    private receive(message: EngineMessage): void {
        switch (message.t) {
            case 'ready':
                return;
            case 'opened':
            case 'openFailed':
                this.opening.get(message.session)?.(message.t === 'opened' ? null : (message.message ?? ''));
                this.opening.delete(message.session);
                return;
            case 'call':
                void this.answer(message);
                return;
            case 'connect':
                void this.connect(message);
                return;
            case 'left':
                this.sites.delete(message.session);
                return;
            case 'abandoned':
                this.calls.get(message.call)?.abort();
                return;
            case 'inspected':
                this.inspections.get(message.run)?.(message.usage);
                this.inspections.delete(message.run);
                return;
            case 'idle':
                this.runs.get(message.run)?.idle();
                this.runs.delete(message.run);
                return;
            default: {
                const { t, run, ...rest } = message;
                this.runs.get(run)?.event({ kind: t, ...rest } as RunEvent);
            }
        }
    }

    /** Passes a call on and sends the answer back as it comes. */
    private async answer(message: Extract<EngineMessage, { t: 'call' }>): Promise<void> {
        const abort = new AbortController();
        this.calls.set(message.call, abort);
        const { call, session, module, command, parameterSet, parameters } = message;
        let objects: WindowsObject[] = [];
        // Whatever is slower than one turn of the event loop leaves at once: a script shows its first rows while the rest is still to come.
        let waiting: NodeJS.Immediate | undefined;
        const flush = (more: object): void => {
            clearImmediate(waiting);
            waiting = undefined;
            this.send({ op: 'reply', call, objects, ...more });
            objects = [];
        };
        try {
            const site = this.sites.get(session);
            if (!site) {
                throw new WindowsError({ ...sessionGone, message: 'The session has been closed.' });
            }
            for await (const object of site.answerer.answer({ site: site.site, module, command, parameterSet, parameters }, abort.signal)) {
                if (abort.signal.aborted) {
                    return;
                }
                objects.push(object);
                if (objects.length >= replyBatch) {
                    flush({});
                }
                waiting ??= setImmediate(() => flush({}));
            }
            flush({ end: true });
        } catch (error) {
            flush({ failure: failureOf(error), end: true });
        } finally {
            clearImmediate(waiting);
            this.calls.delete(call);
        }
    }

    /** Asks whether a machine can be entered; from then on the calls of its runspace carry it and the account. */
    private async connect(message: Extract<EngineMessage, { t: 'connect' }>): Promise<void> {
        const abort = new AbortController();
        const { call, session, machineSession, channel, target, user, password, useSsl, authentication } = message;
        this.calls.set(call, abort);
        try {
            const from = this.sites.get(session);
            if (!from) {
                throw new WindowsError({ ...sessionGone, message: 'The session has been closed.' });
            }
            const entered = await from.answerer.connect({ site: from.site, channel, target, user, password, useSsl, authentication }, abort.signal);
            if (!abort.signal.aborted) {
                const machine = channel === 'direct' ? { vmId: target } : { computerName: target };
                this.sites.set(machineSession, { ...from, site: { node: from.site.node, machine, account: user } });
            }
            this.send({ op: 'reply', call, objects: [], instead: entered?.instead, end: true });
        } catch (error) {
            this.send({ op: 'reply', call, objects: [], failure: failureOf(error), end: true });
        } finally {
            this.calls.delete(call);
        }
    }
}

function failureOf(error: unknown): WindowsFailure {
    return error instanceof WindowsError ? error.failure : { ...sessionGone, errorId: 'AnswererFailed', message: String(error) };
}

const sessionGone = {
    errorId: 'SessionClosed',
    category: 'InvalidOperation',
    exceptionType: 'System.InvalidOperationException',
    hresult: null,
    terminating: true
} as const;
