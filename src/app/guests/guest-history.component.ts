import { ChangeDetectorRef, Component, EventEmitter, Input, OnChanges, OnDestroy, OnInit, Output } from '@angular/core';
import { Subscription } from 'rxjs';
import { standardPeriod } from '../domain/events/event-filter';
import { EventFacts } from '../domain/facts/event-facts';
import { EventsStore } from '../state/events/events.store';
import { GuestEventsReading, GuestEventsStore } from '../state/events/guest-events.store';
import { JoinedEvents, JoinedEventsStore } from '../state/events/joined-events';
import { meaningText, resultText } from '../shared/event-texts';
import { eventResult } from '../domain/events/decode-event';
import { avmaStrings, dateText, fillText } from '../shared/texts';

interface EventLine {
    readonly key: string;
    readonly time: string;
    readonly what: string;
    readonly outcome: string;
}

/** More than these belong to the timeline. */
const mostLines = 8;

/** What the host's log and the guest's own say about one guest. */
@Component({
    selector: 'avma-guest-history',
    template: `<h3 class="sme-font-h3">{{ strings.History.tab }}</h3>
        <p *ngIf="busy" class="sme-scheme-secondary-text">{{ strings.History.loading }}</p>
        <p *ngIf="!busy && lines.length === 0" class="sme-scheme-secondary-text">{{ strings.History.noneOfGuest }}</p>
        <table *ngIf="lines.length > 0" class="avma-items">
            <thead>
                <tr>
                    <th scope="col">{{ strings.History.time }}</th>
                    <th scope="col">{{ strings.History.what }}</th>
                    <th scope="col">{{ strings.History.outcome }}</th>
                </tr>
            </thead>
            <tbody>
                <tr *ngFor="let line of lines; trackBy: byKey">
                    <td>{{ line.time }}</td>
                    <td>{{ line.what }}</td>
                    <td>{{ line.outcome }}</td>
                </tr>
            </tbody>
        </table>
        <p class="sme-scheme-secondary-text">{{ ownLog }}</p>
        <p>
            <button type="button" class="sme-button-auto-width" (click)="openHistory.emit(vmId)">{{ strings.History.allOfGuest }}</button>
        </p>`
})
export class GuestHistoryComponent implements OnInit, OnChanges, OnDestroy {
    @Input() public vmId = '';
    @Output() public readonly openHistory = new EventEmitter<string>();
    public readonly strings = avmaStrings();
    public busy = false;
    public lines: readonly EventLine[] = [];
    public ownLog = '';
    private joined: JoinedEvents | null = null;
    private own: ReadonlyMap<string, GuestEventsReading> = new Map();
    private readonly subscriptions = new Subscription();

    constructor(
        private readonly events: EventsStore,
        private readonly joinedEvents: JoinedEventsStore,
        private readonly guestEvents: GuestEventsStore,
        private readonly changeDetector: ChangeDetectorRef
    ) {}

    public ngOnInit(): void {
        if (this.events.current.period === null) {
            this.events.load(standardPeriod);
        }
        this.subscriptions.add(
            this.joinedEvents.state.subscribe(joined => {
                this.joined = joined;
                this.show();
            })
        );
        this.subscriptions.add(
            this.guestEvents.state.subscribe(({ readings }) => {
                this.own = readings;
                this.show();
            })
        );
    }

    public ngOnChanges(): void {
        this.show();
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public readonly byKey = (_: number, line: EventLine): string => line.key;

    private show(): void {
        const reading = this.own.get(this.vmId) ?? null;
        const { events, subjectOf } = this.joined ?? { events: null, subjectOf: null };
        this.busy = events === null || (events.loading !== null && events.events.length === 0);
        const ofHost = (events?.events ?? []).filter(event => {
            const subject = subjectOf?.(event);
            return subject?.kind === 'guest' && subject.vmId === this.vmId;
        });
        const all = [...ofHost, ...(reading?.facts.events ?? [])].sort((a, b) => Date.parse(b.timeCreated ?? '') - Date.parse(a.timeCreated ?? ''));
        this.lines = all.slice(0, mostLines).map(event => this.line(event));
        this.ownLog = reading
            ? fillText(this.strings.GuestLogs.readAt, { count: reading.facts.events.length, time: dateText(new Date(reading.readAt).toISOString()) })
            : this.strings.GuestLogs.notRead;
        // What is around is only checked when another guest is chosen.
        this.changeDetector.markForCheck();
    }

    private line(event: EventFacts): EventLine {
        const { code, outcome } = eventResult(event);
        return {
            key: `${event.source} ${event.logName} ${event.recordId}`,
            time: dateText(event.timeCreated),
            what: `${event.id} ${meaningText(event, this.strings)}`,
            outcome: [this.strings.Events.outcomes[outcome], resultText(code)].filter(one => one !== '').join(' ')
        };
    }
}
