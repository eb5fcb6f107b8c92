import { fakeAsync, flushMicrotasks, tick } from '@angular/core/testing';
import { BehaviorSubject, NEVER, ObservableInput, of, Subject, throwError } from 'rxjs';
import { pageVisibility, Poller } from './poller';

const base = 1000;

describe('Poller', () => {
    let visible: BehaviorSubject<boolean>;
    let polls: number;
    let answer: () => ObservableInput<unknown>;
    let poller: Poller;
    beforeEach(() => {
        visible = new BehaviorSubject(true);
        polls = 0;
        answer = () => of(1, 2);
        // Date follows fakeAsync's clock.
        poller = new Poller({ base, factor: 3, visible, now: () => Date.now() }, () => {
            polls++;
            return answer();
        });
    });

    it('polls after each pause until it is stopped', fakeAsync(() => {
        expect(poller.running).toBeFalse();
        poller.start();
        expect([poller.running, polls]).toEqual([true, 0]);
        tick(base - 1);
        expect(polls).toBe(0);
        tick(1);
        expect(polls).toBe(1);
        tick(3 * base);
        expect(polls).toBe(4);
        poller.stop();
        tick(10 * base);
        expect([poller.running, polls]).toEqual([false, 4]);
    }));

    it('asks again only after the last answer has ended, and then waits in proportion', fakeAsync(() => {
        let end = new Subject<number>();
        answer = () => (end = new Subject<number>());
        poller.start();
        tick(base);
        end.next(1);
        tick(20 * base);
        expect(polls).toBe(1);
        end.complete();
        expect(poller.pause).toBe(3 * 20 * base);
        tick(60 * base - 1);
        expect(polls).toBe(1);
        tick(1);
        expect(polls).toBe(2);
        tick(10);
        end.complete();
        expect(poller.pause).toBe(base);
        poller.stop();
    }));

    it('takes a promise, too', fakeAsync(() => {
        answer = () => Promise.resolve();
        poller.start();
        tick(base);
        flushMicrotasks();
        tick(base);
        expect(polls).toBe(2);
        poller.stop();
    }));

    it('does not poll what nobody sees, and at once when it is seen again', fakeAsync(() => {
        visible.next(false);
        poller.start();
        tick(100 * base);
        expect(polls).toBe(0);
        visible.next(true);
        expect(polls).toBe(1);
        visible.next(false);
        visible.next(true);
        expect(polls).toBe(1);
        tick(base);
        expect(polls).toBe(2);
        poller.stop();
        expect(visible.observed).toBeFalse();
    }));

    it('ends with the first failure, also one that is thrown, and starts again when told', fakeAsync(() => {
        const failures: ReadonlyArray<() => ObservableInput<unknown>> = [
            () => throwError(() => new Error('gone')),
            () => Promise.reject(new Error('gone')),
            () => {
                throw new Error('gone');
            }
        ];
        for (const [index, failure] of failures.entries()) {
            answer = failure;
            poller.start();
            tick(base);
            expect([poller.running, polls]).toEqual([false, index + 1]);
            tick(10 * base);
            expect(polls).toBe(index + 1);
        }
        answer = () => of(1);
        poller.start();
        tick(base);
        expect([poller.running, polls]).toEqual([true, 4]);
        poller.stop();
    }));

    it('gives up a poll under way when it is stopped, and runs once however often it is started', fakeAsync(() => {
        const end = new Subject<number>();
        answer = () => end;
        poller.start();
        poller.start();
        tick(base);
        expect([polls, end.observed]).toEqual([1, true]);
        poller.stop();
        expect(end.observed).toBeFalse();
        answer = () => NEVER;
        poller.start(2 * base);
        tick(6 * base - 1);
        expect(polls).toBe(1);
        tick(1);
        expect(polls).toBe(2);
        poller.stop();
    }));

    it('follows the visibility of a page', () => {
        const page = document.implementation.createHTMLDocument();
        let hidden = false;
        Object.defineProperty(page, 'hidden', { get: () => hidden });
        const seen: boolean[] = [];
        const subscription = pageVisibility(page).subscribe(value => seen.push(value));
        hidden = true;
        page.dispatchEvent(new Event('visibilitychange'));
        subscription.unsubscribe();
        hidden = false;
        page.dispatchEvent(new Event('visibilitychange'));
        expect(seen).toEqual([true, false]);
    });
});
