import { Component } from '@angular/core';
import { BaseDialogComponent, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { GuestJob } from '../state/guest-run';
import { AssessedGuest } from '../state/guest-judge';
import { LookInsideOptions } from '../state/look-inside.store';
import { AccountsForm } from '../shared/accounts-form';
import { avmaStrings, fillText } from '../shared/texts';
import { InsideTask, InsideTaskTexts, insideTaskTexts } from './inside-task';

export interface LookInsideDialogOptions {
    readonly guests: readonly AssessedGuest[];
    readonly task: InsideTask;
}

/** `jobs` is empty where the dialog was cancelled. */
export interface LookInsideDialogResult {
    readonly jobs: readonly GuestJob[];
    readonly options: LookInsideOptions;
}

/** Asks who shall be looked into, with which accounts, and how fast. Closing it in any other way than by its button does nothing. */
@Component({ selector: 'avma-look-inside-dialog', templateUrl: './look-inside-dialog.component.html' })
export class LookInsideDialogComponent extends BaseDialogComponent<LookInsideDialogOptions, LookInsideDialogResult> {
    public static readonly id = 'avma-look-inside';
    public readonly strings = avmaStrings();
    public readonly form = new AccountsForm();
    /** The form exists only while the dialog is open, and its passwords with it. */
    public open = false;
    public texts: InsideTaskTexts = this.strings.LookInside;
    public title = '';

    constructor(dialogService: DialogService) {
        super(dialogService);
        this.id = LookInsideDialogComponent.id;
    }

    public override show(options: LookInsideDialogOptions): ReturnType<BaseDialogComponent<LookInsideDialogOptions, LookInsideDialogResult>['show']> {
        this.form.open(options.guests);
        this.texts = insideTaskTexts(options.task, this.strings);
        this.title = fillText(this.texts.title, { count: this.form.enterable.length, total: options.guests.length });
        this.open = true;
        return super.show(options);
    }

    /** Escape, and the cross. */
    public override closeRequested(): void {
        this.finish([]);
    }

    public start(): void {
        const jobs = this.jobs();
        if (jobs.length > 0) {
            this.finish(jobs);
        }
    }

    public text(template: string, data: Readonly<Record<string, string | number | null>>): string {
        return fillText(template, data);
    }

    private jobs(): readonly GuestJob[] {
        const access = this.form.access;
        return this.form.enterable.flatMap(({ entry, channel }): GuestJob[] => {
            const { vmId } = entry.guest;
            const found = access.get(vmId);
            if (!found) {
                return [];
            }
            if (channel === 'direct') {
                return [{ target: { vmId, channel, address: null }, account: found.account }];
            }
            // A name that nobody has confirmed is nobody's: such a guest is left out.
            return found.address === null ? [] : [{ target: { vmId, channel, address: found.address }, account: found.account }];
        });
    }

    private finish(jobs: readonly GuestJob[]): void {
        const { options } = this.form;
        this.open = false;
        this.form.forget();
        this.hide({ jobs, options });
    }
}
