import { ChangeDetectionStrategy, Component, EventEmitter, Input, OnChanges, Output, SimpleChanges } from '@angular/core';
import { GuestKey } from '../domain/facts/guest-key';
import { GuestTicksView, TickGuest, toTicksView } from './guest-ticks';
import { avmaStrings, fillText, TextValues } from './texts';

/** Guests by name, each with a tick box. Draws itself only after a tick or a search, because a form checks it after each typed letter. */
@Component({
    selector: 'avma-guest-ticks',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<fieldset class="avma-ticks">
        <legend>{{ text(strings.LookInside.ticks, { number }) }}</legend>
        <p *ngIf="claimed">{{ strings.LookInside.ticksClaimed }}</p>
        <p *ngIf="view.searchable" class="avma-ticks-find">
            <label [attr.for]="'avma-ticks-find-' + number">{{ strings.LookInside.ticksFind }}</label>
            <input
                type="search"
                autocomplete="off"
                spellcheck="false"
                [id]="'avma-ticks-find-' + number"
                [value]="find"
                (input)="search($event)"
                (keydown.enter)="$event.preventDefault()"
            />
        </p>
        <ul>
            <li *ngFor="let row of view.rows; trackBy: byKey">
                <label class="avma-check">
                    <input type="checkbox" [checked]="row.ticked" (change)="tick(row.guest.key, !row.ticked)" />
                    <span
                        >{{ row.guest.name }}
                        <span class="sme-scheme-secondary-text"
                            >{{ row.guest.host }} {{ row.guest.reportedName && text(strings.LookInside.ticksReported, { name: row.guest.reportedName }) }}</span
                        ></span
                    >
                </label>
            </li>
        </ul>
        <p *ngIf="view.others > 0">{{ text(strings.LookInside.ticksOthers, { count: view.others }) }}</p>
        <p role="status">{{ text(strings.LookInside.ticksCount, { count: ticked.size }) }}</p>
        <button *ngIf="!claimed && view.unticked.length > 0" type="button" class="sme-button-trigger sme-button-auto-width" (click)="tickShown()">
            {{ text(strings.LookInside.tickShown, { count: view.unticked.length }) }}
        </button>
        <button *ngIf="ticked.size > 0" type="button" class="sme-button-trigger sme-button-auto-width" (click)="tickedChange.emit(none)">
            {{ strings.LookInside.untick }}
        </button>
    </fieldset>`
})
export class GuestTicksComponent implements OnChanges {
    @Input() public guests: readonly TickGuest[] = [];
    @Input() public ticked: ReadonlySet<GuestKey> = new Set();
    /** The account's number in the form. */
    @Input() public number = 1;
    /** The guests are here because of what they report, so each is ticked by itself. */
    @Input() public claimed = false;
    @Output() public readonly tickedChange = new EventEmitter<ReadonlySet<GuestKey>>();
    public readonly strings = avmaStrings();
    public readonly none: ReadonlySet<GuestKey> = new Set();
    public find = '';
    public view: GuestTicksView = toTicksView([], this.none, '');

    public ngOnChanges(changes: SimpleChanges): void {
        if (changes['guests']) {
            this.find = '';
        }
        this.draw();
    }

    public search(event: Event): void {
        this.find = (event.target as HTMLInputElement).value;
        this.draw();
    }

    public tick(key: GuestKey, ticked: boolean): void {
        const others = [...this.ticked].filter(one => one !== key);
        this.tickedChange.emit(new Set(ticked ? [...others, key] : others));
    }

    public tickShown(): void {
        this.tickedChange.emit(new Set([...this.ticked, ...this.view.unticked]));
    }

    public text(template: string, values: TextValues): string {
        return fillText(template, values);
    }

    public readonly byKey = (_: number, { guest }: GuestTicksView['rows'][number]): string => guest.key;

    private draw(): void {
        this.view = toTicksView(this.guests, this.ticked, this.find);
    }
}
