/** Exports all events of a period, page by page while they are read. The file contains every field of an event. */
import { csvHead, csvLine, CsvValue } from '../text/csv';
import { eventResult } from './decode-event';
import { symbolOf, writtenCode } from '../errors/error-codes';
import { EventBatch, EventFacts } from '../facts/event-facts';
import { EventReader } from './event-reader';
import { GuestKey, idOf } from '../facts/guest-key';
import { EventSubject } from './join-events';

/** The columns of the file, and the additional fields of a JSON object. Their names aren't localized. */
export const eventColumns = [
    'timeCreated',
    'id',
    'outcome',
    'code',
    'symbol',
    'guestId',
    'guestName',
    'assignedBy',
    'says',
    'machineName',
    'logName',
    'recordId',
    'level',
    'data',
    'message'
] as const;
export type EventColumn = (typeof eventColumns)[number];

/** What is derived from an event, in addition to its own fields. */
interface Interpretation {
    readonly outcome: string;
    /** Such as 0xC004FD02 */
    readonly code: string | null;
    readonly symbol: string | null;
    readonly guestId: string | null;
    readonly guestName: string | null;
    /** How the guest was found, or why there is none. */
    readonly assignedBy: string;
    readonly says: string | null;
}

export interface ExportGuests {
    readonly subjectOf: (event: EventFacts) => EventSubject;
    readonly nameOf: (key: GuestKey) => string | null;
}

function interpret(event: EventFacts, subject: EventSubject, { nameOf }: ExportGuests): Interpretation {
    const { code, outcome } = eventResult(event);
    const key = subject.kind === 'guest' ? subject.key : null;
    return {
        outcome,
        code: code === null ? null : writtenCode(code),
        symbol: code === null ? null : symbolOf(code),
        guestId: key && idOf(key),
        guestName: key && nameOf(key),
        assignedBy: subject.kind === 'guest' ? subject.by : subject.kind,
        says: subject.kind === 'ambiguous' ? subject.says : subject.kind === 'unassigned' ? (subject.says?.text ?? null) : null
    };
}

/** Collects the file in pieces, in the form that a Blob takes. */
export class EventExport implements EventReader<readonly string[]> {
    private readonly parts: string[] = [];

    /** @param titles the column titles of a CSV file in the reader's language */
    constructor(
        private readonly format: 'csv' | 'json',
        private readonly guests: ExportGuests,
        private readonly titles: Readonly<Record<EventColumn, string>>
    ) {}

    public take({ events }: EventBatch): void {
        if (events.length > 0) {
            const rows = events.map(event => (this.format === 'csv' ? this.line(event) : JSON.stringify(this.object(event))));
            this.parts.push(this.format === 'csv' ? rows.join('') : `${this.parts.length > 0 ? ',\n' : ''}${rows.join(',\n')}`);
        }
    }

    /** Also returns a complete file if the reading ended early; the caller reports that. */
    public result(): readonly string[] {
        return this.format === 'csv' ? [csvHead(eventColumns.map(column => this.titles[column])), ...this.parts] : ['[\n', ...this.parts, '\n]\n'];
    }

    private object(event: EventFacts): EventFacts & Interpretation {
        return { ...event, ...interpret(event, this.guests.subjectOf(event), this.guests) };
    }

    /** Writes the strings of an event into one cell as JSON, because their number varies and JSON preserves them exactly. */
    private line(event: EventFacts): string {
        const cells: Readonly<Record<EventColumn, CsvValue>> = { ...this.object(event), data: JSON.stringify(event.data) };
        return csvLine(eventColumns.map(column => cells[column]));
    }
}
