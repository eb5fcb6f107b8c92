/** Sessions by id: automatic ones end with their command; keyed ones keep their runspace between commands. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Engine, EngineSession, RunRequest, SessionOptions } from '../powershell/engine-api';
import { GatewayBehaviour } from './behaviour';
import { Development, withCurrentScript } from './development';
import { LiveRun, PowerShellAnswer, runningAnswer } from './live-run';
import { NodeDirectory } from './node-directory';
import { CountedSession, ShellLimit, takesShell } from './shell-quota';
import { WorkItemList } from './work-items';

/** A request of the extension to run a command. */
export interface PowerShellRequest {
    readonly script?: string;
    readonly command?: string;
    readonly module?: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
    /** Set for work items. */
    readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface SessionRequest {
    readonly node: string;
    readonly account: string | null;
    /** The JEA endpoint runs the commands of our module and no text. */
    readonly jea: boolean;
    /** Keep the runspace for further commands. */
    readonly keep: boolean;
}

interface Session {
    readonly target: SessionRequest;
    readonly engine: EngineSession;
    /** If the policy or the endpoint requires it, the module's command runs instead of the text. */
    readonly byModule: boolean;
    run: LiveRun | null;
    idle: NodeJS.Timeout | undefined;
    /** Whether its command has ended. */
    ended: boolean;
    /** Whether another session has taken over its shell. */
    handedOn: boolean;
}

/** Thrown if a node's quota allows no further shell. */
export class ShellRefused extends Error {}

/** A pooled session keeps its shell after its command, for the next one. */
function counted(session: Session): CountedSession {
    return {
        pooled: !session.target.keep,
        free: session.ended,
        get handedOn() {
            return session.handedOn;
        },
        set handedOn(value) {
            session.handedOn = value;
        }
    };
}

/** The session configuration of Windows Admin Center's own endpoints. */
const gatewayConfiguration = join(__dirname, 'rbac.pssc');

/** The tool's files for hosts that run only module commands. */
export interface ToolModule {
    /** The PowerShell module in the package: the folder NAME with NAME.psd1. */
    readonly powerShellModule: string;
    /** The .pssc of endpoints that contain its commands. */
    readonly sessionConfiguration: string;
}

export class PowerShellSessions {
    private readonly sessions = new Map<string, Session>();
    /** Sessions with a shell that aren't in the list yet. */
    private readonly opening = new Set<SessionRequest>();
    public readonly workItems = new WorkItemList();

    /**
     * @param behaviour called for each command
     * @param shellsOn limit of shells for each user on a node; null for none
     * @param currentScript returns the text to run instead of the one that a tool sent; null to run what was sent
     */
    constructor(
        private readonly engine: Engine,
        private readonly nodes: NodeDirectory,
        private readonly tool: ToolModule,
        private readonly behaviour: () => GatewayBehaviour,
        public readonly shellsOn: (node: string) => ShellLimit | null,
        private readonly currentScript: Development['currentScript'] | null
    ) {}

    /** Opens a session and starts its first command. @throws ShellRefused */
    public async start(target: SessionRequest, request: PowerShellRequest): Promise<readonly [number, PowerShellAnswer]> {
        const leave = this.enter(target);
        try {
            return await this.open(target, request);
        } finally {
            leave();
        }
    }

    /**
     * Reserves a shell.
     * @returns a function to call once the session is in the list or has failed
     */
    private enter(target: SessionRequest): () => void {
        const same = (other: SessionRequest): boolean => other.node.toLowerCase() === target.node.toLowerCase() && other.account === target.account;
        const sessions = [
            ...[...this.sessions.values()].filter(session => same(session.target)).map(session => counted(session)),
            ...[...this.opening].filter(same).map(({ keep }): CountedSession => ({ pooled: !keep, free: false, handedOn: false }))
        ];
        if (!takesShell(sessions, !target.keep, this.shellsOn(target.node))) {
            throw new ShellRefused();
        }
        this.opening.add(target);
        return () => this.opening.delete(target);
    }

    private async open(target: SessionRequest, request: PowerShellRequest): Promise<readonly [number, PowerShellAnswer]> {
        const options = this.sessionOptions(target);
        const session: Session = {
            target,
            engine: await this.engine.openSession(options),
            byModule: options.language !== 'full',
            run: null,
            idle: undefined,
            ended: false,
            handedOn: false
        };
        const id = randomUUID();
        this.sessions.set(id, session);
        this.opening.delete(target);
        return this.run(id, session, request);
    }

    /** Runs the next command of a kept session; null if the node has no such session. */
    public next(node: string, id: string, request: PowerShellRequest): Promise<readonly [number, PowerShellAnswer]> | null {
        const session = this.find(node, id);
        return session ? this.run(id, session, request) : null;
    }

    /** The new output of a session; null if the node has no such session. */
    public poll(node: string, id: string): Promise<readonly [number, PowerShellAnswer]> | null {
        return this.find(node, id)?.run?.take() ?? null;
    }

    /** Cancels a session's command, but keeps the session. False if the node has no such session. */
    public cancel(node: string, id: string): boolean {
        const session = this.find(node, id);
        session?.run?.cancel();
        return session !== null;
    }

    public delete(node: string, id: string): void {
        if (this.find(node, id)) {
            void this.close(id);
        }
    }

    public async closeAll(): Promise<void> {
        await Promise.all([...this.sessions.keys()].map(id => this.close(id)));
    }

    /** Number of open shells on a node. */
    public shellsOpen(node: string): number {
        return [...this.sessions.values()].filter(({ target, handedOn }) => target.node.toLowerCase() === node.toLowerCase() && !handedOn).length;
    }

    /** A session belongs to its node: access to one node must not allow reading the output of another. */
    private find(node: string, id: string): Session | null {
        const session = this.sessions.get(id);
        return session && session.target.node.toLowerCase() === node.toLowerCase() ? session : null;
    }

    private async close(id: string): Promise<void> {
        const session = this.sessions.get(id);
        if (session) {
            clearTimeout(session.idle);
            this.sessions.delete(id);
            session.run?.cancel();
            await session.engine.close();
        }
    }

    private run(id: string, session: Session, request: PowerShellRequest): Promise<readonly [number, PowerShellAnswer]> {
        clearTimeout(session.idle);
        // As module\command, even at endpoints: an error of a real gateway contains Microsoft.SME.HyperV\Get-WACVMServerInventory
        // (microsoft/Windows-Admin-Center-Ideas-and-Feedback#412).
        const run: RunRequest =
            session.byModule || request.script === undefined
                ? { module: request.module ?? '', command: request.command ?? '', parameters: request.parameters ?? {} }
                : { script: this.currentScript ? withCurrentScript(request.script, this.currentScript) : request.script };
        const behaviour = this.behaviour();
        session.ended = false;
        session.run = new LiveRun(id, session.engine.run(run), behaviour, failure => {
            this.workItems.end(id, failure);
            session.ended = true;
            if (this.sessions.has(id)) {
                session.idle = setTimeout(() => void this.close(id), session.target.keep ? behaviour.idleMs : behaviour.lateMs);
                session.idle.unref();
            }
        });
        if (request.metadata) {
            this.workItems.add(id, session.target.node, session.target.account, request.metadata);
            return Promise.resolve([202, runningAnswer(id)]);
        }
        return session.run.take();
    }

    private sessionOptions({ node, account, jea }: SessionRequest): SessionOptions {
        const common = { node, account, windowsModules: this.nodes.windowsModules(node), answerer: this.nodes };
        const trust = this.nodes.moduleTrust(node);
        const modules = trust === 'absent' ? [] : [this.tool.powerShellModule];
        if (jea) {
            const { kind, groups } = this.nodes.endpoint(node);
            const configuration = kind === 'tool' ? this.tool.sessionConfiguration : gatewayConfiguration;
            return { ...common, language: 'none', modules, endpoint: { configuration, groups } };
        }
        const language = this.nodes.languageMode(node);
        return language === 'full' ? { ...common, language } : { ...common, language, modules, untrustedModules: trust === 'untrusted' };
    }
}
