/** What the actions of the guests' table ask, of whom, and what an answer sets off. */
import { Location } from '@angular/common';
import { Component, NgZone } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { By } from '@angular/platform-browser';
import { Router } from '@angular/router';
import { RouterTestingModule } from '@angular/router/testing';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { Subject, take } from 'rxjs';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { avmaEventIds, neighbourIds } from '../domain/events/event-meanings';
import { assess } from '../domain/judgement/assess';
import { keyOf } from '../domain/facts/guest-key';
import { ApplyChoice, ApplySelection } from '../state/apply/apply-selection';
import { GuestEventsStore } from '../state/events/guest-events.store';
import { DataExchangeStore } from '../state/guests/data-exchange.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { LookInsideDialogComponent } from '../shared/look-inside-dialog.component';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { ColumnsDialogComponent } from './columns-dialog.component';
import { DataExchangeDialogComponent } from './data-exchange-dialog.component';
import { ExportDialogComponent } from './export-dialog.component';
import { GuestActions } from './guest-actions';
import { GuestColumn } from './guest-columns';
import { GuestRow, toGuestRow } from './guest-row';
import { RemoveItemsDialogComponent } from './remove-items-dialog.component';

@Component({ template: '', providers: [GuestActions] })
class GuestsPageComponent {
    constructor(public readonly actions: GuestActions) {}
}

@Component({ template: '' })
class ApplyPageComponent {}

@Component({ template: '<router-outlet></router-outlet>' })
class ToolComponent {}

const now = Date.UTC(2026, 2, 31, 12);
const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;

function row(n: number): GuestRow {
    const host = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1 });
    const guest = importGuestRow({ vmId: id(n), name: `APP0${n}`, enabledState: 2 });
    return toGuestRow({ hostName: 'HV01', host, guest, assessment: assess(host, guest, null), inside: null }, avmaStrings());
}

describe('GuestActions', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<ToolComponent>;
    let actions: GuestActions;
    let answer: Subject<object>;
    /** Each dialog that was asked for, with its options. */
    let asked: Array<readonly [string, object]>;
    /** What the stores were told to do. */
    let done: unknown[][];
    let rows: readonly GuestRow[];

    beforeEach(async () => {
        strings = avmaStrings();
        [answer, asked, done, rows] = [new Subject<object>(), [], [], [row(1), row(2)]];
        const store = (name: string, method: string): object => ({ [method]: (...given: unknown[]) => done.push([name, ...given]) });
        const show = (name: string, options: object): Subject<object> => {
            asked.push([name, options]);
            return answer;
        };
        await TestBed.configureTestingModule({
            declarations: [GuestsPageComponent, ApplyPageComponent, ToolComponent],
            imports: [
                RouterTestingModule.withRoutes([
                    {
                        path: 'tool',
                        children: [
                            { path: 'guests', component: GuestsPageComponent },
                            { path: 'apply', component: ApplyPageComponent }
                        ]
                    }
                ])
            ],
            providers: [
                { provide: DialogService, useValue: { show } },
                { provide: LookInsideStore, useValue: store('inside', 'start') },
                { provide: GuestEventsStore, useValue: store('logs', 'start') },
                { provide: DataExchangeStore, useValue: store('dataExchange', 'change') }
            ]
        }).compileComponents();
        fixture = TestBed.createComponent(ToolComponent);
        await inZone(() => TestBed.inject(Router).navigateByUrl('/tool/guests'));
        fixture.detectChanges();
        actions = (fixture.debugElement.query(By.directive(GuestsPageComponent)).componentInstance as GuestsPageComponent).actions;
    });

    function inZone<T>(work: () => T): T {
        return TestBed.inject(NgZone).run(work);
    }

    /** Answers the dialog, and sees that one answer is all that is waited for. */
    function say(result: object): void {
        expect(answer.observed).toBeTrue();
        answer.next(result);
        expect(answer.observed).toBeFalse();
    }

    it('hand the guests to the dialog that applies keys, with what for, and stay where they are', async () => {
        const chosen: ApplyChoice[] = [];
        TestBed.inject(ApplySelection)
            .choices.pipe(take(2))
            .subscribe(choice => chosen.push(choice));
        inZone(() => actions.apply(rows, 'back'));
        inZone(() => actions.apply([rows[1]]));
        await fixture.whenStable();
        expect(chosen).toEqual([
            { keys: rows.slice(0, 2).map(({ assessed }) => keyOf(assessed)), keyTarget: 'back' },
            { keys: [keyOf(rows[1].assessed)], keyTarget: 'avma' }
        ]);
        expect(TestBed.inject(Location).path()).toBe('/tool/guests');
        expect(asked).toEqual([]);
    });

    it('ask for accounts before they look inside', () => {
        actions.look(rows, 'inside');
        expect(asked).toEqual([[LookInsideDialogComponent.id, { guests: rows.map(({ assessed }) => assessed), texts: strings.LookInside }]]);
        expect(done).toEqual([]);
        const result = { jobs: ['job'], options: { parallel: 2, timeoutMs: 1000 } };
        say(result);
        expect(done).toEqual([['inside', result.jobs, result.options]]);
    });

    it("ask for accounts before they read guests' logs: the events of thirty days, with what explains them", () => {
        spyOn(Date, 'now').and.returnValue(now);
        actions.look(rows, 'logs');
        expect(asked).toEqual([[LookInsideDialogComponent.id, { guests: rows.map(({ assessed }) => assessed), texts: strings.GuestLogs }]]);
        const result = { jobs: ['job'], options: { parallel: 2, timeoutMs: 1000 } };
        say(result);
        const query = { ids: [...avmaEventIds, ...neighbourIds], startTime: '2026-03-01T12:00:00.000Z', maximum: 300, beforeRecordId: null };
        expect(done).toEqual([['logs', result.jobs, query, result.options]]);
    });

    it('switch Data Exchange once it is confirmed, and not where the dialog is closed', () => {
        for (const enable of [true, false]) {
            [asked, done] = [[], []];
            actions.setDataExchange(rows, enable);
            expect(asked).toEqual([[DataExchangeDialogComponent.id, { enable, names: ['APP01', 'APP02'] }]]);
            say({ confirmed: false });
            expect(done).toEqual([]);
            actions.setDataExchange(rows, enable);
            say({ confirmed: true });
            expect(done).toEqual([['dataExchange', [1, 2].map(n => ({ hostName: 'HV01', vmId: id(n) })), enable]]);
        }
    });

    it('leave shielded machines out of a change of Data Exchange', () => {
        const shielded = { ...rows[0], assessed: { ...rows[0].assessed, guest: { ...rows[0].assessed.guest, shielded: true } } };
        actions.setDataExchange([shielded, rows[1]], true);
        expect(asked).toEqual([[DataExchangeDialogComponent.id, { enable: true, names: ['APP02'] }]]);
        say({ confirmed: true });
        expect(done).toEqual([['dataExchange', [{ hostName: 'HV01', vmId: id(2) }], true]]);
    });

    it('ask what a file with names shall hold where the host pushed something, and save at once where it did not', () => {
        const guests = rows.map(({ assessed }) => assessed.guest);
        const pushed = { ...guests[1], hostItems: [{ name: 'user-data', data: 'SECRET' }] };
        const saved: string[] = [];
        actions.exportNames(guests, content => saved.push(content));
        expect([asked, saved]).toEqual([[], ['names']]);
        actions.exportNames([guests[0], pushed], content => saved.push(content));
        expect(asked).toEqual([[ExportDialogComponent.id, { names: ['APP02'] }]]);
        say({ content: null });
        expect(saved).toEqual(['names']);
        actions.exportNames([pushed], content => saved.push(content));
        say({ content: 'everything' });
        expect(saved).toEqual(['names', 'everything']);
    });

    it('do what the details advise', async () => {
        const [one] = rows;
        const dialogOf = (action: 'readLicense' | 'readLog' | 'enableDataExchange' | 'removeItems'): unknown => {
            asked = [];
            actions.follow(one, action);
            return asked[0];
        };
        const looked = (texts: object): unknown => [LookInsideDialogComponent.id, { guests: [one.assessed], texts }];
        expect(dialogOf('readLicense')).toEqual(looked(strings.LookInside));
        expect(dialogOf('readLog')).toEqual(looked(strings.GuestLogs));
        expect(dialogOf('enableDataExchange')).toEqual([DataExchangeDialogComponent.id, { enable: true, names: ['APP01'] }]);
        expect(dialogOf('removeItems')).toEqual([RemoveItemsDialogComponent.id, { guest: one.assessed }]);
        const chosen: ApplyChoice[] = [];
        TestBed.inject(ApplySelection)
            .choices.pipe(take(1))
            .subscribe(choice => chosen.push(choice));
        inZone(() => actions.follow(one, 'activate'));
        expect(chosen).toEqual([{ keys: [keyOf(one.assessed)], keyTarget: 'avma' }]);
        const places: string[] = [];
        const router = TestBed.inject(Router);
        spyOn(router, 'navigate').and.callFake((commands, extras) => {
            places.push(router.serializeUrl(router.createUrlTree(commands, extras)));
            return Promise.resolve(true);
        });
        (['overview', 'reference', 'moves'] as const).forEach(action => actions.follow(one, action));
        expect(places).toEqual(['/overview', '/reference/keys', '/hosts?view=moves']);
        await fixture.whenStable();
    });

    it('ask which items of the guest shall go', () => {
        actions.removeItems(rows[1]);
        expect(asked).toEqual([[RemoveItemsDialogComponent.id, { guest: rows[1].assessed }]]);
        say({});
        expect(done).toEqual([]);
    });

    it('tell the columns that were chosen, and none where the dialog is closed', () => {
        const chosen: Array<readonly GuestColumn[]> = [];
        const choose = (): void => actions.chooseColumns(['name', 'os'], columns => chosen.push(columns));
        choose();
        expect(asked).toEqual([[ColumnsDialogComponent.id, { columns: ['name', 'os'] }]]);
        say({ columns: null });
        expect(chosen).toEqual([]);
        choose();
        say({ columns: ['name', 'key'] });
        expect(chosen).toEqual([['name', 'key']]);
    });
});
