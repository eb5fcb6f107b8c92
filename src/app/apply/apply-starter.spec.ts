/** Where the dialog of applying keys opens, and where it leads. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ActivatedRoute, Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, Subject } from 'rxjs';
import { importGuestRow } from '../data/import/import-guest-row';
import { keyOf } from '../domain/facts/guest-key';
import { ApplySelection } from '../state/apply/apply-selection';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsStore } from '../state/guests/guests.store';
import { HostStore } from '../state/hosts/host.store';
import { ApplyDialogOptions, ApplyDialogResult } from './apply-dialog.component';
import { ApplyStarterComponent } from './apply-starter.component';

const guest = (n: number): AssessedGuest =>
    ({ hostName: 'HV01', guest: importGuestRow({ vmId: `00000000-0000-0000-0000-00000000000${n}`, name: `G${n}` }) }) as AssessedGuest;
const [one, other, late] = [guest(1), guest(2), guest(3)];

describe('the starter of the dialog that applies keys', () => {
    const judged = new BehaviorSubject<unknown>(null);
    let shown: ApplyDialogOptions[];
    let went: unknown[][];
    let closed: Subject<ApplyDialogResult>;

    const know = (assessed: readonly AssessedGuest[] | null, loading: boolean): void => judged.next({ assessed, guests: { loading, complete: !loading } });
    const choose = (...guests: readonly AssessedGuest[]): void =>
        TestBed.inject(ApplySelection).choose({ keys: guests.map(keyOf), keyTarget: 'back', mode: 'check' });

    beforeEach(() => {
        know([one, other], false);
        shown = [];
        went = [];
        closed = new Subject();
        const show = (id: string, options: ApplyDialogOptions): Subject<ApplyDialogResult> => {
            expect(id).toBe('avma-apply');
            shown.push(options);
            return closed;
        };
        TestBed.configureTestingModule({
            declarations: [ApplyStarterComponent],
            schemas: [NO_ERRORS_SCHEMA],
            providers: [
                { provide: GuestsStore, useValue: { ensure: () => undefined, judged } },
                { provide: HostStore, useValue: { ensure: () => undefined } },
                { provide: DialogService, useValue: { show } },
                { provide: ActivatedRoute, useValue: 'here' },
                { provide: Router, useValue: { navigate: (...to: unknown[]) => Promise.resolve(went.push(to)) } }
            ]
        });
        TestBed.createComponent(ApplyStarterComponent).detectChanges();
    });

    it('opens it for the guests that were chosen, and goes nowhere when it is closed', () => {
        choose(other);
        expect(shown).toEqual([{ guests: [other], keyTarget: 'back', mode: 'check' }]);
        closed.next({ started: false });
        expect(went).toEqual([]);
        choose(one, other);
        expect(shown[1].guests).toEqual([one, other]);
    });

    it('leads to the page of runs once a run has started', () => {
        choose(one);
        closed.next({ started: true });
        expect(went).toEqual([[['apply'], { relativeTo: 'here' }]]);
    });

    it('waits for guests that are still being read', () => {
        know([one], true);
        choose(one, late);
        expect(shown).toEqual([]);
        know([one, late], false);
        expect(shown.map(({ guests }) => guests)).toEqual([[one, late]]);
    });
});
