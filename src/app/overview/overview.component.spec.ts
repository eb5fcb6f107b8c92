/** The overview as it is drawn: every text and button of a view in its place, and what each of them does. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, of, Subject, take } from 'rxjs';
import { Rendered } from '../../testing/rendered';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { pages } from '../domain/advice/links';
import { HostFacts } from '../domain/facts/facts';
import { keyOf } from '../domain/facts/guest-key';
import { assess } from '../domain/judgement/assess';
import { ApplyChoice, ApplySelection } from '../state/apply/apply-selection';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestScope, GuestsState, GuestsStore } from '../state/guests/guests.store';
import { HostLog, HostLogsStore } from '../state/guests/host-logs';
import { VisitsStore } from '../state/guests/visits.store';
import { HostState, HostStore } from '../state/hosts/host.store';
import { HostReading, HostsStore } from '../state/hosts/hosts.store';
import { LookInsideStore } from '../state/inside/look-inside.store';
import { ContentComponent } from '../shared/content.component';
import { CopyButtonComponent } from '../shared/copy-button.component';
import { HostChecksComponent } from '../shared/host-checks.component';
import { LookInsideDialogComponent, LookInsideDialogResult } from '../shared/look-inside-dialog.component';
import { PageStateComponent } from '../shared/page-state.component';
import { AvmaStrings, avmaStrings, dateText, fillText } from '../shared/texts';
import { OverviewComponent } from './overview.component';
import { levelIcons } from './overview-icons';

const hostRow = {
    collectedAt: '2026-11-20T11:59:00Z',
    computerName: 'HV01',
    buildNumber: 20348,
    operatingSystemSku: 8,
    licenseStatus: 1,
    sppsvcStartMode: 'Manual',
    vmmsState: 'Running',
    hyperVRights: true,
    languageMode: 'FullLanguage'
};
const hostOf = (change: object = {}): HostFacts => importHostRow({ ...hostRow, ...change });
const log: HostLog = { readAt: null, state: 'ok', requests: new Map() };

/** A guest that can be activated. */
function guestOf(n: number): AssessedGuest {
    const intrinsic = Object.entries({ OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' }).map(([name, data]) => ({ name, data }));
    const guest = importGuestRow({ vmId: `00000000-0000-0000-0000-00000000000${n}`, name: `APP0${n}`, enabledState: 2, dataExchangeState: 2, intrinsic });
    return { hostName: 'hv01', host: hostOf(), guest, assessment: assess(hostOf(), guest), inside: null };
}

describe('the overview', () => {
    let strings: AvmaStrings;
    let asked: string[];
    let went: unknown[];
    let page: Rendered;
    let seen: string[];
    let dialogs: Subject<LookInsideDialogResult>;

    interface Shown {
        readonly host?: Partial<HostState>;
        readonly guests?: Partial<GuestsState>;
        readonly assessed?: readonly AssessedGuest[] | null;
        readonly scope?: GuestScope;
        readonly hosts?: readonly HostReading[];
        readonly since?: string | null;
    }

    async function show({ host = {}, guests = {}, assessed = [], scope = 'opened', hosts = [], since = null }: Shown = {}): Promise<void> {
        TestBed.resetTestingModule();
        strings = avmaStrings();
        [asked, went, seen, dialogs] = [[], [], [], new Subject()];
        const logs = new Map([['hv01', log], ...hosts.map(({ hostName }) => [hostName, log] as const)]);
        const given: GuestsState = { loading: false, complete: true, guests: (assessed ?? []).map(({ guest }) => guest), problems: [], failure: null };
        const fake = (name: string): object => ({ ensure: () => asked.push(`ensure ${name}`), refresh: () => asked.push(`refresh ${name}`) });
        const hostState = new BehaviorSubject<HostState>({ loading: false, facts: hostOf(), failure: null, ...host });
        const guestStore = {
            ...fake('guests'),
            judged: of({ guests: { ...given, ...guests }, assessed }),
            scope: of(scope),
            show: (chosen: GuestScope) => asked.push(`show ${chosen}`)
        };
        const dialogService = {
            show: (...parts: unknown[]) => {
                asked.push('dialog');
                went.push(parts);
                return dialogs;
            }
        };
        TestBed.configureTestingModule({
            declarations: [OverviewComponent, ContentComponent, CopyButtonComponent, HostChecksComponent, PageStateComponent],
            providers: [
                { provide: HostStore, useValue: { ...fake('host'), state: hostState, hostName: 'hv01', isCluster: false } },
                { provide: HostsStore, useValue: { state: of({ loading: false, account: null, hosts }) } },
                { provide: GuestsStore, useValue: guestStore },
                { provide: HostLogsStore, useValue: { state: of(logs) } },
                {
                    provide: LookInsideStore,
                    useValue: { state: of({ running: false }), start: (jobs: readonly unknown[]) => asked.push(`look ${jobs.length}`) > 0 }
                },
                {
                    provide: VisitsStore,
                    useValue: { look: (read: readonly HostFacts[]) => (seen.push(read.map(({ computerName }) => computerName).join()), since) }
                },
                { provide: DialogService, useValue: dialogService },
                { provide: Router, useValue: { navigate: (...parts: unknown[]) => Promise.resolve(went.push(parts) > 0) } }
            ],
            // The SDK's icons and its wheel are told what to draw by properties, which are looked at here.
            schemas: [NO_ERRORS_SCHEMA]
        });
        page = new Rendered(TestBed.createComponent(OverviewComponent));
        await page.draw();
    }
    const hosts = (...names: readonly string[]): HostReading[] =>
        names.map(name => ({ hostName: name, phase: 'read', facts: hostOf({ computerName: name }), guests: [], problems: [], failure: null }));
    const status = (): string | undefined => page.text('.avma-toolbar [role=status]');

    it('waits for the first reading with a wheel and nothing else, and asks for host and guests once', async () => {
        await show({ host: { loading: true, facts: null }, guests: { loading: true, complete: false }, assessed: null });
        expect(asked).toEqual(['ensure host', 'ensure guests']);
        expect([page.given('sme-loading-wheel')['message'], page.given('sme-loading-wheel')['inline']]).toEqual([strings.Common.collecting, true]);
        expect([page.texts('.avma-toolbar button'), status(), page.buttons('.avma-toolbar')[0].disabled]).toEqual([
            [strings.Common.refresh],
            strings.Common.collecting,
            true
        ]);
        expect([page.texts('h2, h3, p, li'), page.has('avma-page-state'), seen]).toEqual([[], false, []]);
    });

    it('keeps what it has while it is read again', async () => {
        await show({ host: { loading: true } });
        expect([page.has('sme-loading-wheel'), page.text('h2'), status()]).toEqual([false, 'HV01 can activate guests', strings.Common.collecting]);
    });

    it('has its texts in their places, and says when the host was read', async () => {
        await show();
        const { Overview, Common, Guests } = strings;
        expect(status()).toBe(fillText(Common.readAt, { time: dateText(hostRow.collectedAt) }));
        expect([page.texts('h2'), page.given('h2 sme-status-icon')['status']]).toEqual([['HV01 can activate guests'], levelIcons.good]);
        expect(page.texts('h3')).toEqual([Overview.guests, Overview.links]);
        expect([page.texts('p'), page.texts('summary')]).toEqual([[Guests.emptyText, Overview.intro], ['All 5 requirements met']]);
        expect(['avma-page-state', 'sme-loading-wheel', '.avma-reason', '.avma-lead-action', '.avma-guest-bar'].filter(one => page.has(one))).toEqual([]);
        const links = [...page.element.querySelectorAll('.avma-links a')].map(link => [link.textContent, link.getAttribute('href')]);
        expect(links).toEqual([
            [Overview.linkAvma, pages.avma],
            [Overview.linkKvp, pages.dataExchange]
        ]);
        page.click(Common.refresh);
        expect(asked.slice(2)).toEqual(['refresh host', 'refresh guests']);
    });

    it('shows what is not met with its command, and what is met behind one line', async () => {
        await show({ host: { facts: hostOf({ vmmsState: 'Stopped' }) } });
        expect(page.given('h2 sme-status-icon')['status']).toBe(levelIcons.warning);
        expect([page.texts('.avma-needs code'), page.texts('.avma-needs summary')]).toEqual([['Start-Service vmms'], ['4 other requirements met']]);
        expect([page.element.querySelectorAll('.avma-checks-met li').length, page.element.querySelectorAll('.avma-checks li').length]).toEqual([4, 5]);
        expect(page.buttons('.avma-needs').map(button => button.getAttribute('aria-label'))).toEqual([`${strings.Common.copy}: Start-Service vmms`]);
    });

    it('has a bar of the results, whose parts lead to the guests with that result, as their words do', async () => {
        await show({ assessed: [guestOf(1), guestOf(2), { ...guestOf(3), assessment: { ...guestOf(3).assessment, verdict: 'otherKey' } }] });
        const parts = [...page.element.querySelectorAll<HTMLElement>('.avma-guest-bar a')];
        expect(parts.map(part => [part.dataset['verdict'], part.style.flexGrow, part.title, part.tabIndex])).toEqual([
            ['otherKey', '1', '1 Other key installed', -1],
            ['eligible', '2', '2 Eligible (2 not checked)', -1]
        ]);
        expect(page.element.querySelector('.avma-guest-bar')?.getAttribute('aria-hidden')).toBe('true');
        expect([page.texts('.avma-guest-legend li'), page.text('h3')]).toEqual([['1 Other key installed', '2 Eligible (2 not checked)'], '3 guests']);
        expect(page.buttons('.avma-guest-legend').map(button => button.title)).toEqual([strings.VerdictTexts.otherKey, strings.VerdictTexts.eligible]);
        parts[0].click();
        page.click('2 Eligible (2 not checked)');
        const to = (verdict: string): unknown => [['/guests'], { queryParams: { verdict } }];
        expect(went).toEqual([to('otherKey'), to('eligible')]);
    });

    it('leads to the guests that need attention, and says where none does', async () => {
        const since = '2026-11-19T00:00:00Z';
        const one = guestOf(1);
        await show({ since, assessed: [{ ...one, guest: { ...one.guest, createdOn: since } }] });
        expect([page.texts('h3')[1], page.texts('.avma-findings li')]).toEqual([
            strings.Overview.attention,
            ["1 guest can be activated and isn't checked yet", `1 guest was created since your last visit on ${dateText(since)}`]
        ]);
        page.click(page.texts('.avma-findings li')[1]);
        expect([went, seen]).toEqual([[[['/guests'], { queryParams: { since } }]], ['HV01']]);
        await show({ assessed: [{ ...one, assessment: { ...one.assessment, verdict: 'activated' } }] });
        expect([page.texts('.avma-findings li'), page.texts('p')[0]]).toEqual([[], strings.Overview.noAttention]);
    });

    it('hands all guests that can be activated now to the dialog that applies keys, and stays where it is', async () => {
        const assessed = [guestOf(1), guestOf(2)];
        await show({ assessed });
        expect(page.texts('.avma-lead-action > *')).toEqual(['Activate 2 guests', 'Verify 2 guests', strings.Apply.activateText]);
        expect(page.buttons('.avma-lead-action').map(button => button.classList.contains('sme-button-primary'))).toEqual([true, false]);
        const chosen: ApplyChoice[] = [];
        TestBed.inject(ApplySelection)
            .choices.pipe(take(1))
            .subscribe(choice => chosen.push(choice));
        page.click('Activate 2 guests');
        expect([chosen, went]).toEqual([[{ keys: assessed.map(keyOf), keyTarget: 'avma' }], []]);
    });

    it('asks for accounts for exactly the guests to verify, and goes to them once they are being read', async () => {
        const verified = { ...guestOf(2), assessment: { ...guestOf(2).assessment, evidence: 'verified' as const } };
        const assessed = [guestOf(1), verified];
        await show({ assessed });
        page.click('Verify 1 guest');
        expect(went).toEqual([[LookInsideDialogComponent.id, { guests: [assessed[0]], texts: strings.LookInside }]]);
        dialogs.next({ jobs: [{}, {}], options: {} } as unknown as LookInsideDialogResult);
        expect([asked.slice(2), went[1]]).toEqual([
            ['dialog', 'look 2'],
            [['/guests'], { queryParams: {} }]
        ]);
        await show({ assessed });
        page.click('Verify 1 guest');
        dialogs.next({ jobs: [], options: {} } as unknown as LookInsideDialogResult);
        expect([asked.slice(2), went.length]).toEqual([['dialog'], 1]);
    });

    it('is about all hosts whose guests are shown, and leads to them and back to the opened one', async () => {
        const failed: HostReading = { ...hosts('HV03')[0], phase: 'failed', facts: null, failure: { code: 'unreachable', raw: '' } };
        await show({ scope: 'many', hosts: [...hosts('HV01', 'HV02'), failed] });
        expect([page.text('h2'), seen]).toEqual(["1 of 3 hosts couldn't be read: HV03", ['HV01,HV02']]);
        expect([page.text('.avma-needs h3'), page.text('.avma-needs .avma-fix')]).toEqual(['HV03', strings.Failures.unreachable.fix]);
        expect(page.texts('p')).toContain('All requirements met: HV01, HV02');
        page.click(fillText(strings.Guests.onlyOpened, { hostName: 'HV01' }));
        page.click(strings.Overview.allHosts);
        expect([asked.slice(2), went]).toEqual([['show opened'], [[['/hosts']]]]);
        const off = hosts('HV04').map(one => ({ ...one, facts: hostOf({ computerName: 'HV04', licenseStatus: 5 }) }));
        await show({ scope: 'many', hosts: [...off, failed] });
        expect(page.texts('.avma-headline-other')).toEqual(["1 of 2 hosts couldn't be read: HV03"]);
    });

    it('says what the account could not read, and has it to be copied', async () => {
        const unread = [{ field: 'vmmsState', code: 'notSeen' }];
        await show({ host: { facts: hostOf({ vmmsState: null, unread }) } });
        const { Unread, Common } = strings;
        expect([page.text('.avma-unread > strong'), page.texts('.avma-unread > div')]).toEqual([
            Unread.hostTitle,
            [fillText(Unread.hostText, { hostName: 'HV01' }), Unread.hostFix]
        ]);
        expect([page.text('.avma-unread summary'), page.text('.avma-unread pre')]).toEqual([Common.rawDetails, 'vmmsState: notSeen']);
        const copy = page.find('.avma-unread avma-copy-button').componentInstance as CopyButtonComponent;
        expect([copy.text, copy.what]).toEqual(['vmmsState: notSeen', Common.rawDetails]);
    });

    it('says which language a policy leaves the tool, and what to do', async () => {
        await show({ host: { facts: hostOf({ languageMode: 'ConstrainedLanguage' }) } });
        const { restrictedTitle, restrictedText, restrictedFix } = strings.Overview;
        expect([page.text('.avma-restricted strong'), page.texts('.avma-restricted div')]).toEqual([
            restrictedTitle,
            [fillText(restrictedText, { languageMode: 'ConstrainedLanguage' }), restrictedFix]
        ]);
        expect(page.element.querySelector('.avma-restricted a')?.getAttribute('href')).toBe(pages.applicationControl);
    });

    it('shows a failure of host or guests with what to do, and tries again', async () => {
        const cases = [
            ['accessDenied', { host: { facts: null, failure: { code: 'accessDenied', raw: 'HRESULT 0x80041003' } } }],
            ['unreachable', { guests: { complete: false, failure: { code: 'unreachable', raw: 'WinRM 12152' } } }],
            ['moduleMissing', { host: { failure: { code: 'moduleMissing', raw: 'no module' } } }]
        ] as const;
        for (const [code, shown] of cases) {
            await show(shown);
            const failure = 'host' in shown ? shown.host.failure : shown.guests.failure;
            const { title, text, fix } = strings.Failures[code];
            expect([page.texts('avma-page-state h2'), page.texts('avma-page-state p').slice(0, 2), page.text('avma-page-state pre')]).toEqual([
                [title],
                [text, fix],
                failure.raw
            ]);
            const link = page.element.querySelector('avma-page-state a')?.getAttribute('href') ?? null;
            expect(link).toBe(code === 'moduleMissing' ? pages.applicationControl : null);
            page.click(strings.Common.retry);
            expect(asked.slice(2)).toEqual(['refresh host', 'refresh guests']);
            // What was read before stays.
            expect(page.has('.avma-headline')).toBe(code !== 'accessDenied');
        }
    });
});
