/** Runs scripts on a real host with Windows PowerShell remoting instead of the engine. Windows only. */
import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Engine, EngineSession, ErrorRow, Run, RunEvent, RunRequest, ScriptUsage, SessionOptions } from '../powershell/engine-api';
import { EventQueue } from '../powershell/event-queue';

/** Messages of Invoke-HostScript.ps1. */
type HostMessage =
    | { readonly t: 'opened' }
    | { readonly t: 'openFailed'; readonly message: string }
    | { readonly t: 'output'; readonly run: number; readonly value: unknown }
    | { readonly t: 'error'; readonly run: number; readonly error: ErrorRow }
    | { readonly t: 'warning'; readonly run: number; readonly message: string }
    | { readonly t: 'end'; readonly run: number; readonly state: 'completed' | 'failed'; readonly error: ErrorRow | null };

/** Starts the program that runs scripts on a host; its standard input and output use the line format of Invoke-HostScript.ps1. */
export type HostProgram = (host: string) => ChildProcessWithoutNullStreams;

const windowsPowerShell: HostProgram = host =>
    spawn('powershell.exe', [
        '-NoLogo',
        '-NoProfile',
        '-NonInteractive',
        '-ExecutionPolicy',
        'Bypass',
        '-File',
        join(__dirname, 'Invoke-HostScript.ps1'),
        '-ComputerName',
        host
    ]);

/** One process with one remote session; runs commands in sequence. */
class RemoteSession implements EngineSession {
    private readonly runs = new Map<number, (event: RunEvent) => void>();
    private last = 0;
    private stopped: 'stopped' | 'timedOut' | null = null;
    private lost = false;

    private constructor(private readonly child: ChildProcessWithoutNullStreams) {
        child.stderr.resume();
        child.stdin.on('error', () => undefined);
    }

    /** @throws Error with the host's message if no session can be opened */
    public static open(program: HostProgram, host: string): Promise<RemoteSession> {
        const session = new RemoteSession(program(host));
        return new Promise((resolve, reject) => {
            session.child.on('error', () => reject(new Error('powershell.exe was not found: real hosts are asked through Windows PowerShell.')));
            session.child.on('close', () => {
                reject(new Error(`${host} could not be reached through PowerShell remoting.`));
                session.lose();
            });
            createInterface({ input: session.child.stdout }).on('line', line => {
                const message = JSON.parse(line) as HostMessage;
                if (message.t === 'opened') {
                    resolve(session);
                } else if (message.t === 'openFailed') {
                    reject(new Error(`${host}: ${message.message}`));
                } else {
                    session.receive(message);
                }
            });
        });
    }

    public run(request: RunRequest, options: { timeoutMs?: number } = {}): Run {
        const queue = new EventQueue<RunEvent>();
        const run = ++this.last;
        const cancel = (state: 'stopped' | 'timedOut' = 'stopped'): void => {
            // Remoting provides no other way to stop a script from outside its process.
            if (this.runs.has(run)) {
                this.stopped = state;
                this.child.kill();
            }
        };
        const timer = options.timeoutMs ? setTimeout(() => cancel('timedOut'), options.timeoutMs) : undefined;
        this.runs.set(run, event => {
            queue.push(event);
            if (event.kind === 'end') {
                clearTimeout(timer);
                this.runs.delete(run);
                queue.close();
            }
        });
        if (this.lost) {
            this.lose();
        } else {
            this.child.stdin.write(`${JSON.stringify({ run, script: 'script' in request ? request.script : '' })}\n`);
        }
        return { events: queue.events(cancel), cancel: () => cancel() };
    }

    public close(): Promise<void> {
        this.child.stdin.end();
        return Promise.resolve();
    }

    private lose(): void {
        this.lost = true;
        for (const listener of [...this.runs.values()]) {
            listener({ kind: 'end', state: this.stopped ?? 'engineLost', error: null });
        }
    }

    private receive(message: Exclude<HostMessage, { t: 'opened' | 'openFailed' }>): void {
        const { t, run, ...rest } = message;
        this.runs.get(run)?.({ kind: t, ...rest } as RunEvent);
    }
}

class RemotingEngine implements Engine {
    private readonly sessions: RemoteSession[] = [];

    constructor(private readonly program: HostProgram) {}

    public async openSession(options: SessionOptions): Promise<EngineSession> {
        const session = await RemoteSession.open(this.program, options.node);
        this.sessions.push(session);
        return session;
    }

    public inspect(): Promise<ScriptUsage> {
        return Promise.reject(new Error('Scripts are inspected by the engine, not on a real host.'));
    }

    public async close(): Promise<void> {
        await Promise.all(this.sessions.map(session => session.close()));
    }
}

/** @param program a replacement for Windows PowerShell in tests */
export function openRemotingEngine(program: HostProgram = windowsPowerShell): Engine {
    return new RemotingEngine(program);
}
