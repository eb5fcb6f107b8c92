import { Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { GuestJob } from '../domain/inside/guest-target';
import { AccountsDialog } from './accounts-dialog';
import { AccountsForm, FormGuest } from './accounts-form';
import { AvmaStrings, avmaStrings, fillText, TextValues } from './texts';

/** What the dialog is for, in words. */
export type LookInsideTexts = Pick<AvmaStrings['LookInside'], 'title' | 'intro' | 'start'>;

export interface LookInsideDialogOptions {
    readonly guests: readonly FormGuest[];
    readonly texts: LookInsideTexts;
    /** Names of guests that were to be read and are not on this host any more. */
    readonly gone?: readonly string[];
}

/** `jobs` is empty where the dialog was cancelled. */
export interface LookInsideDialogResult {
    readonly jobs: readonly GuestJob[];
    readonly options: AccountsForm['options'];
}

/** Asks who shall be looked into, with which accounts, and how fast. Closing it in any other way than by its button does nothing. */
@Component({ selector: 'avma-look-inside-dialog', templateUrl: './look-inside-dialog.component.html' })
export class LookInsideDialogComponent extends AccountsDialog<LookInsideDialogOptions, LookInsideDialogResult> {
    public static readonly id = 'avma-look-inside';
    public readonly strings = avmaStrings();
    public texts: LookInsideTexts = this.strings.LookInside;
    public title = '';
    public gone: readonly string[] = [];

    constructor(dialogService: DialogService) {
        super(dialogService);
        this.id = LookInsideDialogComponent.id;
    }

    public override show(options: LookInsideDialogOptions): ReturnType<AccountsDialog<LookInsideDialogOptions, LookInsideDialogResult>['show']> {
        this.form.open(options.guests);
        this.texts = options.texts;
        this.gone = options.gone ?? [];
        this.title = fillText(this.texts.title, { count: this.form.enterable.length, total: options.guests.length + this.gone.length });
        this.open = true;
        return super.show(options);
    }

    public start(): void {
        const { jobs, options } = this.form;
        if (jobs.length > 0) {
            this.hide({ jobs, options });
        }
    }

    public text(template: string, values: TextValues): string {
        return fillText(template, values);
    }

    protected get canceled(): LookInsideDialogResult {
        return { jobs: [], options: this.form.options };
    }
}
