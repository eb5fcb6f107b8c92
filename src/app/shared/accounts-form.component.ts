import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { isClaimed } from './account-entries';
import { AccountsForm } from './accounts-form';
import { avmaStrings, fillText, TextValues } from './texts';

/** The fields of an `AccountsForm`; whoever holds it asks it for what was entered. */
@Component({ selector: 'avma-accounts-form', templateUrl: './accounts-form.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class AccountsFormComponent {
    @Input() public form = new AccountsForm();
    /** Something was entered: who can be entered may be otherwise. */
    @Output() public readonly changed = new EventEmitter<void>();
    public readonly strings = avmaStrings();
    public readonly isClaimed = isClaimed;

    public text(template: string, values: TextValues): string {
        return fillText(template, values);
    }
}
