/**
 * Events and logs as `Get-AvmaEvent` returns them; `null` means unknown. Properties are those of System.Diagnostics.Eventing.Reader.EventLogRecord and
 * EventLogConfiguration, which Get-WinEvent returns.
 */
import { RowError } from './facts';

/** The computer that the log was read from: the host, or a guest. */
export type EventSource = 'host' | 'guest';

/** The provider of all these events (windows-surface/events/security-spp.json). Its name isn't localized. */
export const sppProvider = 'Microsoft-Windows-Security-SPP';

/** The log that contains AVMA's events, and the only one that is read in pages. Log names aren't localized. */
export const applicationLog = 'Application';

/** One event. Guests can write into their own logs, so every text is untrusted: always escape it. */
export interface EventFacts {
    /** When the row was made, by the host's clock. */
    readonly collectedAt: string | null;
    readonly source: EventSource;
    /** EventLogRecord.MachineName: the computer that wrote the event, as the event claims. */
    readonly machineName: string | null;
    /** The guest in which the event was read; null for the host's own log. */
    readonly vmId: string | null;
    /** EventLogRecord.LogName */
    readonly logName: string | null;
    /** EventLogRecord.ProviderName */
    readonly providerName: string | null;
    /** EventLogRecord.Id: the low 16 bits of a classic event's message id. */
    readonly id: number;
    /** EventLogRecord.RecordId: counts up within a log, and restarts when the log is cleared. */
    readonly recordId: number | null;
    /** EventLogRecord.Level. For display only: it doesn't show success or failure (16394 carries error bits and level 4). */
    readonly level: number | null;
    /** EventLogRecord.TimeCreated in UTC */
    readonly timeCreated: string | null;
    /** EventLogRecord.Properties: the unnamed Data strings, in order and unchanged. */
    readonly data: readonly string[];
    /** EventLogRecord.FormatDescription(). Localized: displayed, never parsed. Null also if the message file is missing. */
    readonly message: string | null;
}

/** One log, and the limits of what its events can show. */
export interface LogFacts {
    readonly collectedAt: string | null;
    readonly source: EventSource;
    readonly machineName: string | null;
    readonly vmId: string | null;
    /** EventLogConfiguration.LogName; null for a guest that couldn't be entered. */
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
    /** `accessDenied` or `unclassified`; one of `insideFailureCodes` if `logName` is null. */
    readonly error: RowError | null;
}

/** Selects the events to read. */
export interface EventQuery {
    /** Event ids of the provider. */
    readonly ids: readonly number[];
    /** ISO 8601 in UTC; null for no limit. */
    readonly startTime: string | null;
    /** Maximum number of events that one call returns for each log. */
    readonly maximum: number;
    /** For the next page: only events of the Application log before this record, and no other logs. Null for the newest events. */
    readonly beforeRecordId: number | null;
    /** Leaves messages out, and says by the code `cutOff` in a second row about a log that there are more events than `maximum`. Only for hosts. */
    readonly withoutMessage?: boolean;
}

/** Rows of one partial answer. */
export interface EventBatch {
    readonly logs: readonly LogFacts[];
    /** Newest first within a log. */
    readonly events: readonly EventFacts[];
    /** One line for each row that the importer rejected; other rows aren't affected. */
    readonly problems: readonly string[];
}

/** Events and logs of one guest. */
export interface GuestEvents extends EventBatch {
    readonly vmId: string;
    /** Why the guest couldn't be entered; the result then contains no events and proves nothing. */
    readonly error: RowError | null;
}
