/** GET /api/workitems: long operations that clients registered, so that a reloaded page finds them again. */

/** One operation in the real gateway's format. */
export interface WorkItemEntry {
    /** Id of the session that runs it. */
    readonly id: string;
    /** The node. */
    readonly connection: string;
    readonly userId: string;
    readonly jobType: 'PowerShellApi.GetOutput';
    /** ISO 8601, UTC. */
    readonly startedTime: string;
    /** ISO 8601, UTC; null while it runs. */
    completedTime: string | null;
    completed: boolean;
    failed: boolean;
    errorMessage: string | null;
    /** The client's data about the operation; the gateway only stores it. */
    readonly metadata: Readonly<Record<string, unknown>>;
}

/** More than a day of work on one machine; the oldest entries are removed first. */
const maxEntries = 500;

export class WorkItemList {
    private readonly entries = new Map<string, WorkItemEntry>();

    public add(id: string, node: string, account: string | null, metadata: Readonly<Record<string, unknown>>): void {
        this.entries.set(id, {
            id,
            connection: node,
            userId: account ?? 'gateway',
            jobType: 'PowerShellApi.GetOutput',
            startedTime: new Date().toISOString(),
            completedTime: null,
            completed: false,
            failed: false,
            errorMessage: null,
            metadata
        });
        const [oldest] = this.entries.keys();
        if (this.entries.size > maxEntries) {
            this.entries.delete(oldest);
        }
    }

    /** @param errorMessage null after a success */
    public end(id: string, errorMessage: string | null): void {
        const entry = this.entries.get(id);
        if (entry) {
            entry.completedTime = new Date().toISOString();
            entry.completed = true;
            entry.failed = errorMessage !== null;
            entry.errorMessage = errorMessage;
        }
    }

    /** Operations started in the last `minutes`, newest last. */
    public since(minutes: number): readonly WorkItemEntry[] {
        const earliest = Date.now() - minutes * 60 * 1000;
        return [...this.entries.values()].filter(entry => Date.parse(entry.startedTime) >= earliest);
    }
}
