/** A host that grants fewer sessions than a run needs while guests wait. */
export interface SessionShortage {
    readonly hostName: string;
    /** Sessions that the host grants now. */
    readonly granted: number;
    /** Minutes without any session, after which the run stopped trying until somebody continues it; null while it tries. */
    readonly pausedAfter: number | null;
}
