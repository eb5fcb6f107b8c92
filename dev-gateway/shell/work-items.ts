/** Long operations that the tool registers with the shell: submitted to the gateway, polled here, queried by the tool. */

interface WorkItemPacket {
    /** 2 submit, 1 query */
    readonly type: number;
    readonly id?: string;
    readonly sequenceId?: number;
    readonly typeId?: string;
    readonly nodeName?: string;
    readonly powerShellCommand?: object;
}

interface WorkItem {
    readonly id: string;
    readonly nodeName: string;
    readonly typeId: string;
    /** 1 started, 2 in progress, 4 error, 6 success */
    state: number;
    percent: number | null;
    object: unknown;
    error: unknown;
}

interface Answer {
    readonly sessionId: string;
    readonly completed: string;
    readonly results?: readonly unknown[];
    readonly progress?: ReadonlyArray<{ readonly percentComplete?: number }>;
    readonly errors?: readonly unknown[];
}

export class WorkItems {
    private readonly items = new Map<string, WorkItem>();
    private readonly ids: string[] = [];

    /** @param call sends a request to the gateway with its XSRF token */
    constructor(private readonly call: (path: string, method: string, body?: unknown) => Promise<Answer>) {}

    public async answer(packet: WorkItemPacket): Promise<object> {
        if (packet.type !== 2) {
            const item = this.items.get(packet.id ?? this.ids[(packet.sequenceId ?? 0) - 1] ?? '');
            return item ? { ...item } : { sequenceId: packet.sequenceId, id: null };
        }
        const path = `/api/services/WinREST/PowerShell/nodes/${encodeURIComponent(packet.nodeName ?? '')}`;
        const started = await this.call(`${path}/invokeCommand`, 'POST', { properties: { ...packet.powerShellCommand, metadata: { typeId: packet.typeId } } });
        const item: WorkItem = {
            id: started.sessionId,
            nodeName: packet.nodeName ?? '',
            typeId: packet.typeId ?? '',
            state: 1,
            percent: null,
            object: null,
            error: null
        };
        this.items.set(item.id, item);
        this.ids.push(item.id);
        void this.follow(item, path);
        return { sequenceId: this.ids.length, id: null };
    }

    /** The operations that the tool finds again when it is opened. */
    public find(packet: { readonly nodeName?: string; readonly typeId?: string }): object {
        return { ...packet, results: [...this.items.values()].filter(item => item.nodeName === packet.nodeName && item.typeId === packet.typeId) };
    }

    private async follow(item: WorkItem, path: string): Promise<void> {
        for (let ended = false; !ended;) {
            const answer = await this.call(`${path}/pssessions/${item.id}?$expand=output`, 'GET');
            ended = answer.completed !== 'False';
            item.object = answer.results?.[answer.results.length - 1] ?? item.object;
            item.percent = answer.progress?.[answer.progress.length - 1]?.percentComplete ?? item.percent;
            item.error = answer.errors?.[0] ?? item.error;
            item.state = ended ? (item.error ? 4 : 6) : 2;
        }
    }
}
