/** The overview as it is drawn: every text, check, tile and button, for each state of the host and of its guests. */
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { BehaviorSubject, of, take } from 'rxjs';
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { pages } from '../domain/advice/links';
import { HostFacts } from '../domain/facts/facts';
import { keyOf } from '../domain/facts/guest-key';
import { assess } from '../domain/judgement/assess';
import { LogState } from '../domain/events/log-report';
import { verdicts } from '../domain/judgement/assessment';
import { ApplyChoice, ApplySelection } from '../state/apply/apply-selection';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsState, GuestsStore } from '../state/guests/guests.store';
import { HostLogsStore } from '../state/guests/host-logs';
import { HostState, HostStore } from '../state/hosts/host.store';
import { InsideReading } from '../state/inside/look-inside.store';
import { ContentComponent } from '../shared/content.component';
import { CopyButtonComponent } from '../shared/copy-button.component';
import { HostChecksComponent } from '../shared/host-checks.component';
import { PageStateComponent } from '../shared/page-state.component';
import { AvmaStrings, avmaStrings, dateText, fillText, listText } from '../shared/texts';
import { answerIcons, checkIcons, verdictIcons } from '../shared/verdict-status';
import { OverviewComponent } from './overview.component';

const now = Date.parse('2026-11-20T12:00:00Z');
const dayMs = 24 * 60 * 60 * 1000;
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

/** A guest that can be activated; read inside, where there is a time for it. */
function guestOf(n: number, inside: { readonly readAt: number; readonly minutes: number } | null = null): AssessedGuest {
    const items = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' };
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    const vmId = `00000000-0000-0000-0000-00000000000${n}`;
    const guest = importGuestRow({ vmId, name: `APP0${n}`, enabledState: 2, dataExchangeState: 2, intrinsic });
    const licensed = { licenseStatus: 1, licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel', partialProductKey: '4GF74' };
    const facts = inside && importActivationRow({ vmId, ...licensed, buildNumber: 17763, operatingSystemSku: 7, gracePeriodMinutes: inside.minutes });
    const reading: InsideReading | null = facts && { facts, readAt: inside?.readAt ?? 0, hadAvma: true };
    return { hostName: 'HV01', host: hostOf(), guest, assessment: assess(hostOf(), guest, reading?.facts), inside: reading };
}

describe('the overview', () => {
    let strings: AvmaStrings;
    let fixture: ComponentFixture<OverviewComponent>;
    let hosts: Pick<HostStore, 'state' | 'hostName' | 'isCluster' | 'ensure' | 'refresh'>;
    let guests: Pick<GuestsStore, 'judged' | 'ensure' | 'refresh'>;
    let asked: string[];
    let went: unknown[];

    beforeEach(() => {
        strings = avmaStrings();
        [asked, went] = [[], []];
        spyOn(Date, 'now').and.returnValue(now);
    });

    interface Shown {
        readonly host?: Partial<HostState>;
        readonly guests?: Partial<GuestsState>;
        readonly assessed?: readonly AssessedGuest[] | null;
        readonly isCluster?: boolean;
        readonly logs?: ReadonlyArray<readonly [string, LogState]>;
    }

    function show({ host = {}, guests: read = {}, assessed = [], isCluster = false, logs = [] }: Shown): void {
        hosts = {
            state: new BehaviorSubject<HostState>({ loading: false, facts: hostOf(), failure: null, ...host }),
            hostName: 'hv01.contoso.com',
            isCluster,
            ensure: () => asked.push('ensure host'),
            refresh: () => asked.push('refresh host')
        };
        guests = {
            judged: new BehaviorSubject({ guests: { loading: false, complete: true, guests: [], problems: [], failure: null, ...read }, assessed }),
            ensure: () => asked.push('ensure guests'),
            refresh: () => asked.push('refresh guests')
        };
        TestBed.configureTestingModule({
            declarations: [OverviewComponent, ContentComponent, CopyButtonComponent, HostChecksComponent, PageStateComponent],
            providers: [
                { provide: HostStore, useValue: hosts },
                { provide: GuestsStore, useValue: guests },
                { provide: HostLogsStore, useValue: { state: of(new Map(logs.map(([hostName, state]) => [hostName, { state }]))) } },
                { provide: Router, useValue: { navigate: (...parts: unknown[]) => Promise.resolve(went.push(parts) > 0) } }
            ],
            // The SDK's icons and its wheel are told what to draw by properties, which are looked at here.
            schemas: [NO_ERRORS_SCHEMA]
        });
        fixture = TestBed.createComponent(OverviewComponent);
        fixture.detectChanges();
    }

    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    const words = (one: Element | null): string => (one?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const all = (selector: string): Element[] => [...page().querySelectorAll(selector)];
    const texts = (selector: string): string[] => all(selector).map(words);
    const one = (selector: string): string => texts(selector).join('|');
    /** A property that a template gave to an element. */
    const given = (selector: string, name: string): unknown[] => all(selector).map(element => (element as unknown as Record<string, unknown>)[name]);
    const press = (selector: string): void => page().querySelector<HTMLElement>(selector)?.click();
    const refreshButton = '.avma-toolbar button';

    it('waits for the first reading with a wheel and nothing else, and asks for host and guests once', () => {
        show({ host: { loading: true, facts: null }, guests: { loading: true }, assessed: null });
        expect(asked).toEqual(['ensure host', 'ensure guests']);
        expect(given('sme-loading-wheel', 'message')).toEqual([strings.Common.collecting]);
        expect(given('sme-loading-wheel', 'inline')).toEqual([true]);
        expect([one(refreshButton), one('.avma-toolbar [role=status]')]).toEqual([strings.Common.refresh, strings.Common.collecting]);
        expect(given(refreshButton, 'disabled')).toEqual([true]);
        expect(all('h2, h3, p, li, avma-page-state').length).toBe(0);
    });

    it('keeps what it has while it is read again', () => {
        show({ host: { loading: true } });
        expect(all('sme-loading-wheel').length).toBe(0);
        expect([one('h2'), one('.avma-toolbar [role=status]')]).toEqual(['HV01 can activate its guests', strings.Common.collecting]);
        expect(given(refreshButton, 'disabled')).toEqual([true]);
    });

    it('has its texts in their places, and says when the host was read', () => {
        show({ guests: { guests: [guestOf(1).guest, guestOf(2).guest] } });
        const { Overview, Common } = strings;
        expect(one('.avma-toolbar [role=status]')).toBe(fillText(Common.readAt, { time: dateText('2026-11-20T11:59:00Z') }));
        expect(given(refreshButton, 'disabled')).toEqual([false]);
        expect(texts('h2')).toEqual([fillText(Overview.headlineOk, { hostName: 'HV01' })]);
        expect(given('h2 sme-status-icon', 'status')).toEqual([answerIcons.yes]);
        expect(texts('h3')).toEqual([Overview.checks, Overview.guests, Overview.links]);
        expect(texts('p')).toEqual([Overview.intro, fillText(Overview.guestCount, { count: 2 })]);
        expect(all('avma-page-state, sme-loading-wheel, section').length).toBe(0);
        const links = all('.avma-links a').map(link => [words(link), link.getAttribute('href')]);
        expect(links).toEqual([
            [Overview.linkAvma, pages.avma],
            [Overview.linkKvp, pages.dataExchange]
        ]);
    });

    it('says by headline and icon what the host can do', () => {
        const { headlineUnsure, headlinePartly, headlineProblem, headlineUnknown } = strings.Overview;
        const cases = [
            ['unsure', headlineUnsure, { buildNumber: 25398 }],
            ['partly', headlinePartly, { hyperVRights: null }],
            ['no', headlineProblem, { operatingSystemSku: 7 }],
            ['unknown', headlineUnknown, { licenseStatus: null }]
        ] as const;
        for (const [answer, headline, change] of cases) {
            show({ host: { facts: hostOf(change) } });
            expect(texts('h2')).toEqual([fillText(headline, { hostName: 'HV01' })]);
            expect(given('h2 sme-status-icon', 'status')).toEqual([answerIcons[answer]]);
            TestBed.resetTestingModule();
        }
        show({ host: { facts: hostOf({ computerName: null }) } });
        expect(one('h2')).toBe(fillText(strings.Overview.headlineOk, { hostName: 'hv01.contoso.com' }));
    });

    it('lists the checks of the host, each with its state, and what to do about it', () => {
        show({ host: { facts: hostOf({ vmmsState: 'Stopped' }) } });
        const { Checks, CheckStates } = strings;
        expect(texts('.avma-checks strong')).toEqual((['hyperV', 'edition', 'activated', 'licensingService', 'rights'] as const).map(id => Checks[id].title));
        const { ok, warning } = CheckStates;
        expect(texts('.avma-check-state')).toEqual([warning, ok, ok, ok, ok]);
        expect(given('.avma-checks sme-status-icon', 'status')).toEqual([checkIcons.warning, ...Array<unknown>(4).fill(checkIcons.ok)]);
        expect(texts('.avma-checks li > div > div:not(.avma-command)')).toEqual([
            fillText(Checks.hyperV.warning, { vmmsState: 'Stopped' }),
            Checks.hyperV.fix,
            fillText(Checks.edition.ok, { hostVersion: '2022', hostEdition: 'Datacenter' }),
            fillText(Checks.activated.ok, { licenseDescription: null }),
            Checks.licensingService.ok,
            Checks.rights.ok
        ]);
        expect(one('.avma-checks .avma-fix')).toBe(Checks.hyperV.fix);
        expect(texts('.avma-checks code')).toEqual(['Start-Service vmms']);
        expect(all('.avma-checks avma-copy-button button').map(button => button.getAttribute('aria-label'))).toEqual([
            `${strings.Common.copy}: Start-Service vmms`
        ]);
    });

    it('hands all guests that can be activated now to the dialog that applies keys, and stays where it is', () => {
        const off = { ...guestOf(3), guest: { ...guestOf(3).guest, enabledState: 3 } };
        const assessed = [guestOf(1), guestOf(2), off, guestOf(4, { readAt: now, minutes: 100_000 })];
        show({ assessed });
        expect(texts('.avma-lead-action > *')).toEqual(['Activate 2 guests', strings.Apply.activateText]);
        const chosen: ApplyChoice[] = [];
        TestBed.inject(ApplySelection)
            .choices.pipe(take(1))
            .subscribe(choice => chosen.push(choice));
        press('.avma-lead-action button');
        expect([chosen, went]).toEqual([[{ keys: assessed.slice(0, 2).map(keyOf), keyTarget: 'avma' }], []]);
    });

    it('counts nobody to activate until all guests were read, or where there is nobody', () => {
        show({ assessed: [guestOf(1)], guests: { loading: true, complete: false } });
        expect(all('.avma-lead-action').length).toBe(0);
        TestBed.resetTestingModule();
        show({ assessed: [guestOf(4, { readAt: now, minutes: 100_000 })] });
        expect(all('.avma-lead-action').length).toBe(0);
    });

    it('names the cluster that was opened, and the node that answered', () => {
        show({ isCluster: true, host: { facts: hostOf({ clusterName: 'CL01' }) } });
        expect(one('h2 + p')).toBe(fillText(strings.Overview.ofNode, { cluster: 'CL01', hostName: 'HV01' }));
        TestBed.resetTestingModule();
        show({ isCluster: true, host: { facts: hostOf({ computerName: null }) } });
        expect(one('h2 + p')).toBe(fillText(strings.Overview.ofNode, { cluster: 'hv01.contoso.com', hostName: strings.Common.unknown }));
    });

    it('says what the account could not read, and has it to be copied', async () => {
        const unread = [
            { field: 'vmmsState', code: 'notSeen' },
            { field: 'licenseStatus', code: '0x80041003' }
        ];
        show({ host: { facts: hostOf({ vmmsState: null, unread }) } });
        const { Unread, Common } = strings;
        expect(one('.avma-unread > strong')).toBe(Unread.hostTitle);
        expect(texts('.avma-unread > div')).toEqual([fillText(Unread.hostText, { hostName: 'HV01' }), Unread.hostFix]);
        expect(one('.avma-unread > .avma-fix')).toBe(Unread.hostFix);
        expect([one('.avma-unread summary'), page().querySelector('.avma-unread pre')?.textContent]).toEqual([
            Common.rawDetails,
            'vmmsState: notSeen\nlicenseStatus: 0x80041003'
        ]);
        const copied: string[] = [];
        spyOn(navigator.clipboard, 'writeText').and.callFake(text => Promise.resolve(void copied.push(text)));
        expect(page().querySelector('.avma-unread button')?.getAttribute('aria-label')).toBe(`${Common.copy}: ${Common.rawDetails}`);
        press('.avma-unread button');
        await fixture.whenStable();
        expect(copied).toEqual(['vmmsState: notSeen\nlicenseStatus: 0x80041003']);
        expect(all('.avma-restricted').length).toBe(0);
    });

    it('says nothing of an account where more rights would not help', () => {
        show({ host: { facts: hostOf({ unread: [{ field: 'model', code: '0x80041001' }] }) } });
        expect(all('.avma-unread').length).toBe(0);
    });

    it('says which language a policy leaves the tool, and what to do', () => {
        show({ host: { facts: hostOf({ languageMode: 'ConstrainedLanguage' }) } });
        const { restrictedTitle, restrictedText, restrictedFix } = strings.Overview;
        expect(one('.avma-restricted strong')).toBe(restrictedTitle);
        expect(texts('.avma-restricted div')).toEqual([fillText(restrictedText, { languageMode: 'ConstrainedLanguage' }), restrictedFix]);
        expect(one('.avma-restricted .avma-fix')).toBe(restrictedFix);
        const link = page().querySelector('.avma-restricted a');
        expect([words(link), link?.getAttribute('href')]).toEqual([strings.Details.learnMore, pages.applicationControl]);
        expect(all('.avma-unread').length).toBe(0);
    });

    it('shows a failure of host or guests with what to do, and tries again', () => {
        const cases = [
            ['accessDenied', { host: { facts: null, failure: { code: 'accessDenied', raw: 'HRESULT 0x80041003' } } }],
            ['unreachable', { guests: { failure: { code: 'unreachable', raw: 'WinRM 12152' } } }],
            ['moduleMissing', { host: { failure: { code: 'moduleMissing', raw: 'no module' } } }]
        ] as const;
        for (const [code, shown] of cases) {
            asked = [];
            show(shown);
            const failure = 'host' in shown ? shown.host.failure : shown.guests.failure;
            const { title, text, fix } = strings.Failures[code];
            expect(texts('avma-page-state h2')).toEqual([title]);
            expect(texts('avma-page-state p').slice(0, 2)).toEqual([text, fix]);
            expect(one('avma-page-state pre')).toBe(failure.raw);
            expect(page().querySelector('avma-page-state .sme-icon')?.classList.contains('sme-icon-errorBadge')).toBeTrue();
            const link = page().querySelector('avma-page-state a')?.getAttribute('href') ?? null;
            expect(link).toBe(code === 'moduleMissing' ? pages.applicationControl : null);
            expect(one('avma-page-state .avma-page-state-actions button')).toBe(strings.Common.retry);
            press('avma-page-state .avma-page-state-actions button');
            expect(asked.slice(2)).toEqual(['refresh host', 'refresh guests']);
            // What was read before stays below it.
            expect(all('.avma-headline').length).toBe(code === 'accessDenied' ? 0 : 1);
            TestBed.resetTestingModule();
        }
    });

    it('reads host and guests again when it is asked to', () => {
        show({});
        press(refreshButton);
        expect(asked.slice(2)).toEqual(['refresh host', 'refresh guests']);
    });

    it('counts the guests only once some have come', () => {
        show({ guests: { loading: true } });
        expect(one('h3 + p')).toBe(strings.Overview.noGuestsYet);
        TestBed.resetTestingModule();
        show({ guests: { loading: true, guests: [guestOf(1).guest] } });
        expect(one('h3 + p')).toBe(fillText(strings.Overview.guestCount, { count: 1 }));
    });

    it('has a tile for every verdict, with its count, icon and meaning, that opens the guests of it', () => {
        const licensed = guestOf(3, { readAt: now, minutes: 10_080 });
        show({ assessed: [guestOf(1), guestOf(2), licensed] });
        const counts: Readonly<Record<string, number>> = { eligible: 2, activated: 1 };
        const tiles = '.avma-tile';
        expect(texts(`${tiles} .avma-tile-label`)).toEqual(verdicts.map(verdict => strings.Verdicts[verdict]));
        expect(texts(`${tiles} .avma-tile-count`)).toEqual(verdicts.map(verdict => String(counts[verdict] ?? 0)));
        expect(given(tiles, 'title')).toEqual(verdicts.map(verdict => strings.VerdictTexts[verdict]));
        expect(given(tiles, 'disabled')).toEqual(verdicts.map(verdict => counts[verdict] === undefined));
        expect(given(`${tiles} sme-status-icon`, 'status')).toEqual(verdicts.map(verdict => verdictIcons[verdict]));
        press(`.avma-tiles li:nth-child(${verdicts.indexOf('eligible') + 1}) button`);
        expect(went).toEqual([[['/guests'], { queryParams: { verdict: 'eligible' } }]]);
    });

    it('says of how many activated guests the host’s log or a reading tells', () => {
        const told = (): readonly string[] => texts('.avma-tile .sme-scheme-secondary-text');
        const log = guestOf(3);
        const logged: AssessedGuest = {
            ...log,
            assessment: assess(log.host, log.guest, null, { at: hostRow.collectedAt, code: 0, by: 'id', otherHost: null })
        };
        const verified = guestOf(1, { readAt: now, minutes: 60 });
        show({ assessed: [verified, logged, { ...logged, guest: guestOf(2).guest }, guestOf(4)] });
        const [byReading, byLog] = [1, 2].map((count, kind) =>
            fillText(kind === 0 ? strings.Evidence.counts.verified : strings.Evidence.counts.logged, { count })
        );
        expect(told()).toEqual([listText([byReading, byLog])]);
        fixture.destroy();
        TestBed.resetTestingModule();
        show({ assessed: [guestOf(4)] });
        expect(told()).toEqual([]);
    });

    it('names the hosts whose logs could not be read, and what follows, and none whose log shows little', () => {
        show({
            logs: [
                ['HV01', 'denied'],
                ['HV02', 'ok'],
                ['HV03', 'failed'],
                ['HV04', 'denied'],
                ['HV05', 'empty']
            ]
        });
        const { logDenied, logFailed } = strings.Overview;
        expect(texts('ul.avma-tiles ~ p')).toEqual([
            fillText(logDenied, { hostNames: listText(['HV01', 'HV04']) }),
            fillText(logFailed, { hostNames: 'HV03' })
        ]);
    });

    it('has no tiles until guests are judged', () => {
        show({ assessed: null });
        expect(all('.avma-tile').length).toBe(0);
    });

    it('leads to the guests whose terms end soon, or that were read long ago', () => {
        show({ assessed: [guestOf(1, { readAt: now, minutes: 24 * 60 }), guestOf(2, { readAt: now - 2 * dayMs, minutes: 60 * 24 * 180 }), guestOf(3)] });
        const { soonDue, readLongAgo } = strings.Overview;
        const due = 'ul.avma-tiles ~ p button';
        expect(texts(due)).toEqual([fillText(soonDue, { count: 1 }), fillText(readLongAgo, { count: 1 })]);
        press(due);
        expect(went).toEqual([[['/guests'], { queryParams: { sort: 'expires', evidence: 'verified' } }]]);
        TestBed.resetTestingModule();
        show({ assessed: [guestOf(1, { readAt: now, minutes: 60 * 24 * 180 })] });
        expect(all(due).length).toBe(0);
    });
});
