/** A paused account on screen: what happened, how many sign-ins are left, and each way to go on. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { AccountDecision, AccountQuestion } from '../domain/sign-in/account-question';
import { AccountQuestionsComponent } from './account-questions.component';
import { AvmaStrings, avmaStrings, fillText } from './texts';

const key = (name: string): GuestKey => guestKey({ hostName: 'HV01', vmId: name });
const user = 'CONTOSO\\ann';
const rejected: AccountQuestion = { user, question: 'rejected', guests: [key('1'), key('2')], left: 2 };

describe('the questions about paused accounts', () => {
    let strings: AvmaStrings['AccountQuestions'];
    let fixture: ComponentFixture<AccountQuestionsComponent>;
    let decisions: AccountDecision[];
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const texts = (selector: string): string[] => [...page().querySelectorAll(selector)].map(one => (one.textContent ?? '').trim());
    const press = (label: string): void => {
        [...page().querySelectorAll('button')].find(({ textContent }) => textContent?.trim() === label)?.click();
        fixture.detectChanges();
    };
    const ask = (...questions: readonly AccountQuestion[]): void => {
        fixture.componentRef.setInput('questions', questions);
        fixture.detectChanges();
    };

    beforeEach(() => {
        strings = avmaStrings().AccountQuestions;
        decisions = [];
        TestBed.configureTestingModule({ declarations: [AccountQuestionsComponent], schemas: [NO_ERRORS_SCHEMA] });
        fixture = TestBed.createComponent(AccountQuestionsComponent);
        fixture.componentRef.setInput('names', new Map([[key('1'), 'SQL01']]));
        fixture.componentInstance.decide.subscribe(one => decisions.push(one));
    });

    it('name the guests, and say how many sign-ins may still fail', () => {
        ask(rejected, { user: '.\\admin', question: 'silent', guests: [key('3')], left: null });
        expect(texts('p')).toEqual([
            fillText(strings.rejected, { guests: 'SQL01 and 2', user }),
            fillText(strings.left, { left: 2 }),
            fillText(strings.silent, { guests: '3', user: '.\\admin' })
        ]);
        expect(page().querySelectorAll('[role=alert]').length).toBe(2);
    });

    it('go on without the guests, or end the account', () => {
        ask(rejected);
        press(strings.continue);
        press(strings.end);
        expect(decisions).toEqual([
            { user, kind: 'continue' },
            { user, kind: 'end' }
        ]);
    });

    it('take another password, which is forgotten as soon as it is used or given up', () => {
        ask(rejected);
        press(strings.change);
        expect(texts('button')).toEqual([strings.use, strings.back]);
        fixture.componentInstance.password = 'new';
        press(strings.back);
        expect([fixture.componentInstance.password, texts('button')]).toEqual(['', [strings.continue, strings.change, strings.end]]);
        press(strings.change);
        fixture.componentInstance.password = 'new';
        fixture.componentInstance.change(user);
        expect([decisions, fixture.componentInstance.password]).toEqual([[{ user, kind: 'password', password: 'new' }], '']);
        fixture.componentInstance.ask(user);
        fixture.componentInstance.password = 'more';
        ask();
        expect([fixture.componentInstance.password, texts('p')]).toEqual(['', []]);
    });
});
