/** One event log: numbered records in the order in which they were written. providers/events.ts converts them to Windows objects. */

export const sppProvider = 'Microsoft-Windows-Security-SPP';
export const logNames = { application: 'Application', keyManagementService: 'Key Management Service' } as const;

export interface LogEvent {
    /** Milliseconds since 1970. */
    readonly time: number;
    readonly provider: string;
    readonly id: number;
    readonly level: number;
    /** The unnamed strings of a classic event. */
    readonly data: readonly string[];
}

/** Records that are generated on demand by index instead of being stored. Their times ascend. */
export interface GeneratedEvents {
    readonly count: number;
    event(index: number): LogEvent;
}

export interface LogRecord {
    readonly recordId: number;
    readonly event: LogEvent;
}

/** A reader's filter; null returns everything. `since` and `before` limit the search. */
export interface LogFilter {
    readonly since: number;
    /** Only records with a lower number. */
    readonly before: number;
    matches(record: LogRecord): boolean;
}

const none: GeneratedEvents = {
    count: 0,
    event: () => {
        throw new Error('there is none');
    }
};

/** A record of this provider takes about half a kilobyte; files grow in steps of 64 KB. */
const bytesOfRecord = 500;
const bytesOfStep = 65_536;
const smallestFile = 69_632;

export class EventLog {
    private readonly written: LogEvent[];

    /**
     * @param events sorted by time
     * @param firstRecordId number of the oldest record that still exists
     */
    constructor(
        public readonly name: string,
        public readonly options: {
            readonly enabled: boolean;
            readonly denied: boolean;
            readonly maximumBytes: number;
            readonly firstRecordId: number;
            readonly generated?: GeneratedEvents;
        },
        events: readonly LogEvent[]
    ) {
        this.written = [...events];
    }

    public get count(): number {
        return this.generated.count + this.written.length;
    }

    public get sizeBytes(): number {
        const steps = Math.ceil((this.count * bytesOfRecord) / bytesOfStep);
        return Math.min(this.options.maximumBytes, smallestFile + steps * bytesOfStep);
    }

    public append(event: LogEvent): void {
        this.written.push(event);
    }

    /** Returns matching records; reads only those within the filter's limits. */
    public *read(filter: LogFilter | null, oldestFirst: boolean): Iterable<LogRecord> {
        const end = Math.min(this.count, Math.max(0, (filter?.before ?? Infinity) - this.options.firstRecordId));
        const start = filter ? this.firstSince(filter.since) : 0;
        for (let step = 0; step < end - start; step++) {
            const record = this.record(oldestFirst ? start + step : end - 1 - step);
            if (!filter || filter.matches(record)) {
                yield record;
            }
        }
    }

    private get generated(): GeneratedEvents {
        return this.options.generated ?? none;
    }

    private record(index: number): LogRecord {
        const { count } = this.generated;
        return { recordId: this.options.firstRecordId + index, event: index < count ? this.generated.event(index) : this.written[index - count] };
    }

    /** Index of the first record at or after a time, by binary search: times ascend. */
    private firstSince(time: number): number {
        let low = 0;
        let high = this.count;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.record(middle).event.time < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
