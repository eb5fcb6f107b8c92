/** Accounts for hosts, as the shell's own authorization manager keeps them (SDK, security/authorization-manager): in memory of this page only. */
import { askCredential } from './dialogs';

interface Token {
    readonly value: string;
    readonly username: string;
    readonly useLaps: false;
    readonly lapsLocalAdminName: null;
}

/** What the tool is told: `setNodeToken` or `setNodeTokenError`. */
export type Notify = (name: string, value: unknown) => Promise<unknown>;

export class Accounts {
    /** By the host's name in lower case. */
    private readonly nodeTokens: Record<string, Token> = {};
    private manageAsToken: Token | null = null;
    private asking = false;

    /** What a tool begins with. */
    public get initial(): object {
        return { manageAsToken: this.manageAsToken, nodeTokens: { ...this.nodeTokens }, nodePowershellEndpoints: {}, signOnToken: null };
    }

    /**
     * One prompt at a time, for all hosts that are named: what is entered is kept for each of them and tried on none. Whoever asks meanwhile gets that prompt's
     * answer. @param hosts null: for all connections
     */
    public ask(hosts: readonly string[] | null, notify: Notify): void {
        if (!this.asking) {
            this.asking = true;
            void this.prompt(hosts, notify).finally(() => (this.asking = false));
        }
    }

    /** What `setNodeTokens` does: keeps a token for hosts, and tells the tool before it answers. */
    public async set(token: Token | null, hosts: readonly string[] | null, notify: Notify): Promise<void> {
        if (token) {
            this.keep(token, hosts);
            await notify('setNodeToken', hosts && hosts.length > 0 ? { token, appliesTo: hosts } : { token });
        }
    }

    private async prompt(hosts: readonly string[] | null, notify: Notify): Promise<void> {
        const entered = await askCredential(hosts?.join(', ') ?? 'Each connection');
        if (!entered) {
            await notify('setNodeTokenError', { code: 'ManageAsDialogCancel', message: 'canceled' });
            return;
        }
        const token: Token = {
            value: btoa(unescape(encodeURIComponent(JSON.stringify(entered)))),
            username: `${entered.domain ? `${entered.domain}\\` : ''}${entered.username}`,
            useLaps: false,
            lapsLocalAdminName: null
        };
        this.keep(token, hosts);
        await notify('setNodeToken', { token, appliesTo: hosts });
    }

    private keep(token: Token, hosts: readonly string[] | null): void {
        if (!hosts || hosts.length === 0) {
            this.manageAsToken = token;
        } else {
            hosts.forEach(host => (this.nodeTokens[host.toLowerCase()] = token));
        }
    }
}
