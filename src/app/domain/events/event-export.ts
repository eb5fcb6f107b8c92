/** All events of a period as a file, made while they pass by. Nothing of an event is left out. */
import { csvHead, csvLine, CsvValue } from '../text/csv';
import { eventResult } from './decode-event';
import { symbolOf, writtenCode } from '../errors/error-codes';
import { EventBatch, EventFacts } from '../facts/event-facts';
import { EventReader } from './event-reader';
import { EventSubject, GuestIndex, joinEvent } from './join-events';

/** The columns of the file, and what an object has beside the event's own fields. Names are the same in every language. */
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

/** What is told of an event besides its own fields. */
interface Told {
    readonly outcome: string;
    /** Such as 0xC004FD02 */
    readonly code: string | null;
    readonly symbol: string | null;
    readonly guestId: string | null;
    readonly guestName: string | null;
    /** A way of joining, or why there is no guest. */
    readonly assignedBy: string;
    readonly says: string | null;
}

export interface ExportGuests {
    readonly index: GuestIndex;
    readonly nameOf: (vmId: string) => string | null;
}

function told(event: EventFacts, subject: EventSubject, { nameOf }: ExportGuests): Told {
    const { code, outcome } = eventResult(event);
    const guestId = subject.kind === 'guest' ? subject.vmId : null;
    return {
        outcome,
        code: code === null ? null : writtenCode(code),
        symbol: code === null ? null : symbolOf(code),
        guestId,
        guestName: guestId === null ? null : nameOf(guestId),
        assignedBy: subject.kind === 'guest' ? subject.by : subject.kind,
        says: subject.kind === 'ambiguous' ? subject.says : subject.kind === 'unassigned' ? (subject.says?.text ?? null) : null
    };
}

/** A file in pieces, as a Blob takes them. */
export class EventExport implements EventReader<readonly string[]> {
    private readonly parts: string[] = [];

    /** @param titles the head of each column of a CSV, in the reader's language */
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

    /** What was read before a reading ended early is a whole file, too; that it ended early is said elsewhere. */
    public result(): readonly string[] {
        return this.format === 'csv' ? [csvHead(eventColumns.map(column => this.titles[column])), ...this.parts] : ['[\n', ...this.parts, '\n]\n'];
    }

    private object(event: EventFacts): EventFacts & Told {
        return { ...event, ...told(event, joinEvent(event, this.guests.index), this.guests) };
    }

    /** An event has any number of strings, so that they are one cell, as JSON: what they are is told exactly. */
    private line(event: EventFacts): string {
        const cells: Readonly<Record<EventColumn, CsvValue>> = { ...this.object(event), data: JSON.stringify(event.data) };
        return csvLine(eventColumns.map(column => cells[column]));
    }
}
