/** What is kept of readings inside guests, and what a failure means for the account. */
import { EMPTY, NEVER, Observable, of, Subject } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { importActivationRow } from '../../data/import/import-activation-row';
import { ActivationFacts } from '../../domain/facts/facts';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { GuestAccount, GuestJob } from '../../domain/inside/guest-target';
import { insideFailureCodes } from '../../domain/inside/inside-failures';
import { LookInsideStore } from './look-inside.store';
import { guestHostsOn } from '../testing/guest-hosts';
import { freeSession } from '../testing/free-session';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const key = (n: number): GuestKey => guestKey({ hostName: 'HV01', vmId: id(n) });
const row = (n: number, licenseStatus = 1): ActivationFacts => importActivationRow({ vmId: id(n), licenseStatus });
const failed = (n: number, code: string): ActivationFacts => importActivationRow({ vmId: id(n), error: { code } });

const jobs = (...numbers: readonly number[]): GuestJob[] => {
    const account: GuestAccount = { user: 'CONTOSO\\ann', password: 'p' };
    return numbers.map(n => ({ target: { hostName: 'HV01', vmId: id(n), channel: 'direct', address: null }, account, productType: 3 }));
};
const options = { parallel: 4, timeoutMs: 60_000 };

describe('LookInsideStore', () => {
    let answers: Map<string, Observable<ActivationFacts>>;
    let sent: string[];
    let now: jasmine.Spy<() => number>;
    let store: LookInsideStore;
    beforeEach(() => {
        answers = new Map();
        sent = [];
        now = spyOn(Date, 'now').and.returnValue(1000);
        const session: GuestSession = {
            ...freeSession,
            open: () => EMPTY,
            lookInside: ({ vmId }) => {
                sent.push(vmId);
                return answers.get(vmId) ?? NEVER;
            },
            readEvents: () => NEVER,
            install: () => NEVER,
            removeItems: () => NEVER,
            abandon: () => of(undefined),
            close: () => undefined
        };
        store = new LookInsideStore(guestHostsOn({ openGuestSession: () => session }));
    });

    const run = (...rows: readonly ActivationFacts[]): void => {
        answers = new Map(rows.map(one => [one.vmId, of(one)]));
        sent = [];
        store.start(jobs(...rows.map(one => Number(one.vmId.slice(-12)))), options);
        expect(store.current.running).toBeFalse();
    };
    const reading = (n: number): readonly [number | null, number] | undefined => {
        const found = store.current.readings.get(key(n));
        return found && [found.facts.licenseStatus, found.readAt];
    };

    it('keeps each reading with the time at which it arrived, and none that a later state repeats', () => {
        const slow = new Subject<ActivationFacts>();
        answers = new Map([
            [id(1), of(row(1))],
            [id(2), slow]
        ]);
        store.start(jobs(1, 2), options);
        expect([store.current.running, reading(1), reading(2)]).toEqual([true, [1, 1000], undefined]);
        now.and.returnValue(2000);
        slow.next(row(2, 5));
        slow.complete();
        expect([store.current.running, reading(1), reading(2)]).toEqual([false, [1, 1000], [5, 2000]]);
    });

    it('shows no password that a guest repeats', () => {
        const account = { user: 'ann', password: 'Zq7!canary' };
        const text = 'yranac!7qZ WnE3IWNhbmFyeQ== Zq7!canary';
        answers = new Map([
            [id(1), of(importActivationRow({ vmId: id(1), computerName: text, licenseDescription: text, licenseStatus: 1 }))],
            [id(2), of(importActivationRow({ vmId: id(2), error: { code: 'unclassified', id: text, reason: text, message: text } }))]
        ]);
        store.start(
            [1, 2].map(n => ({ target: { hostName: 'HV01', vmId: id(n), channel: 'direct', address: null }, account, productType: 3 })),
            options
        );
        const shown = JSON.stringify([...store.current.readings.values(), ...store.current.jobs.values()]);
        expect(shown).not.toMatch(/canary|yranac|WnE3/);
        expect(reading(1)).toEqual([1, 1000]);
    });

    it('keeps the last good reading through a failure and through runs for others', () => {
        run(row(1), failed(2, 'sessionLost'));
        expect([...store.current.readings.keys()]).toEqual([key(1)]);
        now.and.returnValue(2000);
        run(failed(1, 'noAnswer'));
        expect([reading(1), store.current.jobs.get(key(1))?.kind]).toEqual([[1, 1000], 'done']);
        run(row(2));
        expect([reading(1), reading(2), [...store.current.jobs.keys()]]).toEqual([[1, 1000], [1, 2000], [key(2)]]);
        now.and.returnValue(3000);
        run(row(1, 2));
        expect(reading(1)).toEqual([2, 3000]);
    });

    it('has one run at a time, and can be started again after it', () => {
        const slow = new Subject<ActivationFacts>();
        answers.set(id(1), slow);
        store.start(jobs(1), options);
        store.start(jobs(2), options);
        store.dismiss();
        expect([sent, [...store.current.jobs.keys()]]).toEqual([[id(1)], [key(1)]]);
        slow.complete();
        run(row(2));
        expect(sent).toEqual([id(2)]);
        store.start([], options);
        expect([store.current.running, store.current.jobs.size]).toEqual([false, 1]);
    });

    it('starts nothing while another run has the accounts, and takes what that one reads', () => {
        expect([store.reserve(), store.reserve(), store.start(jobs(1), options)]).toEqual([true, false, false]);
        expect([sent, store.current.running]).toEqual([[], false]);
        store.keep(key(1), row(1, 5));
        store.keep(key(1), failed(1, 'sessionLost'));
        expect([reading(1), store.current.jobs.size]).toEqual([[5, 1000], 0]);
        store.free();
        run(row(1));
        expect(sent).toEqual([id(1)]);
        store.start(jobs(2), options);
        expect(store.reserve()).toBeFalse();
    });

    it('sends no more when stopped, and ends with the guest at work', () => {
        const slow = new Subject<ActivationFacts>();
        answers.set(id(1), slow);
        store.stop();
        store.start(jobs(1, 2), options);
        store.stop();
        expect(store.current.running).toBeTrue();
        slow.next(row(1));
        slow.complete();
        expect([store.current.running, sent, reading(1)]).toEqual([false, [id(1)], [1, 1000]]);
        expect(store.current.jobs.get(key(2))).toEqual({ kind: 'notTried', because: 'stopped' });
    });

    it('forgets how a run went, not what it read', () => {
        run(row(1));
        store.dismiss();
        expect([store.current.jobs.size, reading(1)]).toEqual([0, [1, 1000]]);
    });

    it('sends an account nowhere else after a guest has refused it', () => {
        for (const [n, code] of [
            [1, 'credentialRefused'],
            [4, 'winrmAccessDenied']
        ] as const) {
            run(failed(n, code), row(2), row(3));
            expect(sent)
                .withContext(code)
                .toEqual([id(n)]);
            expect(store.current.jobs.get(key(3))).toEqual({ kind: 'notTried', because: 'accountRefused' });
        }
        expect(store.current.readings.size).toBe(0);
    });

    it('goes on after any other failure', () => {
        for (const code of insideFailureCodes.filter(one => one !== 'credentialRefused' && one !== 'winrmAccessDenied')) {
            run(failed(1, code), row(2), row(3));
            expect(sent)
                .withContext(code)
                .toEqual([id(1), id(2), id(3)]);
        }
    });

    it('lets an account fan out only after two guests have certainly taken it', () => {
        const fansOutAfter = (code: string): boolean => {
            const slow = new Subject<ActivationFacts>();
            answers = new Map([
                [id(1), of(failed(1, code))],
                [id(2), of(failed(2, code))],
                [id(3), slow],
                [id(4), slow]
            ]);
            sent = [];
            store.start(jobs(1, 2, 3, 4), options);
            const both = sent.length === 4;
            slow.complete();
            return both;
        };
        for (const code of ['notRunning', 'noAnswer', 'notFound', 'winrmUnreachable', 'encryptionKeyMissing', 'unclassified', 'a code of a later version']) {
            expect(fansOutAfter(code)).withContext(code).toBeFalse();
        }
        // Both failures come from inside the guest.
        expect(['wrongMachine', 'identityUnknown'].map(fansOutAfter)).toEqual([true, true]);
    });
});
