/** How much room runs take in the browser's storage, which all tools of the gateway's address share. Sizes are in characters; browsers count two bytes for each. */

/** 1 MB for all runs; browsers grant an address 5 to 10 MB. */
export const roomOfRuns = 524_288;
/** For one run, so that there is room for others: more than 500 guests. */
export const roomOfRun = 450_000;

/** Keeps count of the entries, so that a write doesn't read all others. */
export class LedgerRoom {
    private readonly sizes = new Map<string, number>();
    private readonly byRun = new Map<string, number>();
    private sum = 0;

    /** @param runOf the run that an entry belongs to, by its key */
    constructor(private readonly runOf: (key: string) => string) {}

    public get total(): number {
        return this.sum;
    }

    public ofRun(runId: string): number {
        return this.byRun.get(runId) ?? 0;
    }

    public sizeOf(key: string): number {
        return this.sizes.get(key) ?? 0;
    }

    /** @param value null: the entry was removed */
    public set(key: string, value: string | null): void {
        const runId = this.runOf(key);
        const size = value === null ? 0 : key.length + value.length;
        const change = size - this.sizeOf(key);
        this.sum += change;
        this.byRun.set(runId, this.ofRun(runId) + change);
        if (size === 0) {
            this.sizes.delete(key);
        } else {
            this.sizes.set(key, size);
        }
    }
}
