import { CountedAccount } from '../inside/counted-account';
import {
    accepted,
    AccountStanding,
    continued,
    isExhausted,
    isProven,
    maxFailedSignIns,
    maySignIn,
    newStanding,
    rejected,
    released,
    sent,
    SignInCounts,
    silent
} from './sign-in-rules';

const domain: CountedAccount = { kind: 'domain', name: 'ann' };
const local: CountedAccount = { kind: 'local', name: 'ann' };
const none: SignInCounts = { failed: 0, pending: 0 };
/** An account that these guests accepted. */
const acceptedBy = (...guests: readonly string[]): AccountStanding => guests.reduce((standing, guest) => accepted(sent(standing), guest), newStanding);

describe('rules for sign-ins', () => {
    it('let one sign-in wait for its answer until two different guests have accepted, then two', () => {
        const steps: readonly AccountStanding[] = [newStanding, acceptedBy('a'), acceptedBy('a', 'a'), acceptedBy('a', 'b')];
        const allowed = (standing: AccountStanding): number => {
            let count = 0;
            for (let now = standing; maySignIn(domain, now, none); now = sent(now)) {
                count++;
            }
            return count;
        };
        expect(steps.map(allowed)).toEqual([1, 1, 1, 2]);
        expect(steps.map(isProven)).toEqual([false, false, false, true]);
    });

    it('end an account that is not proven at its first rejection', () => {
        expect(rejected(domain, sent(newStanding), 'a', 1).phase).toBe('ended');
        expect(rejected(domain, sent(acceptedBy('a')), 'b', 1).phase).toBe('ended');
    });

    it('leave a rejection of a proven account to its guest, ask at the second, and end at the fourth', () => {
        let standing = rejected(domain, sent(acceptedBy('a', 'b')), 'c', 1);
        expect([standing.phase, standing.rejected, standing.unanswered]).toEqual(['open', ['c'], 0]);
        standing = rejected(domain, sent(standing), 'd', 2);
        expect([standing.phase, standing.question, standing.rejected]).toEqual(['asking', 'rejected', ['c', 'd']]);
        expect(maySignIn(domain, standing, { failed: 2, pending: 0 })).toBeFalse();
        standing = continued(standing);
        expect([standing.phase, standing.question]).toEqual(['open', null]);
        standing = rejected(domain, sent(standing), 'e', 3);
        expect(standing.phase).toBe('open');
        expect(rejected(domain, sent(standing), 'f', 4).phase).toBe('ended');
    });

    it('count rejections of earlier runs and other tabs', () => {
        const proven = sent(acceptedBy('a', 'b'));
        expect(rejected(domain, proven, 'c', 2).phase).toBe('asking');
        expect(rejected(domain, proven, 'c', 4).phase).toBe('ended');
        expect(maySignIn(domain, newStanding, { failed: 3, pending: 0 })).toBeTrue();
        expect(maySignIn(domain, newStanding, { failed: 3, pending: 1 })).toBeFalse();
        expect([3, 4].map(failed => isExhausted(domain, { failed, pending: 0 }))).toEqual([false, true]);
        expect(isExhausted(local, { failed: 4, pending: 0 })).toBeFalse();
    });

    it('end a local account after two rejections without an acceptance between', () => {
        const once = rejected(local, sent(newStanding), 'a', 0);
        expect(once.phase).toBe('open');
        expect(rejected(local, sent(once), 'b', 0).phase).toBe('ended');
        const between = rejected(local, sent(accepted(sent(once), 'b')), 'c', 0);
        expect(between.phase).toBe('open');
        expect(rejected(local, sent(between), 'd', 0).phase).toBe('ended');
    });

    it('try one other guest after a silent one, ask after two, and count a stopped sign-in until its session is gone', () => {
        let standing = silent(domain, sent(newStanding), 'a', 1);
        expect([standing.phase, standing.unanswered, maySignIn(domain, standing, none)]).toEqual(['open', 1, false]);
        standing = released(standing);
        expect(maySignIn(domain, standing, none)).toBeTrue();
        standing = silent(domain, sent(standing), 'b', 2);
        expect([standing.phase, standing.question, standing.silent]).toEqual(['asking', 'silent', ['a', 'b']]);
        standing = continued(released(standing));
        expect([standing.phase, standing.continued]).toEqual(['open', false]);
        expect(silent(domain, sent(standing), 'c', 3).phase).toBe('open');
        expect(silent(domain, sent(standing), 'c', maxFailedSignIns).phase).toBe('ended');
        expect(silent(local, sent(acceptedBy('a')), 'c', 9).phase).toBe('open');
    });

    it('keep an ended account ended, and a question as it is', () => {
        const over = rejected(domain, sent(newStanding), 'a', 1);
        expect(continued(over).phase).toBe('ended');
        const asking = rejected(domain, sent(sent(acceptedBy('a', 'b'))), 'c', 2);
        expect(silent(domain, asking, 'd', 3).question).toBe('rejected');
        expect(accepted(asking, 'd').phase).toBe('asking');
    });

    describe('whatever guests answer, with somebody who always continues', () => {
        /** Numbers from 0 to 1, the same ones for the same seed. */
        function numbers(seed: number): () => number {
            let state = seed;
            return () => {
                state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
                return state / 2_147_483_648;
            };
        }

        /** How many sign-ins a wrong password fails in runs over guests that lie, are silent, or tell the truth. */
        function failedIn(seed: number): number {
            const next = numbers(seed);
            let failed = 0;
            let counted = 0;
            for (let run = 0; run < 6; run++) {
                let standing = newStanding;
                let guest = 0;
                const waiting: string[] = [];
                for (let turn = 0; turn < 200; turn++) {
                    standing = next() < 0.5 ? continued(standing) : standing;
                    if (maySignIn(domain, standing, { failed: counted, pending: waiting.length })) {
                        standing = sent(standing);
                        waiting.push(`g${guest++}`);
                    }
                    const name = next() < 0.5 ? waiting.shift() : undefined;
                    if (name === undefined) {
                        continue;
                    }
                    const kind = next();
                    if (kind < 0.5) {
                        // A hostile guest accepts without asking its domain.
                        standing = accepted(standing, name);
                    } else if (kind < 0.75) {
                        failed++;
                        standing = rejected(domain, standing, name, ++counted);
                    } else {
                        failed++;
                        standing = released(silent(domain, standing, name, ++counted));
                    }
                }
                // What is left is known to be gone without an answer, so it may have failed.
                failed += waiting.length;
                counted += waiting.length;
            }
            return failed;
        }

        it('fails four times at most', () => {
            const counts = Array.from({ length: 300 }, (_, seed) => failedIn(seed + 1));
            expect(Math.max(...counts)).toBe(maxFailedSignIns);
        });
    });
});
