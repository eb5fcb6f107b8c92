import { Component } from '@angular/core';
import { BaseDialogComponent, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { ApplyMode, applyModes } from '../domain/apply-facts';
import { ApplyStartRefusal } from '../domain/apply-failures';
import { ApplyConfirmation, ApplyItem, ApplyOptions, ApplyPlan, planApply, SkippedItem } from '../domain/apply-plan';
import { ApplyTarget } from '../domain/apply-target';
import { handScript } from '../domain/by-hand';
import { readProductKey, TypedKey } from '../domain/product-key';
import { ApplyWish } from '../state/apply-selection';
import { ApplyStore } from '../state/apply.store';
import { AssessedGuest } from '../state/guest-judge';
import { AccountsForm } from '../shared/accounts-form';
import { saveFile } from '../shared/save-file';
import { avmaStrings, ExplainedText, fillText } from '../shared/texts';
import { skipText } from '../shared/skip-text';

export interface ApplyDialogOptions {
    readonly guests: readonly AssessedGuest[];
    readonly wish: ApplyWish;
}

export interface ApplyDialogResult {
    readonly started: boolean;
}

const empty: ApplyPlan = { items: [], waiting: [], skipped: [] };
const seconds = (value: number): number => Math.min(300, Math.max(0, Math.round(Number(value)) || 0));

/** Shows what would happen to whom, and starts it. Closing it in any other way than by its button does nothing. */
@Component({ selector: 'avma-apply-dialog', templateUrl: './apply-dialog.component.html' })
export class ApplyDialogComponent extends BaseDialogComponent<ApplyDialogOptions, ApplyDialogResult> {
    public static readonly id = 'avma-apply';
    public readonly strings = avmaStrings();
    public readonly modes = applyModes;
    public readonly wishes: readonly ApplyWish[] = ['avma', 'back', 'own'];
    public readonly form = new AccountsForm();
    /** The form exists only while the dialog is open, and its secrets with it. */
    public open = false;
    public mode: ApplyMode = 'installAndActivate';
    public wish: ApplyWish = 'avma';
    public typedKey = '';
    public waitSeconds = 60;
    public plan: ApplyPlan = empty;
    public refusal: ApplyStartRefusal | null = null;
    private guests: readonly AssessedGuest[] = [];
    private confirmed: readonly ApplyConfirmation[] = [];

    constructor(
        dialogService: DialogService,
        private readonly store: ApplyStore
    ) {
        super(dialogService);
        this.id = ApplyDialogComponent.id;
    }

    public get title(): string {
        return fillText(this.strings.Apply.title, { count: this.plan.items.length + this.plan.waiting.length, total: this.guests.length });
    }

    public get canStart(): boolean {
        return this.form.covered > 0 && this.plan.items.length + this.plan.waiting.length > 0;
    }

    /** What is wrong with the typed key; empty where nothing is. */
    public get keyProblem(): string {
        const { problem } = this.key;
        return problem === null || problem === 'empty' ? '' : this.strings.ProductKeyProblems[problem];
    }

    public override show(options: ApplyDialogOptions): ReturnType<BaseDialogComponent<ApplyDialogOptions, ApplyDialogResult>['show']> {
        this.guests = options.guests;
        this.wish = options.wish;
        this.mode = 'installAndActivate';
        this.typedKey = '';
        this.confirmed = [];
        this.refusal = null;
        this.form.open(options.guests);
        this.form.timeoutSeconds = 180;
        this.open = true;
        this.replan();
        return super.show(options);
    }

    /** Escape, and the cross. */
    public override closeRequested(): void {
        this.finish(false);
    }

    public replan(): void {
        this.plan = planApply(this.guests, this.options);
    }

    /** A permission for this guest and the very key that is shown. */
    public confirm(item: ApplyItem, given: boolean): void {
        const others = this.confirmed.filter(one => one.vmId !== item.vmId);
        const { confirmation } = item;
        this.confirmed = given && confirmation ? [...others, confirmation] : others;
        this.replan();
    }

    public changeText(item: ApplyItem): string {
        const texts = this.strings.Apply;
        const to = `${this.strings.KeyClasses[item.toClass]} ${item.keyLastFive}`;
        const from = item.fromClass === null ? texts.notKnown : `${this.strings.Inside.classes[item.fromClass]} ${item.fromLastFive ?? ''}`.trim();
        return fillText(texts.change, { from, to, channel: this.strings.Apply.channels[item.channel] });
    }

    public skip(item: SkippedItem): ExplainedText {
        return skipText(item.skip, item.vmId, this.strings);
    }

    public text(template: string, data: Readonly<Record<string, string | number | null>>): string {
        return fillText(template, data);
    }

    public readonly byId = (_: number, item: { readonly vmId: string }): string => item.vmId;

    /** The same steps for guests that nobody can enter from here; published keys only, or a place for one's own. */
    public saveScript(): void {
        const { items } = planApply(this.guests, { ...this.options, byHand: true });
        saveFile('avma-by-hand.ps1', 'text/plain', handScript(items));
    }

    public start(): void {
        const { key } = this;
        const { parallel, timeoutMs } = this.form.options;
        this.refusal = this.store.start({
            shown: this.plan,
            plan: this.options,
            access: this.form.access,
            ownKey: this.wish === 'own' && key.key !== null && key.generic === null ? { key: key.key } : null,
            parallel,
            timeoutMs,
            waitSeconds: seconds(this.waitSeconds)
        });
        if (this.refusal === null) {
            this.finish(true);
        }
    }

    private get key(): TypedKey {
        return readProductKey(this.typedKey);
    }

    private get options(): ApplyOptions {
        return { mode: this.mode, target: this.target, confirmations: this.confirmed, overNetwork: this.form.overNetwork };
    }

    private get target(): ApplyTarget {
        const { key } = this;
        if (this.wish !== 'own') {
            return { kind: this.wish };
        }
        return key.key === null ? { kind: 'own', lastFive: '' } : key.generic ? { kind: 'chosen', key: key.generic } : { kind: 'own', lastFive: key.lastFive };
    }

    private finish(started: boolean): void {
        this.open = false;
        this.typedKey = '';
        this.form.forget();
        this.hide({ started });
    }
}
