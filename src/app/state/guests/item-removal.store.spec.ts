import { EMPTY, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { GuestSession } from '../../data/guest-session';
import { ItemRemoval } from '../../domain/facts/apply-facts';
import { guestKey } from '../../domain/facts/guest-key';
import { GuestTarget } from '../../domain/inside/guest-target';
import { GuestsStore } from './guests.store';
import { ItemRemovalStore } from './item-removal.store';
import { LookInsideStore } from '../inside/look-inside.store';
import { guestHostsOn } from '../testing/guest-hosts';
import { freeSession } from '../testing/free-session';

const target: GuestTarget = { hostName: 'HV01', vmId: 'v', channel: 'direct', address: null };
const account = { user: 'ann', password: 'canary' };
const removal: ItemRemoval = { collectedAt: null, vmId: 'v', name: 'x', outcome: 'removed', error: null };

describe('ItemRemovalStore', () => {
    let answer: Observable<readonly ItemRemoval[]>;
    let opens: Observable<never>;
    let asked: Array<readonly string[]>;
    let closed: number;
    let refreshed: number;
    let looking: boolean;
    let store: ItemRemovalStore;
    beforeEach(() => {
        [asked, closed, refreshed, looking] = [[], 0, 0, false];
        opens = EMPTY;
        const session: Partial<GuestSession> = {
            ...freeSession,
            open: () => opens,
            removeItems: (_target, _account, names) => {
                asked.push(names);
                return answer;
            },
            abandon: () => (closed++, of(undefined)),
            close: () => void closed++
        };
        const inside = {
            reserve: () => !looking && (looking = true),
            free: () => (looking = false)
        };
        store = new ItemRemovalStore(
            guestHostsOn({ openGuestSession: () => session as GuestSession }),
            { refresh: () => refreshed++ } as unknown as GuestsStore,
            inside as unknown as LookInsideStore
        );
    });

    it('tells how it ended for each name, reads the guests again and keeps no account', () => {
        answer = of([removal]);
        store.remove({ target, account, productType: 3 }, ['x'], 1000);
        expect(store.current).toEqual({
            running: false,
            request: { key: guestKey(target), names: ['x'] },
            removals: [removal],
            failure: null,
            timedOut: false
        });
        expect([closed, refreshed, JSON.stringify(store.current).includes('canary')]).toEqual([1, 1, false]);
        store.dismiss();
        expect(store.current.request).toBeNull();
    });

    it('does one thing at a time, and nothing without names or beside a look inside', () => {
        const slow = new Subject<readonly ItemRemoval[]>();
        answer = slow;
        looking = true;
        expect([store.remove({ target, account, productType: 3 }, ['x'], 1000), asked]).toEqual([false, []]);
        looking = false;
        expect([
            store.remove({ target, account, productType: 3 }, [], 1000),
            store.remove({ target, account, productType: 3 }, ['x'], 1000),
            store.remove({ target, account, productType: 3 }, ['y'], 1000)
        ]).toEqual([false, true, false]);
        store.dismiss();
        expect([asked, store.current.running]).toEqual([[['x']], true]);
        slow.next([removal]);
        slow.complete();
        expect([store.current.removals, looking]).toEqual([[removal], false]);
    });

    it('waits for a host that refuses sessions, and says so after five minutes in which nothing was sent', () => {
        jasmine.clock().install();
        opens = throwError(() => ({ code: 'sessionRefused', raw: 'x' }));
        answer = of([removal]);
        store.remove({ target, account, productType: 3 }, ['x'], 1000);
        jasmine.clock().tick(299_000);
        expect([store.current.running, asked]).toEqual([true, []]);
        jasmine.clock().tick(1000);
        expect([store.current.running, store.current.failure?.code, asked, looking]).toEqual([false, 'sessionRefused', [], false]);
        store.remove({ target, account, productType: 3 }, ['x'], 1000);
        opens = EMPTY;
        jasmine.clock().tick(2000);
        jasmine.clock().uninstall();
        expect([store.current.removals, asked]).toEqual([[removal], [['x']]]);
    });

    it('ends where somebody cancels the prompt for an account of the host, with nothing sent', () => {
        opens = throwError(() => ({ code: 'accessDenied', raw: 'HTTP 403\n{"error":{"forbidden":"Unauthorized"}}' }));
        store.remove({ target, account, productType: 3 }, ['x'], 1000);
        expect([store.current.running, store.current.failure?.code, asked, looking]).toEqual([false, 'accessDenied', [], false]);
    });

    it('tells of a host that fails and of a guest that hangs', () => {
        answer = throwError(() => ({ code: 'unreachable', raw: 'x' }));
        store.remove({ target, account, productType: 3 }, ['x'], 1000);
        expect([store.current.failure?.code, closed]).toEqual(['unreachable', 1]);
        jasmine.clock().install();
        answer = NEVER;
        store.remove({ target, account, productType: 3 }, ['x'], 1000);
        jasmine.clock().tick(1001);
        jasmine.clock().uninstall();
        expect([store.current.timedOut, store.current.running, closed, refreshed]).toEqual([true, false, 2, 2]);
    });
});
