/** A request for activation in a host's log (event 12310), joined to one guest. */
export interface LoggedRequest {
    /** EventLogRecord.TimeCreated in UTC, by the clock of the host that wrote it. */
    readonly at: string;
    /** The result code, unsigned 32 bit: 0 is success. */
    readonly code: number;
    /** `id`: the event contains the guest's id. `fqdn`: it contains the full name that only this guest reports, unverified. */
    readonly by: 'id' | 'fqdn';
    /** The other node of the same cluster whose log it is in; null for the guest's own host. */
    readonly otherHost: string | null;
}
