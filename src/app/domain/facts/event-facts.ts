/**
 * Facts about events and the logs they are in, as `Get-AvmaEvent` found them; `null` means unknown. Properties are those of
 * System.Diagnostics.Eventing.Reader.EventLogRecord and EventLogConfiguration, which Get-WinEvent gives.
 */
import { RowError } from './facts';

/** Whose log it is: the host's, or that of a guest that was entered. */
export type EventSource = 'host' | 'guest';

/** The provider of all events here (windows-surface/events/security-spp.json). Its name is the same in every language. */
export const sppProvider = 'Microsoft-Windows-Security-SPP';

/** The log that AVMA's events are in, and the only one that is read page by page. Names of logs are not localized. */
export const applicationLog = 'Application';

/** One event. Host and guests write their own logs, so every text is whatever a guest wrote: never trust, always escape. */
export interface EventFacts {
    /** When the row was made, by the host's clock. */
    readonly collectedAt: string | null;
    readonly source: EventSource;
    /** EventLogRecord.MachineName: the computer that wrote the event, by its own word. */
    readonly machineName: string | null;
    /** The machine that was entered to read the event; null for the host's own log. */
    readonly vmId: string | null;
    /** EventLogRecord.LogName */
    readonly logName: string | null;
    /** EventLogRecord.ProviderName */
    readonly providerName: string | null;
    /** EventLogRecord.Id: the low 16 bits of a classic event's message id. */
    readonly id: number;
    /** EventLogRecord.RecordId: counts up within a log, and begins anew when the log is cleared. */
    readonly recordId: number | null;
    /** EventLogRecord.Level. Shown only: an event's outcome does not follow from it (16394 carries error bits and level 4). */
    readonly level: number | null;
    /** EventLogRecord.TimeCreated in UTC */
    readonly timeCreated: string | null;
    /** EventLogRecord.Properties: the unnamed Data strings in order, as given. */
    readonly data: readonly string[];
    /** EventLogRecord.FormatDescription(). Localized: shown as it is, never interpreted. Null also where the message file is missing. */
    readonly message: string | null;
}

/** One log, and what bounds what its events can say. */
export interface LogFacts {
    readonly collectedAt: string | null;
    readonly source: EventSource;
    readonly machineName: string | null;
    readonly vmId: string | null;
    /** EventLogConfiguration.LogName; null for a guest that could not be entered. */
    readonly logName: string | null;
    /** Whether the log exists. */
    readonly exists: boolean | null;
    /** EventLogConfiguration.IsEnabled */
    readonly enabled: boolean | null;
    /** EventLogConfiguration.FileSize in bytes */
    readonly sizeBytes: number | null;
    /** EventLogConfiguration.MaximumSizeInBytes */
    readonly maximumBytes: number | null;
    /** EventLogConfiguration.RecordCount: records of all providers */
    readonly recordCount: number | null;
    /** EventLogRecord.TimeCreated of the oldest record of any provider, in UTC; null for an empty log. */
    readonly oldestRecordTime: string | null;
    /** `accessDenied`, `unclassified`; with `logName` null one of `insideFailureCodes`. */
    readonly error: RowError | null;
}

/** Which events are asked for. */
export interface EventQuery {
    /** Event ids of the provider. */
    readonly ids: readonly number[];
    /** ISO 8601 in UTC; null for all that the logs hold. */
    readonly startTime: string | null;
    /** How many events of a log one call gives at most. */
    readonly maximum: number;
    /** Only events of the Application log before this record, and no other log: the next page. Null for the newest. */
    readonly beforeRecordId: number | null;
}

/** Rows of one partial answer, and what could not be understood of it. */
export interface EventBatch {
    readonly logs: readonly LogFacts[];
    /** Newest first within a log. */
    readonly events: readonly EventFacts[];
    /** One line for each row that no importer accepts; the other rows are not affected. */
    readonly problems: readonly string[];
}

/** What was read in the logs of one guest. */
export interface GuestEvents extends EventBatch {
    readonly vmId: string;
    /** Why the guest could not be entered; it then proves nothing and holds no events. */
    readonly error: RowError | null;
}
