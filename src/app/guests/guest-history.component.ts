import { ChangeDetectionStrategy, Component, EventEmitter, Input, OnInit, Output } from '@angular/core';
import { combineLatest, map, Observable, ReplaySubject } from 'rxjs';
import { standardPeriod } from '../domain/events/event-filter';
import { GuestKey } from '../domain/facts/guest-key';
import { EventsStore } from '../state/events/events.store';
import { GuestEventsStore } from '../state/events/guest-events.store';
import { JoinedEventsStore } from '../state/events/joined-events';
import { avmaStrings } from '../shared/texts';
import { EventLine, GuestHistoryView, toGuestHistory } from './guest-history-view';

/** What the host's log and the guest's own say about one guest. */
@Component({
    selector: 'avma-guest-history',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<h3 class="sme-font-h3">{{ strings.History.tab }}</h3>
        <ng-container *ngIf="view$ | async as view">
            <p *ngIf="view.busy" class="sme-scheme-secondary-text">{{ strings.History.loading }}</p>
            <p *ngIf="!view.busy && view.lines.length === 0" class="sme-scheme-secondary-text">{{ strings.History.noneOfGuest }}</p>
            <avma-guest-timeline [view]="view.timeline"></avma-guest-timeline>
            <table *ngIf="view.lines.length > 0" class="avma-items">
                <thead>
                    <tr>
                        <th scope="col">{{ strings.History.time }}</th>
                        <th scope="col">{{ strings.History.what }}</th>
                        <th scope="col">{{ strings.History.outcome }}</th>
                    </tr>
                </thead>
                <tbody>
                    <tr *ngFor="let line of view.lines; trackBy: byKey">
                        <td>{{ line.time }}</td>
                        <td>{{ line.what }}</td>
                        <td><avma-symbol [text]="line.outcome"></avma-symbol></td>
                    </tr>
                </tbody>
            </table>
            <p class="sme-scheme-secondary-text">{{ view.ownLog }}</p>
        </ng-container>
        <p>
            <button type="button" class="sme-button-auto-width" (click)="openHistory.emit(key)">{{ strings.History.allOfGuest }}</button>
            <ng-content></ng-content>
        </p>`
})
export class GuestHistoryComponent implements OnInit {
    @Output() public readonly openHistory = new EventEmitter<GuestKey>();
    public readonly strings = avmaStrings();
    /** The guest. */
    public readonly shown = new ReplaySubject<GuestKey>(1);
    public readonly view$: Observable<GuestHistoryView>;
    public key?: GuestKey;

    constructor(
        private readonly events: EventsStore,
        joined: JoinedEventsStore,
        guestEvents: GuestEventsStore
    ) {
        this.view$ = combineLatest([this.shown, joined.state, guestEvents.state]).pipe(
            map(([key, events, { readings }]) => toGuestHistory(key, events, readings.get(key) ?? null, this.strings))
        );
    }

    @Input() public set guest(guest: GuestKey) {
        this.key = guest;
        this.shown.next(guest);
    }

    public ngOnInit(): void {
        if (this.events.current.period === null) {
            this.events.load(standardPeriod);
        }
    }

    public readonly byKey = (_: number, line: EventLine): string => line.key;
}
