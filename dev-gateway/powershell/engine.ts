/** The engine: real PowerShell for scripts, with Windows' commands answered by somebody else. */
import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { buildEngine } from './build-engine';
import { Engine, EngineSession, LanguageMode, Run, RunEvent, RunRequest, ScriptUsage, SessionOptions } from './engine-api';
import { EngineProcess } from './engine-process';
import { EventQueue } from './event-queue';
import { everyWindows, proxyManifest, proxyModules, questionsModule, snapIns, windowsModules } from './proxy-modules';

/** How long a stopped pipeline may take to end before its process is ended for it. */
const stopGraceMs = 3000;

class Session implements EngineSession {
    /** Runs of one session come one after another. */
    private queue: Promise<void> = Promise.resolve();

    constructor(
        private readonly host: EngineProcess,
        private readonly id: string
    ) {}

    public run(request: RunRequest, options: { timeoutMs?: number } = {}): Run {
        const queue = new EventQueue<RunEvent>();
        let run: number | null = null;
        let timedOut = false;
        let ended = false;
        let killer: NodeJS.Timeout | undefined;
        const cancel = (): void => {
            if (ended) {
                return;
            }
            if (run === null) {
                // Still waiting for its turn: there is nothing to stop.
                end({ kind: 'end', state: timedOut ? 'timedOut' : 'stopped', error: null });
                return;
            }
            this.host.cancel(run);
            killer ??= setTimeout(() => this.host.kill(), stopGraceMs);
        };
        const timer = options.timeoutMs
            ? setTimeout(() => {
                  timedOut = true;
                  cancel();
              }, options.timeoutMs)
            : undefined;
        const end = (event: RunEvent): void => {
            if (ended) {
                // The engine was lost just after the run had ended.
                return;
            }
            ended = true;
            clearTimeout(timer);
            clearTimeout(killer);
            queue.push(event);
            queue.close();
        };
        this.queue = this.queue.then(
            () =>
                new Promise<void>(idle => {
                    if (ended) {
                        idle();
                        return;
                    }
                    run = this.host.run(this.id, request, {
                        event: event => {
                            if (event.kind === 'end') {
                                end(timedOut ? { ...event, state: 'timedOut' } : event);
                            } else {
                                queue.push(event);
                            }
                        },
                        idle
                    });
                })
        );
        return { events: queue.events(cancel), cancel };
    }

    public async close(): Promise<void> {
        await this.queue;
        this.host.closeSession(this.id);
    }
}

class ProcessEngine implements Engine {
    /** By language mode and module path. */
    private readonly processes = new Map<string, EngineProcess>();
    private readonly modules: string;

    constructor(private readonly assembly: string) {
        this.modules = proxyModules(join(__dirname, 'bin'));
    }

    public async openSession(options: SessionOptions): Promise<EngineSession> {
        const language = options.language ?? 'full';
        const wanted = options.windowsModules ?? windowsModules;
        const here = windowsModules.filter(name => wanted.includes(name) || everyWindows.includes(name));
        const proxies = (names: readonly string[]): string[] => [...names, questionsModule].map(name => proxyManifest(this.modules, name));
        const own = (kind: string): string[] =>
            (options.modules ?? []).map(folder => join(folder, `${basename(folder)}.${kind}`)).filter(file => existsSync(file));
        const [trusted, untrusted] = options.untrustedModules ? [[], own('psm1')] : [own('psd1'), []];
        const site = { site: { node: options.node, machine: null, account: options.account ?? null }, answerer: options.answerer };
        const common = { insideMachines: proxies(everyWindows), logParameters: options.logParameters === true };
        if (language !== 'none') {
            const host = this.host(language);
            return new Session(host, await host.openSession(site, { ...common, modules: [...proxies(here), ...trusted], untrusted, endpoint: null }));
        }
        if (!options.endpoint) {
            throw new Error('A session without language is opened by an endpoint.');
        }
        const path = [...(options.modules ?? []).map(dirname), ...here.map(name => dirname(dirname(proxyManifest(this.modules, name))))];
        const host = this.host(language, [...new Set(path)].join(delimiter));
        return new Session(host, await host.openSession(site, { ...common, modules: proxies(snapIns), untrusted: [], endpoint: options.endpoint }));
    }

    public inspect(script: string): Promise<ScriptUsage> {
        return this.host('full').inspect(script);
    }

    public async close(): Promise<void> {
        await Promise.all([...this.processes.values()].map(host => host.close()));
    }

    /** The process of a language mode and a module path; a lost one is replaced. */
    private host(language: LanguageMode, modulePath?: string): EngineProcess {
        const key = `${language} ${modulePath ?? ''}`;
        let host = this.processes.get(key);
        if (!host || host.lost) {
            host = new EngineProcess(this.assembly, language, modulePath);
            this.processes.set(key, host);
        }
        return host;
    }
}

/**
 * Opens the engine, building it first where that is needed.
 * @param onProgress gets a line for each thing that takes long
 * @throws Error with one line that says what is missing and what to do
 */
export async function openEngine(onProgress?: (line: string) => void): Promise<Engine> {
    const engine = new ProcessEngine(await buildEngine(onProgress));
    try {
        // Better said at the start than by the first session.
        await engine.inspect('');
    } catch {
        throw new Error('The PowerShell engine does not start. It needs the .NET SDK 10: dotnet must be on the path. Get it from https://dot.net');
    }
    return engine;
}
