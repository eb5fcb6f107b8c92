import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { TimelineView } from './guest-timeline-view';

/** A guest's activations over time, as a picture. What it shows is also said in words, and listed below it. */
@Component({
    selector: 'avma-guest-timeline',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<figure *ngIf="view as shown" class="avma-timeline">
        <svg role="img" [attr.aria-label]="shown.summary">
            <line class="avma-timeline-axis" x1="0%" x2="100%" y1="20" y2="20"></line>
            <line *ngFor="let lapse of shown.lapses" class="avma-timeline-lapse" [attr.x1]="lapse.from" [attr.x2]="lapse.to" y1="20" y2="20"></line>
            <line class="avma-timeline-now" [attr.x1]="shown.now" [attr.x2]="shown.now" y1="4" y2="36"></line>
            <svg *ngFor="let mark of shown.marks; trackBy: byKey" [attr.x]="mark.x" y="20" class="avma-timeline-place">
                <title>{{ mark.title }}</title>
                <path [attr.class]="'avma-timeline-' + mark.kind" [attr.d]="mark.path"></path>
            </svg>
        </svg>
        <figcaption class="sme-scheme-secondary-text">
            <div class="avma-timeline-ends">
                <span>{{ shown.from }}</span> <span>{{ shown.to }}</span>
            </div>
            <div class="avma-timeline-legend">
                <span *ngFor="let one of shown.legend; trackBy: byKind">
                    <svg viewBox="-8 -8 16 16" class="avma-timeline-sign" aria-hidden="true">
                        <path [attr.class]="'avma-timeline-' + one.kind" [attr.d]="one.path"></path>
                    </svg>
                    {{ one.text }}
                </span>
            </div>
        </figcaption>
    </figure>`
})
export class GuestTimelineComponent {
    @Input() public view: TimelineView | null = null;

    public readonly byKey = (_: number, { key }: TimelineView['marks'][number]): string => key;
    public readonly byKind = (_: number, { kind }: TimelineView['legend'][number]): string => kind;
}
