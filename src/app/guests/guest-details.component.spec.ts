/** Each part of a guest's details is drawn where it belongs, and what is chosen there is handed on. */
import { guestKey } from '../domain/facts/guest-key';
import { NO_ERRORS_SCHEMA } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { By } from '@angular/platform-browser';
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { assess } from '../domain/judgement/assess';
import { AssessedGuest } from '../state/guests/guest-judge';
import { InsideFailure } from '../state/inside/inside-failure';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { GuestDetailsView, toGuestDetails } from './guest-details-view';
import { GuestDetailsComponent } from './guest-details.component';

const vmId = '00000000-0000-0000-0000-000000000001';
const now = Date.UTC(2026, 2, 1, 12);
const minuteMs = 60_000;

function assessed(hostRow: object, guestRow: object, activationRow: object | null): AssessedGuest {
    const host = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, ...hostRow });
    const guest = importGuestRow({ vmId, name: 'APP01', ...guestRow });
    const facts = activationRow && importActivationRow({ vmId, ...activationRow });
    return { hostName: 'HV01', host, guest, assessment: assess(host, guest, facts), inside: facts && { facts, readAt: now - 5 * minuteMs, hadAvma: true } };
}

/** A guest of which there is something to say everywhere: its host isn't activated, and it has items of each kind. */
const full = (): AssessedGuest =>
    assessed(
        { licenseStatus: 5, licenseStatusReason: 0xc004f009 - 2 ** 32 },
        {
            enabledState: 2,
            dataExchangeState: 2,
            intrinsic: Object.entries({ OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' }).map(([name, data]) => ({ name, data })),
            guest: [{ name: 'Own', data: '<i>1</i>' }],
            malformed: [
                { pool: 'guest', raw: '<x' },
                { pool: 'host', raw: '<y' }
            ]
        },
        {
            licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
            partialProductKey: '4GF74',
            licenseStatus: 1,
            avmaHostName: 'HV99',
            gracePeriodMinutes: 100,
            unread: [{ field: 'sppsvcState', code: 'notSeen' }]
        }
    );
/** A guest that is off, of which hardly anything is known. */
const bare = (): AssessedGuest => assessed({ licenseStatus: 1 }, { enabledState: 3 }, null);

const textsOf = (part: Element, selector: string): string[] => [...part.querySelectorAll(selector)].map(one => one.textContent?.trim() ?? '');
const pairsOf = (part: Element): string[][] => textsOf(part, 'dt').map((label, n) => [label, textsOf(part, 'dd')[n]]);

describe('GuestDetailsComponent', () => {
    let fixture: ComponentFixture<GuestDetailsComponent>;
    let strings: AvmaStrings;
    const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
    /** What the parts that stand for themselves are given. */
    const given = (selector: string, name: string): unknown[] => fixture.debugElement.queryAll(By.css(selector)).map(one => one.properties[name]);

    function section(label: string): HTMLElement {
        const found = [...page().querySelectorAll('section')].filter(one => one.getAttribute('aria-label') === label);
        expect(found.length).withContext(label).toBe(1);
        return found[0];
    }

    beforeEach(async () => {
        strings = avmaStrings();
        spyOn(Date, 'now').and.returnValue(now);
        await TestBed.configureTestingModule({ declarations: [GuestDetailsComponent], schemas: [NO_ERRORS_SCHEMA] }).compileComponents();
        fixture = TestBed.createComponent(GuestDetailsComponent);
    });

    function show(guest: AssessedGuest, failure: InsideFailure | null = null): GuestDetailsView {
        fixture.componentRef.setInput('assessed', guest);
        fixture.componentRef.setInput('failure', failure);
        fixture.detectChanges();
        return toGuestDetails(guest, now, strings);
    }

    it('show nothing without a guest', () => {
        fixture.detectChanges();
        expect(page().textContent?.trim()).toBe('');
    });

    it('name their sections to screen readers and on screen', () => {
        const { verdict } = show(full());
        const { Details, Inside, History } = strings;
        const labels = [...page().querySelectorAll('section')].map(one => one.getAttribute('aria-label'));
        expect(labels).toEqual([Details.verdict, Details.key, Inside.title, History.tab, Details.machine, Details.items]);
        expect(textsOf(page(), 'h3')).toEqual([verdict, Details.key, Inside.title, Details.machine, Details.items]);
    });

    it('give the verdict with its evidence, its reasons and what is worth knowing', () => {
        const view = show(full());
        const part = section(strings.Details.verdict);
        expect([view.verdict, view.evidence.kind]).toEqual([strings.Verdicts.activated, 'verified']);
        expect([textsOf(part, 'h3 > span'), textsOf(part, 'p')]).toEqual([[view.verdict], [view.verdictText]]);
        expect([given('sme-status-icon', 'status'), given('avma-evidence', 'evidence')]).toEqual([[view.icon], [view.evidence]]);
        expect([view.reasons.length > 0, view.notes.length > 0]).toEqual([true, true]);
        expect(given('avma-explanation', 'explanation')).toEqual([...view.reasons, ...view.notes].map(({ explanation }) => explanation));
        expect(textsOf(part, 'h4')).toEqual([strings.Details.notes]);
        const other = show(bare());
        expect([other.reasons.length > 0, other.notes.length]).toEqual([true, 0]);
        expect(given('avma-explanation', 'explanation')).toEqual(other.reasons.map(({ explanation }) => explanation));
        expect(given('avma-explanation > avma-advice-button', 'action')).toEqual(other.reasons.map(({ action }) => action));
        expect(textsOf(part, 'h4')).toEqual([]);
    });

    it('begin with the button that activates a guest, where that is possible now', () => {
        const told: unknown[] = [];
        fixture.componentInstance.applyKey.subscribe(target => told.push(target));
        const intrinsic = Object.entries({ OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' }).map(([name, data]) => ({ name, data }));
        show(assessed({ licenseStatus: 1 }, { enabledState: 2, dataExchangeState: 2, intrinsic }, null));
        const button = section(strings.Details.verdict).querySelector('button');
        expect(button?.textContent?.trim()).toBe(strings.Apply.activateOne);
        button?.click();
        expect(told).toEqual(['avma']);
        show(bare());
        expect(section(strings.Details.verdict).querySelector('button')).toBeNull();
    });

    it('give the key, the way back, and the error to look up', () => {
        const guest = full();
        const view = show(guest);
        const part = section(strings.Details.key);
        const { KeyTools, Details } = strings;
        expect([view.key?.key.slice(-5), view.errorCode]).toEqual(['4GF74', '0xC004F009']);
        expect([given('avma-guest-keys', 'assessed'), given('avma-key-tools', 'key')]).toEqual([[guest], [view.key]]);
        expect(given('avma-leave', 'kmsClientKey')).toEqual([view.kmsClientKey]);
        expect([textsOf(part, 'summary'), textsOf(part, 'p')]).toEqual([[KeyTools.leave, Details.lookUp], []]);
        expect(['level', 'particulars', 'findings', 'text'].map(name => given('avma-error-look-up', name))).toEqual([
            [4],
            [view.particulars],
            [view.findings],
            ['0xC004F009']
        ]);
        expect([...part.querySelectorAll('details')].map(({ open }) => open)).toEqual([false, true]);
    });

    it('say that there is no key, and open no look-up without an error', () => {
        const view = show(bare());
        const part = section(strings.Details.key);
        expect([view.key, view.kmsClientKey, view.errorCode]).toEqual([null, null, '']);
        expect([textsOf(part, 'p'), textsOf(part, 'summary')]).toEqual([[strings.Details.keyNone], [strings.Details.lookUp]]);
        expect([given('avma-key-tools', 'key'), given('avma-leave', 'kmsClientKey')]).toEqual([[], []]);
        expect(part.querySelector('details')?.open).toBeFalse();
    });

    it('say what was read inside, when, and what to do for the rest', () => {
        const view = show(full());
        const part = section(strings.Inside.title);
        expect(view.inside.length).toBeGreaterThan(3);
        expect(pairsOf(part)).toEqual(view.inside.map(({ label, value }) => [label, value]));
        expect(textsOf(part, 'p')).toEqual([view.insideAt, strings.Inside.unreadFix]);
        expect(textsOf(part, 'p.avma-fix')).toEqual([strings.Inside.unreadFix]);
        expect(part.querySelector('.avma-reason')).toBeNull();
        const readable = assessed({ licenseStatus: 1 }, { enabledState: 2 }, { licenseStatus: 1 });
        const { insideAt } = show(readable);
        expect(textsOf(part, 'p')).toEqual([insideAt]);
    });

    it('say that nobody has looked inside, or why that failed, with the raw error to copy', () => {
        show(bare());
        const part = section(strings.Inside.title);
        expect([textsOf(part, 'p'), pairsOf(part)]).toEqual([[strings.Inside.none], []]);
        show(bare(), { code: 'accountRefused', raw: 'accountRefused\n0x80070005' });
        const title = `${strings.LookInside.notReadTitle}: ${strings.InsideFailures.accountRefused.title}`;
        expect([textsOf(part, 'strong'), textsOf(part, 'p'), textsOf(part, 'pre')]).toEqual([[title], [], ['accountRefused\n0x80070005']]);
        expect(given('avma-inside-failure-text', 'of')).toEqual(['accountRefused']);
        expect([given('avma-copy-button', 'text'), given('avma-copy-button', 'what')]).toEqual([['accountRefused\n0x80070005'], [strings.Common.rawDetails]]);
        show(full(), { code: 'timedOut', raw: '' });
        expect(textsOf(part, 'strong')).toEqual([`${strings.LookInside.notReadTitle}: ${strings.InsideFailures.timedOut.title}`]);
        expect([textsOf(part, 'pre'), given('avma-copy-button', 'text')]).toEqual([[], []]);
        expect(pairsOf(part).length).toBeGreaterThan(3);
    });

    it('keep what is open over a refresh', () => {
        show(full());
        const before = [...page().querySelectorAll('avma-explanation, dd')];
        show(full());
        expect([...page().querySelectorAll('avma-explanation, dd')].map((one, n) => one === before[n])).toEqual(before.map(() => true));
    });

    it('read the licensing and the log of a guest, unless that is going on or the host forbids it', () => {
        const told: unknown[] = [];
        fixture.componentInstance.act.subscribe(action => told.push(action));
        const buttons = 'section > avma-advice-button, avma-guest-history > avma-advice-button';
        const names = (): unknown[] => given(buttons, 'action');
        show(bare());
        expect([names(), given(buttons, 'reading')]).toEqual([
            ['readLicense', 'readLog'],
            [false, false]
        ]);
        fixture.debugElement.queryAll(By.css(buttons))[1].triggerEventHandler('act', 'readLog');
        expect(told).toEqual(['readLog']);
        fixture.componentRef.setInput('canLook', false);
        fixture.detectChanges();
        expect(given(buttons, 'reading')).toEqual([true, true]);
        show(full());
        expect(names()).toEqual(['readLog']);
        show(full(), { code: 'timedOut', raw: '' });
        expect(names()).toEqual(['readLicense', 'readLog']);
        show(assessed({ licenseStatus: 1, languageMode: 'ConstrainedLanguage' }, { enabledState: 2 }, null));
        expect(names()).toEqual([]);
    });

    it('say what is known of the machine', () => {
        const view = show(full());
        expect(view.facts.length).toBeGreaterThan(3);
        expect(pairsOf(section(strings.Details.machine))).toEqual(view.facts.map(({ label, value }) => [label, value]));
    });

    it('hand on the Data Exchange items, and show what made no sense as text', () => {
        const view = show(full());
        const part = section(strings.Details.items);
        expect(textsOf(part, 'h4')).toEqual([strings.Details.malformed]);
        expect(textsOf(part, 'p')).toEqual([strings.Details.itemsText, strings.RemoveItems.action]);
        expect([given('avma-data-items', 'pools'), given('avma-data-items', 'vmId')]).toEqual([[view.pools], [vmId]]);
        // What the host wrote is among what stays hidden.
        expect(textsOf(part, 'pre')).toEqual(['<x']);
        expect(view.pools[2].items).toEqual([{ name: strings.Details.malformed, data: '<y' }]);
        show(bare());
        expect([textsOf(part, 'h4'), textsOf(part, 'p'), textsOf(part, 'pre, button')]).toEqual([[], [strings.Details.itemsText], []]);
    });

    it('hand on which key is chosen, whose events are asked for, and that items are to be removed', () => {
        const told: unknown[] = [];
        const { applyKey, openHistory, removeItems } = fixture.componentInstance;
        applyKey.subscribe(target => told.push(['applyKey', target]));
        openHistory.subscribe(id => told.push(['openHistory', id]));
        removeItems.subscribe(() => told.push(['removeItems']));
        show(full());
        expect(given('avma-guest-history', 'guest')).toEqual([guestKey({ hostName: 'HV01', vmId })]);
        fixture.debugElement.query(By.css('avma-guest-keys')).triggerEventHandler('choose', 'back');
        fixture.debugElement.query(By.css('avma-guest-history')).triggerEventHandler('openHistory', vmId);
        section(strings.Details.items).querySelector('button')?.click();
        expect(told).toEqual([['applyKey', 'back'], ['openHistory', vmId], ['removeItems']]);
    });
});
