import { ChangeDetectionStrategy, ChangeDetectorRef, Component, EventEmitter, Input, OnDestroy, OnInit, Output } from '@angular/core';
import { Subscription } from 'rxjs';
import { isClaimed } from './account-entries';
import { AccountsForm } from './accounts-form';
import { avmaStrings, fillText, TextValues } from './texts';

/** The fields of an `AccountsForm`; whoever holds it asks it for what was entered. */
@Component({ selector: 'avma-accounts-form', templateUrl: './accounts-form.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class AccountsFormComponent implements OnInit, OnDestroy {
    @Input() public form!: AccountsForm;
    /** Something was entered: who can be entered may be otherwise. */
    @Output() public readonly changed = new EventEmitter<void>();
    public readonly strings = avmaStrings();
    public readonly isClaimed = isClaimed;
    private readonly subscriptions = new Subscription();

    constructor(private readonly changes: ChangeDetectorRef) {}

    public ngOnInit(): void {
        this.subscriptions.add(
            this.form.dropped.subscribe(() => {
                this.changes.markForCheck();
                this.changed.emit();
            })
        );
    }

    public ngOnDestroy(): void {
        this.subscriptions.unsubscribe();
    }

    public text(template: string, values: TextValues): string {
        return fillText(template, values);
    }
}
