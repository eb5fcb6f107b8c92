import { Component, ElementRef, ViewChild } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { ApplyMode, applyModes } from '../domain/facts/apply-facts';
import { ApplyStartRefusal } from '../domain/apply/apply-failures';
import { ApplyConfirmation, ApplyItem, ApplyOptions, ApplyPlan, planApply, SkippedItem, WaitItem } from '../domain/apply/apply-plan';
import { ApplyTarget, PlanSkipCode } from '../domain/apply/apply-target';
import { KeyWish, keyWishes, takesAccounts, targetOf } from '../domain/apply/key-offers';
import { readProductKey, TypedKey } from '../domain/advice/product-key';
import { jobFor } from '../state/apply/apply-run';
import { ApplyStore } from '../state/apply/apply.store';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AccountsDialog } from '../shared/accounts-dialog';
import { avmaStrings, fillText, TextValues } from '../shared/texts';
import { hostsToName } from './hosts-to-name';
import { skipText } from '../shared/skip-text';

export interface ApplyDialogOptions {
    readonly guests: readonly AssessedGuest[];
    readonly wish: KeyWish;
    /** As an earlier run did it; by default install and activate. */
    readonly mode?: ApplyMode;
}

export interface ApplyDialogResult {
    readonly started: boolean;
}

/** A guest that the plan leaves out. */
interface LeftOut {
    readonly vmId: string;
    readonly name: string;
    readonly title: string;
    readonly fix: string;
}

const empty: ApplyPlan = { items: [], waiting: [], skipped: [] };
/** A list of so many names is open at once. */
const fewNames = 20;
/** No list names more guests than that. */
const mostNamed = 100;

/** Shows what would happen to whom, and starts it. Closing it in any other way than by its button does nothing. */
@Component({ selector: 'avma-apply-dialog', templateUrl: './apply-dialog.component.html' })
export class ApplyDialogComponent extends AccountsDialog<ApplyDialogOptions, ApplyDialogResult> {
    public static readonly id = 'avma-apply';
    @ViewChild('refused') public refused?: ElementRef<HTMLElement>;
    public readonly strings = avmaStrings();
    public readonly modes = applyModes;
    public readonly wishes = keyWishes;
    public mode: ApplyMode = 'installAndActivate';
    public wish: KeyWish = 'avma';
    public typedKey = '';
    public plan: ApplyPlan = empty;
    public leftOut: readonly LeftOut[] = [];
    public waiting: readonly WaitItem[] = [];
    /** The same guests for a script that is run in them, so that no way in is needed. */
    public handItems: readonly ApplyItem[] = [];
    /** The hosts of guests, where there is more than one. */
    public hostNames: ReadonlyMap<string, string> = new Map();
    public refusal: ApplyStartRefusal | null = null;
    public readonly fewNames = fewNames;
    /** Why nobody can be entered from this host; empty where guests can. */
    public forbidden = '';
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
        if (!this.open) {
            return false;
        }
        const { access } = this.form;
        return this.plan.items.some(item => typeof jobFor(item, access) !== 'string') || this.plan.waiting.some(({ vmId }) => access.has(vmId));
    }

    /** Whether the refused run could do without its record. */
    public get canDoWithout(): boolean {
        return this.refusal === 'ledgerFull' || this.refusal === 'ledgerUnavailable';
    }

    /** What guests of the plan still lack to be entered, once something was entered. */
    public get lacking(): readonly string[] {
        const { access } = this.form;
        const { Apply } = this.strings;
        if (access.size === 0) {
            return [];
        }
        const missing = this.plan.items.map(item => jobFor(item, access));
        const told: ReadonlyArray<readonly [PlanSkipCode, string]> = [
            ['accountMissing', Apply.lacks.account],
            ['addressMissing', Apply.lacks.address],
            ['confirmationMissing', Apply.lacks.confirmation]
        ];
        return told.flatMap(([code, text]) => {
            const count = missing.filter(one => one === code).length;
            return count > 0 ? [fillText(text, { count })] : [];
        });
    }

    /** What is wrong with the typed key; empty where nothing is. */
    public get keyProblem(): string {
        const { problem } = this.key;
        return problem === null || problem === 'empty' ? '' : this.strings.ProductKeyProblems[problem];
    }

    public override show(options: ApplyDialogOptions): ReturnType<AccountsDialog<ApplyDialogOptions, ApplyDialogResult>['show']> {
        this.guests = options.guests;
        this.hostNames = hostsToName(options.guests);
        this.wish = options.wish;
        this.mode = options.mode ?? 'installAndActivate';
        this.typedKey = '';
        this.confirmed = [];
        this.refusal = null;
        const [first] = options.guests;
        this.forbidden = first && !takesAccounts(first.host) ? fillText(this.strings.ByHand.only, { languageMode: first.host.languageMode }) : '';
        this.form.open(options.guests);
        this.open = true;
        this.replan();
        return super.show(options);
    }

    public replan(): void {
        this.plan = planApply(this.guests, this.options);
        this.handItems = planApply(this.guests, { ...this.options, byHand: true }).items;
        this.leftOut = this.plan.skipped.slice(0, mostNamed).map(item => this.toLeftOut(item));
        this.waiting = this.plan.waiting.slice(0, mostNamed);
    }

    /** A permission for this guest and the very key that is shown. */
    public confirm(item: ApplyItem, given: boolean): void {
        const others = this.confirmed.filter(one => one.vmId !== item.vmId);
        const { confirmation } = item;
        this.confirmed = given && confirmation ? [...others, confirmation] : others;
        this.replan();
    }

    public text(template: string, values: TextValues): string {
        return fillText(template, values);
    }

    public readonly byId = (_: number, item: { readonly vmId: string }): string => item.vmId;

    /** @param withoutLedger also where the browser cannot keep a record of the run. A refused start leaves everything as it was entered. */
    public start(withoutLedger: boolean): void {
        const { key } = this;
        const { parallel, perHost, waitSeconds } = this.form.options;
        this.refusal = this.store.start({
            shown: this.plan,
            plan: this.options,
            access: this.form.access,
            ownKey: this.wish === 'own' && key.key !== null && key.generic === null ? { key: key.key } : null,
            parallel,
            perHost,
            waitSeconds,
            withoutLedger
        });
        if (this.refusal === null) {
            this.hide({ started: true });
        } else {
            // The button is in sight wherever the form has been scrolled to; what it was answered may not be.
            setTimeout(() => this.refused?.nativeElement.scrollIntoView({ block: 'nearest' }));
        }
    }

    /** What a list that names only some of many says of the others; empty where it names all. */
    public othersText(all: number): string {
        return all > mostNamed ? fillText(this.strings.Apply.andOthers, { count: all - mostNamed }) : '';
    }

    protected get canceled(): ApplyDialogResult {
        return { started: false };
    }

    protected override end(): void {
        this.typedKey = '';
        super.end();
    }

    private toLeftOut({ vmId, name, skip }: SkippedItem): LeftOut {
        const { title, fix } = skipText(skip, vmId, this.strings);
        return { vmId, name, title, fix };
    }

    private get key(): TypedKey {
        return readProductKey(this.typedKey);
    }

    private get options(): ApplyOptions {
        return { mode: this.mode, target: this.target, confirmations: this.confirmed, overNetwork: this.form.overNetwork };
    }

    private get target(): ApplyTarget {
        const { key } = this;
        if (this.wish !== 'own' || key.key === null) {
            return targetOf(this.wish);
        }
        return key.generic ? { kind: 'chosen', key: key.generic } : { kind: 'own', lastFive: key.lastFive };
    }
}
