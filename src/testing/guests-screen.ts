/** The page *Guests* in front of stores that say what a spec lets them say. The controls of the SDK are stand-ins. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { FormsModule } from '@angular/forms';
import { ActivatedRoute, convertToParamMap, ParamMap, Router } from '@angular/router';
import { ActionButton } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, map } from 'rxjs';
import { importActivationRow } from '../app/data/import/import-activation-row';
import { importGuestRow } from '../app/data/import/import-guest-row';
import { importHostRow } from '../app/data/import/import-host-row';
import { GuestKey } from '../app/domain/facts/guest-key';
import { Changes, noChanges } from '../app/domain/guests/guest-changes';
import { assess } from '../app/domain/judgement/assess';
import { GuestActions } from '../app/guests/guest-actions';
import { GuestRow } from '../app/guests/guest-row';
import { GuestsComponent } from '../app/guests/guests.component';
import { ContentComponent } from '../app/shared/content.component';
import { PageStateComponent } from '../app/shared/page-state.component';
import { GuestEventsStore } from '../app/state/events/guest-events.store';
import { ChangesStore } from '../app/state/guests/changes.store';
import { DataExchangeStore } from '../app/state/guests/data-exchange.store';
import { AssessedGuest } from '../app/state/guests/guest-judge';
import { GuestScope, GuestsStore, JudgedGuests } from '../app/state/guests/guests.store';
import { HostLog, HostLogsStore } from '../app/state/guests/host-logs';
import { HostState, HostStore } from '../app/state/hosts/host.store';
import { LookInsideState, LookInsideStore } from '../app/state/inside/look-inside.store';
import { Rendered } from './rendered';
import { ColumnStubComponent, FieldStubComponent, TableStubComponent } from './sdk-stubs';

/** When host and guests were read. */
export const readAt = '2026-11-20T12:00:00Z';
/** The host of the guests. */
export const hostFacts = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true });
/** What a guest says inside that is activated by its host. */
export const activated = {
    collectedAt: readAt,
    channel: 'direct',
    buildNumber: 20348,
    operatingSystemSku: 7,
    productType: 3,
    licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
    partialProductKey: 'GDF74',
    licenseStatus: 1,
    gracePeriodMinutes: 10_000,
    avmaHostName: 'HV01'
};
/** No run has been started. */
export const noRun: LookInsideState = { readings: new Map(), jobs: new Map(), running: false, shortages: [], questions: [] };

/** @param read a row of `Get-AvmaActivation`; null where nobody has looked inside */
export function assessedGuest(n: number, name: string, facts: object = {}, read: object | null = null): AssessedGuest {
    const vmId = `00000000-0000-0000-0000-00000000000${n}`;
    const guest = importGuestRow({ vmId, name, enabledState: 2, collectedAt: readAt, ...facts });
    const inside = read && importActivationRow({ vmId, ...read });
    return {
        hostName: 'HV01',
        host: hostFacts,
        guest,
        assessment: assess(hostFacts, guest, inside),
        inside: inside && { facts: inside, readAt: Date.parse(readAt), hadAvma: true }
    };
}

/** The list that the store of guests gives, of these. */
export function judgedGuests(list: readonly AssessedGuest[], change: Partial<JudgedGuests['guests']> = {}): JudgedGuests {
    return { guests: { loading: false, complete: true, guests: list.map(one => one.guest), problems: [], failure: null, ...change }, assessed: list };
}

const runActions = ['stop', 'resumeHost', 'stopHost', 'decide', 'dismiss'];
const guestActions = ['look', 'apply', 'setDataExchange', 'exportNames', 'removeItems', 'chooseColumns'];

/** Reads and writes what the browser keeps, and does not read again by itself: a spec would wait for that. */
export class GuestsScreen {
    /** One runs, one is off, one has been read inside. */
    public readonly hostLogs = new Map<string, HostLog>();
    public readonly list = [assessedGuest(1, 'APP01'), assessedGuest(2, 'APP02', { enabledState: 3 }), assessedGuest(3, 'SQL01', {}, activated)];
    public readonly judged = new BehaviorSubject(judgedGuests(this.list));
    public readonly host = new BehaviorSubject<HostState>({ loading: false, facts: hostFacts, failure: null });
    public readonly inside = new BehaviorSubject(noRun);
    public readonly logs = new BehaviorSubject(noRun);
    public readonly changes = new BehaviorSubject<Changes>(noChanges);
    public readonly params = new BehaviorSubject<ParamMap>(convertToParamMap({}));
    /** Everything that was asked of stores, actions and router, in its order. */
    public readonly calls: unknown[][] = [];
    public scope: GuestScope = 'opened';
    public page!: Rendered;

    constructor() {
        localStorage.clear();
        localStorage.setItem('avma.guests.keepCurrent', 'off');
        const { host, judged, inside, logs, params } = this;
        const hosts = { state: host, hostName: 'clu1.contoso.com', ensure: this.called('ensure host'), refresh: this.called('refresh host') };
        const guests = {
            judged,
            state: judged.pipe(map(one => one.guests)),
            ensure: this.called('ensure guests'),
            refresh: this.called('refresh guests')
        };
        const actionsOf = (names: readonly string[], of = ''): object => Object.fromEntries(names.map(name => [name, this.called(of + name)])) as object;
        const current = (store: object, value: () => unknown, name = 'current'): object => Object.defineProperty(store, name, { get: value }) as object;
        TestBed.configureTestingModule({
            declarations: [GuestsComponent, ContentComponent, PageStateComponent, TableStubComponent, ColumnStubComponent, FieldStubComponent],
            imports: [FormsModule],
            schemas: [NO_ERRORS_SCHEMA],
            providers: [
                { provide: HostStore, useValue: current(hosts, () => host.value) },
                { provide: HostLogsStore, useValue: { current: this.hostLogs } },
                { provide: GuestsStore, useValue: current(guests, () => this.scope, 'currentScope') },
                { provide: LookInsideStore, useValue: current({ state: inside, ...actionsOf(runActions, 'inside ') }, () => inside.value) },
                { provide: GuestEventsStore, useValue: { state: logs, ...actionsOf(runActions, 'logs ') } },
                { provide: ChangesStore, useValue: { changes: this.changes, nameOf: (key: GuestKey) => `name of ${key}` } },
                { provide: DataExchangeStore, useValue: { state: new BehaviorSubject({ running: false, request: null, outcomes: [], failure: null }) } },
                { provide: Router, useValue: { navigate: this.called('navigate', Promise.resolve(true)) } },
                {
                    provide: ActivatedRoute,
                    useValue: current({ queryParamMap: params, parent: 'parent' }, () => ({ queryParamMap: params.value }), 'snapshot')
                }
            ]
        });
        TestBed.overrideProvider(GuestActions, { useValue: actionsOf(guestActions) });
    }

    public async open(): Promise<void> {
        this.page = new Rendered(TestBed.createComponent(GuestsComponent));
        await this.page.draw();
    }

    /** @returns what has been asked because of it */
    public emit(selector: string, name: string, value?: unknown): unknown[][] {
        return this.asked(() => this.page.emit(selector, name, value));
    }

    public get table(): TableStubComponent {
        return this.page.standIn('sme-data-table');
    }

    public get rows(): readonly GuestRow[] {
        return this.table.items as readonly GuestRow[];
    }

    public get names(): string[] {
        return this.rows.map(row => row.name);
    }

    /** What the template hands to an element. */
    public given(selector: string, ...properties: readonly string[]): unknown[] {
        return properties.map(name => this.page.given(selector)[name]);
    }

    /** The call that writes the address. */
    public writes(queryParams: object, replaceUrl: boolean): unknown[] {
        const relativeTo = TestBed.inject(ActivatedRoute);
        const some = jasmine.objectContaining(queryParams);
        return ['navigate', [], jasmine.objectContaining({ relativeTo, queryParams: some, queryParamsHandling: 'merge', replaceUrl })];
    }

    /** @param place from 1, in the bar above the table */
    public menu(place: number): readonly ActionButton[] {
        return this.page.given(barAction(place))['actions'] as readonly ActionButton[];
    }

    /** What an entry of a menu asks for; nothing where it isn't there. */
    public choose(place: number, text: string): unknown[][] {
        return this.asked(() =>
            this.menu(place)
                .find(one => one.text === text)
                ?.execute?.()
        );
    }

    public async select(...chosen: readonly GuestRow[]): Promise<void> {
        this.table.selectionChange.emit(chosen);
        await this.page.draw();
    }

    public asked(work: () => void): unknown[][] {
        this.calls.length = 0;
        work();
        return [...this.calls];
    }

    private called<T>(name: string, result?: T): (...args: readonly unknown[]) => T {
        return (...args) => {
            this.calls.push([name, ...args]);
            return result as T;
        };
    }
}

/** @param place from 1 */
export function barAction(place: number): string {
    return `sme-action-bar > :nth-child(${place})`;
}
