import { ChangeDetectionStrategy, Component } from '@angular/core';
import { BehaviorSubject } from 'rxjs';
import { RememberedReadings } from '../state/guests/remembered-readings';
import { avmaStrings } from '../shared/texts';

/** What the browser remembers of readings inside guests, and the button that makes it forget them. */
@Component({
    selector: 'avma-reference-remembered',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<p>{{ strings.Reference.rememberedText }}</p>
        <p>{{ strings.Reference.rememberedContent }}</p>
        <p>{{ strings.Reference.forgetText }}</p>
        <button type="button" class="sme-button-auto-width" (click)="forget()">{{ strings.Reference.forget }}</button>
        <p role="status">{{ (forgotten | async) ? strings.Reference.forgotten : '' }}</p>`
})
export class ReferenceRememberedComponent {
    public readonly strings = avmaStrings();
    public readonly forgotten = new BehaviorSubject(false);

    constructor(private readonly remembered: RememberedReadings) {}

    public forget(): void {
        this.forgotten.next(false);
        void this.remembered.forget().then(() => this.forgotten.next(true));
    }
}
