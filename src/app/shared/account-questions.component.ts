import { ChangeDetectionStrategy, Component, EventEmitter, Input, OnChanges, Output } from '@angular/core';
import { GuestKey, idOf } from '../domain/facts/guest-key';
import { AccountDecision, AccountQuestion } from '../domain/sign-in/account-question';
import { avmaStrings, fillText, listText } from './texts';

interface QuestionLine {
    readonly user: string;
    readonly text: string;
    /** How often the account may still fail; empty if that has no limit. */
    readonly left: string;
    readonly passwordText: string;
}

/** One box for each account that a run has paused: what happened, and what to do about it. */
@Component({
    selector: 'avma-account-questions',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<div *ngFor="let line of lines; trackBy: byUser" class="avma-warning-box" role="alert" [attr.data-user]="line.user">
        <p>{{ line.text }}</p>
        <p *ngIf="line.left">{{ line.left }}</p>
        <form *ngIf="changing === line.user; else choices" class="avma-run-actions" (ngSubmit)="change(line.user)">
            <sme-form-field type="password" name="newPassword" [label]="line.passwordText" [(ngModel)]="password"></sme-form-field>
            <button type="submit" class="sme-button-primary sme-button-auto-width" [disabled]="password === ''">
                {{ strings.AccountQuestions.use }}
            </button>
            <button type="button" class="sme-button-auto-width" (click)="ask(null)">{{ strings.AccountQuestions.back }}</button>
        </form>
        <ng-template #choices>
            <div class="avma-run-actions">
                <button type="button" class="sme-button-primary sme-button-auto-width" (click)="decide.emit({ user: line.user, kind: 'continue' })">
                    {{ strings.AccountQuestions.continue }}
                </button>
                <button type="button" class="sme-button-auto-width" (click)="ask(line.user)">{{ strings.AccountQuestions.change }}</button>
                <button type="button" class="sme-button-auto-width" (click)="decide.emit({ user: line.user, kind: 'end' })">
                    {{ strings.AccountQuestions.end }}
                </button>
            </div>
        </ng-template>
    </div>`
})
export class AccountQuestionsComponent implements OnChanges {
    @Input() public questions: readonly AccountQuestion[] = [];
    /** Names of guests. */
    @Input() public names: ReadonlyMap<GuestKey, string> = new Map();
    @Output() public readonly decide = new EventEmitter<AccountDecision>();
    public readonly strings = avmaStrings();
    public lines: readonly QuestionLine[] = [];
    /** The account whose password is being typed; null if there is none. */
    public changing: string | null = null;
    public password = '';

    public ngOnChanges(): void {
        const { AccountQuestions } = this.strings;
        this.lines = this.questions.map(({ user, question, guests, left }) => ({
            user,
            text: fillText(question === 'rejected' ? AccountQuestions.rejected : AccountQuestions.silent, {
                user,
                guests: listText(guests.map(guest => this.names.get(guest) ?? idOf(guest)))
            }),
            left: left === null ? '' : fillText(AccountQuestions.left, { left }),
            passwordText: fillText(AccountQuestions.password, { user })
        }));
        if (!this.lines.some(({ user }) => user === this.changing)) {
            this.ask(null);
        }
    }

    public ask(user: string | null): void {
        this.changing = user;
        this.password = '';
    }

    public change(user: string): void {
        const { password } = this;
        this.ask(null);
        this.decide.emit({ user, kind: 'password', password });
    }

    public readonly byUser = (_: number, { user }: QuestionLine): string => user;
}
