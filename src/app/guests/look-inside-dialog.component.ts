import { Component } from '@angular/core';
import { BaseDialogComponent, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { AccountListProblem, readAccountList } from '../domain/account-list';
import { AccountScope, claimedDomains } from '../domain/account-scopes';
import { GuestJob } from '../state/guest-run';
import { AssessedGuest } from '../state/guests.store';
import { LookInsideOptions } from '../state/look-inside.store';
import { avmaStrings, fillText } from '../shared/texts';
import { InsideTask, InsideTaskTexts, insideTaskTexts } from './inside-task';
import { domainsOf, EnteredAccount, jobsByList, jobsByScope, LookInsidePlan, planLookInside } from './look-inside-plan';

export interface LookInsideDialogOptions {
    readonly guests: readonly AssessedGuest[];
    readonly task: InsideTask;
}

/** `jobs` is empty where the dialog was cancelled. */
export interface LookInsideDialogResult {
    readonly jobs: readonly GuestJob[];
    readonly options: LookInsideOptions;
}

interface AccountForm {
    user: string;
    password: string;
    /** `all`, or a domain after `domain:` */
    scope: string;
}

interface ScopeChoice {
    readonly value: string;
    readonly label: string;
}

const newAccount = (): AccountForm => ({ user: '', password: '', scope: 'all' });

/** Asks who shall be looked into, with which accounts, and how fast. Closing it in any other way than by its button does nothing. */
@Component({ selector: 'avma-look-inside-dialog', templateUrl: './look-inside-dialog.component.html' })
export class LookInsideDialogComponent extends BaseDialogComponent<LookInsideDialogOptions, LookInsideDialogResult> {
    public static readonly id = 'avma-look-inside';
    public readonly strings = avmaStrings();
    /** The form exists only while the dialog is open, and its passwords with it. */
    public open = false;
    public texts: InsideTaskTexts = this.strings.LookInside;
    public title = '';
    public plan: LookInsidePlan = { enterable: [], excluded: [] };
    public winrm: LookInsidePlan['enterable'] = [];
    public scopes: readonly ScopeChoice[] = [];
    public accounts: AccountForm[] = [newAccount()];
    public mode: 'accounts' | 'list' = 'accounts';
    public list = '';
    public addresses: Record<string, string> = {};
    public overNetwork = false;
    public parallel = 4;
    public timeoutSeconds = 60;

    private guests: readonly AssessedGuest[] = [];

    constructor(dialogService: DialogService) {
        super(dialogService);
        this.id = LookInsideDialogComponent.id;
    }

    public get byList(): boolean {
        return this.mode === 'list';
    }

    public get jobs(): readonly GuestJob[] {
        const addresses = new Map(Object.entries(this.addresses));
        return this.byList
            ? jobsByList(
                  this.plan,
                  readAccountList(
                      this.list,
                      this.plan.enterable.map(one => one.assessed.guest)
                  ),
                  addresses
              )
            : jobsByScope(
                  this.plan,
                  this.entered.filter(account => account.user.trim() !== '' && account.password !== ''),
                  addresses
              );
    }

    public get listProblems(): readonly string[] {
        const { problems } = readAccountList(
            this.list,
            this.plan.enterable.map(one => one.assessed.guest)
        );
        const texts: Readonly<Record<AccountListProblem, string>> = this.strings.LookInside.problems;
        return problems.map(({ line, problem }) => fillText(this.strings.LookInside.listLine, { line, problem: texts[problem] }));
    }

    /** One warning for each account that reaches over several domains. */
    public get domainWarnings(): readonly string[] {
        const entered = this.entered;
        return entered.flatMap((account, index) => {
            const count = domainsOf(account, entered, this.plan);
            return count > 1 ? [fillText(this.strings.LookInside.warningDomains, { number: index + 1, count })] : [];
        });
    }

    private get entered(): EnteredAccount[] {
        return this.accounts.map(({ user, password, scope }) => ({ user, password, scope: toScope(scope) }));
    }

    public override show(options: LookInsideDialogOptions): ReturnType<BaseDialogComponent<LookInsideDialogOptions, LookInsideDialogResult>['show']> {
        this.guests = options.guests;
        this.reach(false);
        const texts = this.strings.LookInside;
        this.texts = insideTaskTexts(options.task, this.strings);
        this.title = fillText(this.texts.title, { count: this.plan.enterable.length, total: options.guests.length });
        this.scopes = [
            { value: 'all', label: texts.scopeAll },
            ...claimedDomains(this.plan.enterable.map(one => one.assessed.guest)).map(({ domain, count }) => ({
                value: `domain:${domain}`,
                label: fillText(domain === '' ? texts.scopeNoDomain : texts.scopeDomain, { domain, count })
            }))
        ];
        this.forget();
        this.open = true;
        return super.show(options);
    }

    /** Also guests that PowerShell Direct would reach, where its service is stopped in them or policy forbids it. */
    public reach(overNetwork: boolean): void {
        this.overNetwork = overNetwork;
        this.plan = planLookInside(this.guests, overNetwork);
        this.winrm = this.plan.enterable.filter(one => one.channel === 'winrm');
    }

    /** Escape, and the cross. */
    public override closeRequested(): void {
        this.finish([]);
    }

    public start(): void {
        const jobs = this.jobs;
        if (jobs.length > 0) {
            this.finish(jobs);
        }
    }

    public add(): void {
        this.accounts.push(newAccount());
    }

    public remove(index: number): void {
        this.accounts.splice(index, 1);
    }

    public text(template: string, data: Readonly<Record<string, string | number | null>>): string {
        return fillText(template, data);
    }

    private finish(jobs: readonly GuestJob[]): void {
        const limited = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(Number(value)) || least));
        const options = { parallel: limited(this.parallel, 1, 16), timeoutMs: limited(this.timeoutSeconds, 5, 600) * 1000 };
        this.open = false;
        this.forget();
        this.hide({ jobs, options });
    }

    private forget(): void {
        this.accounts = [newAccount()];
        this.list = '';
        this.addresses = {};
        this.mode = 'accounts';
    }
}

function toScope(value: string): AccountScope {
    return value === 'all' ? { kind: 'all' } : { kind: 'domain', domain: value.slice('domain:'.length) };
}
