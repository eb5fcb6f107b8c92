/** A host that grants fewer sessions than a run wants, while guests wait for them. */
export interface SessionShortage {
    readonly hostName: string;
    /** Sessions that it grants right now. */
    readonly granted: number;
    /** Minutes without any session, after which the run tries no more until somebody decides; null while it still tries. */
    readonly pausedAfter: number | null;
}
