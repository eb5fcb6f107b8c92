/** Accounts for hosts, like in the shell's own authorization manager (SDK, security/authorization-manager): only in this page's memory. */
import { askCredential } from './dialogs';

interface Token {
    readonly value: string;
    readonly username: string;
    readonly useLaps: false;
    readonly lapsLocalAdminName: null;
}

/** Sends a message to the tool: `setNodeToken` or `setNodeTokenError`. */
export type Notify = (name: string, value: unknown) => Promise<unknown>;

export class Accounts {
    /** By the host's name in lower case. */
    private readonly nodeTokens: Record<string, Token> = {};
    private manageAsToken: Token | null = null;
    private asking = false;

    /** The accounts that a tool starts with. */
    public get initial(): object {
        return { manageAsToken: this.manageAsToken, nodeTokens: { ...this.nodeTokens }, nodePowershellEndpoints: {}, signOnToken: null };
    }

    /**
     * Shows one prompt at a time for all given hosts. Saves the account for each of them without trying it. Concurrent callers get the same prompt's result.
     * @param hosts null for all connections
     */
    public ask(hosts: readonly string[] | null, notify: Notify): void {
        if (!this.asking) {
            this.asking = true;
            void this.prompt(hosts, notify).finally(() => (this.asking = false));
        }
    }

    /** Implements `setNodeTokens`: saves an account for hosts, and notifies the tool before it returns. */
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
