import { ChangeDetectionStrategy, Component } from '@angular/core';

/**
 * Content with several things to reach by Tab. The SDK's keyboard handling jumps from one focus zone to the next and takes each control of a
 * form for a zone of its own; without a form, Tab would leave the content out altogether.
 */
@Component({
    selector: 'avma-content',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: '<form ngNoForm class="avma-content" (submit)="stay()"><ng-content></ng-content></form>'
})
export class ContentComponent {
    /** Nothing is ever submitted. */
    public stay(): boolean {
        return false;
    }
}
