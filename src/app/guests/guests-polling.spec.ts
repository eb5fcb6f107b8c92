/** Keeping the guests' page current, as far as the page decides about it. */
import { fakeAsync, tick } from '@angular/core/testing';
import { ActivatedRoute, convertToParamMap, Router } from '@angular/router';
import { BehaviorSubject, map, NEVER, of } from 'rxjs';
import { noChanges } from '../domain/guests/guest-changes';
import { ChangesStore } from '../state/guests/changes.store';
import { DataExchangeStore } from '../state/guests/data-exchange.store';
import { GuestEventsStore } from '../state/events/guest-events.store';
import { GuestScope, GuestsState, GuestsStore } from '../state/guests/guests.store';
import { HostLogsStore } from '../state/guests/host-logs';
import { HostStore } from '../state/hosts/host.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { GuestActions } from './guest-actions';
import { GuestsComponent } from './guests.component';

const minuteMs = 60_000;
const ignore = (): void => undefined;

describe("polling the guests' page", () => {
    let state: BehaviorSubject<GuestsState>;
    let scope: GuestScope;
    let reads: number;
    let page: GuestsComponent;

    /** What the page's checkbox says. */
    const keepsCurrent = (): boolean | undefined => {
        let shown: boolean | undefined;
        page.view$.subscribe(view => (shown = view?.keepsCurrent)).unsubscribe();
        return shown;
    };
    const answer = (change: Partial<GuestsState>): void => state.next({ ...state.value, loading: false, failure: null, ...change });

    beforeEach(() => {
        localStorage.clear();
        state = new BehaviorSubject<GuestsState>({ loading: false, complete: true, guests: [], problems: [], failure: null });
        scope = 'opened';
        reads = 0;
        const guests: Partial<GuestsStore> = {
            state,
            judged: state.pipe(map(list => ({ guests: list, assessed: null }))),
            ensure: ignore,
            refresh: () => {
                reads++;
                state.next({ ...state.value, loading: true });
            }
        };
        Object.defineProperty(guests, 'currentScope', { get: () => scope });
        const queryParamMap = convertToParamMap({});
        const idle = of({ readings: new Map(), jobs: new Map(), running: false, shortages: [], questions: [] });
        page = new GuestsComponent(
            { state: of({ loading: false, facts: null, failure: null }), ensure: ignore } as Partial<HostStore> as HostStore,
            guests as GuestsStore,
            {} as HostLogsStore,
            { state: idle } as Partial<LookInsideStore> as LookInsideStore,
            { state: idle } as Partial<GuestEventsStore> as GuestEventsStore,
            { changes: of(noChanges) } as Partial<ChangesStore> as ChangesStore,
            { state: of({ running: false, request: null, outcomes: [], failure: null }) } as Partial<DataExchangeStore> as DataExchangeStore,
            {} as GuestActions,
            { snapshot: { queryParamMap }, queryParamMap: NEVER } as unknown as ActivatedRoute,
            {} as Router
        );
    });
    afterEach(() => localStorage.clear());

    it('reads again after each answer, and stops after the first failure until it is told to go on', fakeAsync(() => {
        page.ngOnInit();
        tick(minuteMs);
        expect([keepsCurrent(), reads]).toEqual([true, 1]);
        tick(10 * minuteMs);
        expect(reads).withContext('while an answer is outstanding').toBe(1);
        answer({});
        tick(200 * minuteMs);
        expect(reads).toBe(2);
        answer({ failure: { code: 'unreachable', raw: '' } });
        expect(keepsCurrent()).toBeFalse();
        tick(1000 * minuteMs);
        expect(reads).toBe(2);
        page.setKeepCurrent(true);
        tick(1000 * minuteMs);
        expect([keepsCurrent(), reads]).toEqual([true, 3]);
        page.ngOnDestroy();
    }));

    it('stops when the page is left or told to, and stays off', fakeAsync(() => {
        page.ngOnInit();
        page.setKeepCurrent(false);
        tick(1000 * minuteMs);
        expect([keepsCurrent(), reads]).toEqual([false, 0]);
        page.ngOnInit();
        expect(keepsCurrent()).toBeFalse();
        page.setKeepCurrent(true);
        page.ngOnDestroy();
        tick(1000 * minuteMs);
        expect([keepsCurrent(), reads]).toEqual([false, 0]);
    }));
});
