/** Sessions by id: automatic ones live for one command, keyed ones keep their runspace between commands. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Engine, EngineSession, RunRequest } from '../powershell/engine-api';
import { LiveRun, PowerShellAnswer } from './live-run';
import { NodeDirectory } from './node-directory';

/** What the extension sends to be run. */
export interface PowerShellRequest {
    readonly script?: string;
    readonly command?: string;
    readonly module?: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
    /** Present on work items. */
    readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface SessionRequest {
    readonly node: string;
    readonly account: string | null;
    /** The JEA endpoint shows the commands of our module and runs no text. */
    readonly jea: boolean;
    /** Keep the runspace for further commands. */
    readonly keep: boolean;
}

interface Session {
    readonly engine: EngineSession;
    readonly keep: boolean;
    readonly jea: boolean;
    run: LiveRun | null;
    idle: NodeJS.Timeout | undefined;
}

const pollMs = 3000;
/** An unused keyed session is given up after this time, as the SDK expects it. */
const idleMs = 3 * 60 * 1000;
/** Answers of a finished run are kept this long for a client that polls late. */
const lateMs = 60 * 1000;

/** Commands that every JEA session shows. */
const jeaBasics = ['Clear-Host', 'Exit-PSSession', 'Get-Command', 'Get-FormatData', 'Get-Help', 'Measure-Object', 'Out-Default', 'Select-Object'];

export class PowerShellSessions {
    private readonly sessions = new Map<string, Session>();

    /** @param moduleFolder the PowerShell module that the package carries */
    constructor(private readonly engine: Engine, private readonly nodes: NodeDirectory, private readonly moduleFolder: string) {}

    /** Opens a session and starts its first command. */
    public async start(target: SessionRequest, request: PowerShellRequest): Promise<readonly [number, PowerShellAnswer]> {
        const visible = target.jea ? [...jeaBasics, ...this.moduleFunctions()] : undefined;
        const session: Session = {
            engine: await this.engine.openSession({
                node: target.node,
                account: target.account,
                language: target.jea ? 'none' : this.nodes.languageMode(target.node),
                modules: target.jea ? [this.moduleFolder] : [],
                windowsModules: this.nodes.windowsModules(target.node),
                visibleCommands: visible,
                answerer: this.nodes
            }),
            keep: target.keep,
            jea: target.jea,
            run: null,
            idle: undefined
        };
        const id = randomUUID();
        this.sessions.set(id, session);
        return this.run(id, session, request);
    }

    /** The next command of a kept session; null where there is no such session. */
    public next(id: string, request: PowerShellRequest): Promise<readonly [number, PowerShellAnswer]> | null {
        const session = this.sessions.get(id);
        return session ? this.run(id, session, request) : null;
    }

    /** What a session has written since it was last asked; null where there is no such session. */
    public poll(id: string): Promise<readonly [number, PowerShellAnswer]> | null {
        return this.sessions.get(id)?.run?.take(pollMs) ?? null;
    }

    public cancel(id: string): boolean {
        this.sessions.get(id)?.run?.cancel();
        return this.sessions.has(id);
    }

    public delete(id: string): void {
        const session = this.sessions.get(id);
        if (session) {
            clearTimeout(session.idle);
            session.run?.cancel();
            this.sessions.delete(id);
            void session.engine.close();
        }
    }

    public closeAll(): void {
        [...this.sessions.keys()].forEach(id => this.delete(id));
    }

    private run(id: string, session: Session, request: PowerShellRequest): Promise<readonly [number, PowerShellAnswer]> {
        clearTimeout(session.idle);
        const run: RunRequest =
            session.jea || request.script === undefined
                ? { module: request.module ?? '', command: request.command ?? '', parameters: request.parameters ?? {} }
                : { script: request.script };
        session.run = new LiveRun(id, session.engine.run(run), () => {
            session.idle = setTimeout(() => this.delete(id), session.keep ? idleMs : lateMs);
            session.idle.unref();
        });
        return request.metadata ? Promise.resolve([200, { sessionId: id, completed: 'False', results: [], progress: [] }]) : session.run.take(pollMs);
    }

    private moduleFunctions(): string[] {
        const manifest = join(this.moduleFolder, `${this.moduleFolder.split(/[\\/]/).pop() ?? ''}.psd1`);
        return existsSync(manifest) ? [...readFileSync(manifest, 'utf8').matchAll(/^\s+'([A-Z]\w+-\w+)',?$/gm)].map(match => match[1]) : [];
    }
}
