/** The page around the tool: connections, frame, theme, language, dialogs, notifications. Deliberately plain, because it isn't the product. */
import { addressText, readAddress } from './address';
import { Accounts, Notify } from './accounts';
import { answerDialog, DialogPacket } from './dialogs';
import { ScenarioOffer } from '../gateway/development';
import { announceLanguage, chosenLanguage, languages } from './languages';
import { Packet, signature, ToolChannel } from './rpc';
import { reloadOnRequest, startScenario } from './scenario';
import { Offer, OfferedConnection, OfferedTool, offerOf } from './tool-offer';
import { WorkItems } from './work-items';

interface ToolManifest extends OfferedTool {
    readonly target: string;
    readonly resources: ReadonlyArray<{ readonly locale: string; readonly strings: Readonly<Record<string, string>> }>;
}
interface Forward {
    /** 0 execute, 1 notify, 2 init */
    readonly type: number;
    readonly service: string;
    readonly name?: string;
    readonly arguments?: readonly unknown[];
}

const opening = 2;
const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

function xsrfToken(): string {
    return /WAC-XSRF=([^;]+)/.exec(document.cookie)?.[1] ?? '';
}

async function callGateway<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
    const answer = await fetch(path, {
        method,
        headers: { 'content-type': 'application/json', 'x-xsrf-token': xsrfToken() },
        body: body === undefined ? undefined : JSON.stringify(body)
    });
    return (await answer.json()) as T;
}

/** Enables scenarios and reloading if the gateway supports them. */
async function startDevelopment(): Promise<void> {
    const { reloads, scenarios } = await callGateway<{ reloads: boolean; scenarios: ScenarioOffer | null }>('/api/development');
    if (reloads) {
        reloadOnRequest();
    }
    if (scenarios) {
        await startScenario(scenarios, {
            choose: async (scenario, restart) => {
                const answer = await callGateway<ScenarioOffer & { error?: { message: string } }>('/api/development/scenario', 'PUT', { scenario, restart });
                if (answer.error) {
                    throw new Error(answer.error.message);
                }
                return answer;
            }
        });
    }
}

function toConnection({ name, type, aliases, activeAlias }: OfferedConnection): object {
    return { id: `${type}!${name}`, type, name, aliases, activeAlias, properties: { displayName: name }, tags: [] };
}

/** Why the tool isn't offered on a connection. */
function reason(offer: Offer, { type, solution }: OfferedConnection): string {
    return offer === 'otherKind'
        ? `it is not made for ${type} of ${solution}`
        : offer === 'noAnswer'
          ? 'nobody answers under its name'
          : 'the host does not have the Hyper-V role';
}

class Shell {
    private channel: ToolChannel | null = null;
    private host: string | null = null;
    private readonly accounts = new Accounts();
    private readonly notifyAccounts: Notify = async (name, value) =>
        this.channel?.request('Forward', { service: 'authorization-manager', type: 1, name, value });
    private theme = localStorage.getItem('theme') ?? 'light';
    private readonly language = chosenLanguage();
    private readonly workItems = new WorkItems((path, method, body) => callGateway(path, method, body));

    constructor(
        private readonly manifest: ToolManifest,
        private readonly connections: readonly OfferedConnection[]
    ) {}

    public start(): void {
        const list = byId('connections');
        for (const connection of this.connections) {
            const item = document.createElement('li');
            const link = document.createElement('a');
            link.href = addressText({ host: connection.name, path: '' });
            link.textContent = connection.name;
            link.addEventListener('click', event => {
                event.preventDefault();
                history.pushState(null, '', link.href);
                void this.show();
            });
            item.append(link);
            list.append(item);
        }
        const choice = byId('language') as HTMLSelectElement;
        for (const { id } of languages) {
            choice.add(new Option(id, id, false, id === this.language.id));
        }
        choice.addEventListener('change', () => {
            localStorage.setItem('language', choice.value);
            location.reload();
        });
        announceLanguage(this.language);
        byId('theme').addEventListener('click', () => this.setTheme(this.theme === 'light' ? 'dark' : 'light'));
        byId('notifications').addEventListener('click', () => {
            const panel = byId('notification-list');
            panel.hidden = !panel.hidden;
            byId('notifications').setAttribute('aria-expanded', String(!panel.hidden));
        });
        addEventListener('popstate', () => void this.show());
        this.setTheme(this.theme);
        if (!readAddress().host) {
            history.replaceState(null, '', addressText({ host: this.connections[0].name, path: '' }));
        }
        void this.show();
    }

    private setTheme(theme: string): void {
        this.theme = theme;
        localStorage.setItem('theme', theme);
        document.body.classList.toggle('dark', theme === 'dark');
        byId('theme').textContent = theme === 'dark' ? 'Light theme' : 'Dark theme';
        void this.channel?.request('UpdateThemeObservable-Request', {
            id: 0,
            request: { newTheme: theme },
            sourceName: 'msft.sme.shell',
            sourceSubName: '##',
            sourceVersion: '1'
        });
    }

    /** Shows the address's host and route; the tool stays loaded while the host stays the same. */
    private async show(): Promise<void> {
        const { host, path } = readAddress();
        document.title = `${host ?? ''} - Activation (AVMA)`;
        document.querySelectorAll('nav a').forEach(link => {
            if (link.textContent === host) {
                link.setAttribute('aria-current', 'page');
            } else {
                link.removeAttribute('aria-current');
            }
        });
        if (host === this.host && this.channel) {
            await this.channel.request('Open', { path });
            return;
        }
        this.host = host;
        this.channel?.close();
        this.channel = null;
        const connection = this.connections.find(one => one.name.toLowerCase() === host?.toLowerCase());
        const offer = connection && (await offerOf(this.manifest, connection));
        if (host !== this.host) {
            return;
        }
        if (!connection || offer !== 'offered') {
            const note = document.createElement('p');
            note.textContent = connection
                ? `Windows Admin Center does not offer this tool on ${connection.name}: ${reason(offer ?? 'otherKind', connection)}.`
                : `There is no connection named ${host ?? ''}.`;
            byId('place').replaceChildren(note);
            return;
        }
        await this.load(connection, path);
    }

    private async load(connection: OfferedConnection, path: string): Promise<void> {
        const host = connection.name;
        const frame = document.createElement('iframe');
        frame.title = 'Activation (AVMA)';
        frame.allow = 'clipboard-write';
        frame.src = `${this.manifest.target}/index.html`;
        // The SDK sets no direction.
        frame.addEventListener('load', () => frame.contentDocument?.documentElement.setAttribute('dir', this.language.direction));
        byId('place').replaceChildren(frame);
        const channel = new ToolChannel(frame, this.manifest.name, packet => this.answer(packet, connection));
        this.channel = channel;
        await channel.connect();
        await channel.request('Init', this.initData());
        for (let state = opening; state === opening;) {
            state = ((await channel.request('Open', { path })) as { state: number }).state;
        }
        document.body.dataset.opened = host;
    }

    private initData(): object {
        return {
            entryPointType: 'tool',
            entryPointName: this.manifest.entryPoints[0].name,
            theme: this.theme,
            locale: this.language.locale,
            localeRegional: this.language.region,
            sessionId: String(Date.now()),
            modules: [{ ...this.manifest, origin: location.origin, signature }],
            assets: { css: [], cssV2: [`${location.origin}/styles/css/fonts.css`], js: [] },
            moduleAssets: {},
            lib: {},
            accessibilityMode: false,
            sessionExpiration: 0,
            performanceProfile: false,
            connectivityLevel: 'Public',
            consoleDebug: 1,
            sideLoad: {},
            experiments: [],
            shellVersion: '5.0.0',
            gatewayApiVersion: '2.0.0',
            gatewayPlatform: 'Windows'
        };
    }

    private answer(packet: Packet, connection: OfferedConnection): unknown {
        switch (packet.command) {
            case 'Seek':
                return { name: packet.srcName, subName: packet.srcSubName };
            case 'Forward':
                return this.answerForward(packet.data as Forward, connection);
            case 'Dialog':
                return answerDialog(packet.data as DialogPacket);
            case 'WorkItem':
                return this.workItems.answer(packet.data as Parameters<WorkItems['answer']>[0]);
            case 'WorkItemFind':
                return this.workItems.find(packet.data as Parameters<WorkItems['find']>[0]);
            case 'Report':
                this.report((packet.data as { path: string }).path, connection.name);
                return undefined;
            case 'Notification':
                this.notify(packet.data as { id?: string; title?: string; message?: string });
                return undefined;
            default:
                return undefined;
        }
    }

    private async answerForward(forward: Forward, connection: OfferedConnection): Promise<object> {
        if (forward.type === 2) {
            const services: Readonly<Record<string, object>> = {
                'authorization-manager': this.accounts.initial,
                'connection-manager': { connections: this.connections.map(toConnection), activeConnection: toConnection(connection) },
                'gateway-connection': { gatewayName: location.origin, gatewayUrlSpecified: false, staticVersion: null }
            };
            return { result: services[forward.service] ?? null };
        }
        if (forward.type === 0 && forward.name === 'getNewToken') {
            this.accounts.ask((forward.arguments?.[0] as readonly string[] | null) ?? null, this.notifyAccounts);
        }
        if (forward.type === 0 && forward.name === 'setNodeTokens') {
            const [token, hosts] = (forward.arguments ?? []) as Parameters<Accounts['set']>;
            await this.accounts.set(token ?? null, hosts ?? null, this.notifyAccounts);
        }
        return { result: null };
    }

    /** The tool reports its route, and the address follows, so that links and Back work. */
    private report(path: string, host: string): void {
        const text = addressText({ host, path });
        const current = addressText(readAddress());
        if (text === current) {
            return;
        }
        const first = current === addressText({ host, path: '' });
        history[first ? 'replaceState' : 'pushState'](null, '', text);
    }

    private notify(notification: { readonly id?: string; readonly title?: string; readonly message?: string }): void {
        const article = document.createElement('article');
        const title = document.createElement('strong');
        title.textContent = notification.title ?? '';
        const text = document.createElement('div');
        text.textContent = notification.message ?? '';
        article.append(title, text);
        byId('notification-list').prepend(article);
    }
}

void (async () => {
    try {
        await startDevelopment();
    } catch (error) {
        byId('place').textContent = (error as Error).message;
        return;
    }
    const { modules } = await callGateway<{ modules: ToolManifest[] }>('/manifest.json');
    const { value } = await callGateway<{ value: OfferedConnection[] }>('/api/connections');
    new Shell(modules[0], value).start();
})();
