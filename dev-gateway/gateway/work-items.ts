/** GET /api/workitems: the long operations that clients have handed over, so that a page loaded anew finds them again. */

/** One operation in the form of the real gateway. */
export interface WorkItemEntry {
    /** The id of the session that runs it. */
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
    /** What the client said of it; the gateway only keeps it. */
    readonly metadata: Readonly<Record<string, unknown>>;
}

/** More than a day of work on one machine; the oldest are forgotten first. */
const kept = 500;

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
        if (this.entries.size > kept) {
            this.entries.delete(oldest);
        }
    }

    /** @param errorMessage null where it ended well */
    public end(id: string, errorMessage: string | null): void {
        const entry = this.entries.get(id);
        if (entry) {
            entry.completedTime = new Date().toISOString();
            entry.completed = true;
            entry.failed = errorMessage !== null;
            entry.errorMessage = errorMessage;
        }
    }

    /** Those started in the last `minutes`, the newest last. */
    public since(minutes: number): readonly WorkItemEntry[] {
        const earliest = Date.now() - minutes * 60 * 1000;
        return [...this.entries.values()].filter(entry => Date.parse(entry.startedTime) >= earliest);
    }
}
