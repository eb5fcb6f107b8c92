/** What the details of a guest say: verdict, machine, what was read inside, its events. */
import { guestKey } from '../domain/facts/guest-key';
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { EventFacts, sppProvider } from '../domain/facts/event-facts';
import { assess } from '../domain/judgement/assess';
import { AssessedGuest } from '../state/guests/guest-judge';
import { JoinedEvents } from '../state/events/joined-events';
import { agoText, AvmaStrings, avmaStrings, dateText, durationText, fillText } from '../shared/texts';
import { GuestDetailsView, toGuestDetails } from './guest-details-view';
import { toGuestHistory } from './guest-history-view';

const vmId = '00000000-0000-0000-0000-000000000001';
const now = Date.UTC(2026, 2, 1, 12);
const minuteMs = 60_000;

describe('the details of a guest', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    function detailsOf(guestChange: object = {}, activation: object | null = null, hostChange: object = {}): GuestDetailsView {
        const host = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1, ...hostChange });
        const items = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7', OSName: 'Windows Server 2019 Standard' };
        const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
        const guest = importGuestRow({ vmId, name: 'APP01', enabledState: 2, dataExchangeState: 2, intrinsic, ...guestChange });
        const facts = activation && importActivationRow({ vmId, ...activation });
        const assessed: AssessedGuest = {
            hostName: 'HV01',
            host,
            guest,
            assessment: assess(host, guest, facts ?? null),
            inside: facts && { facts, readAt: now - 3 * 60 * minuteMs, hadAvma: false }
        };
        return toGuestDetails(assessed, now, strings);
    }
    const valueOf = (facts: GuestDetailsView['facts'], label: string): string | undefined => facts.find(fact => fact.label === label)?.value;

    it('give the verdict with its reasons, and the key', () => {
        const details = detailsOf();
        expect([details.verdict, details.verdictText, details.evidence.kind]).toEqual([strings.Verdicts.eligible, strings.VerdictTexts.eligible, 'reported']);
        expect([details.key?.key.slice(-5), details.vmId, details.errorCode]).toEqual(['4GF74', vmId, '']);
        expect(details.kmsClientKey).not.toBeNull();
        const newer = detailsOf({}, null, { buildNumber: 14393 });
        expect(newer.verdict).not.toBe(details.verdict);
        expect(newer.reasons.length).toBeGreaterThan(0);
        expect(newer.findings.length).toBeGreaterThanOrEqual(newer.reasons.length);
    });

    it('give notes', () => {
        const otherHost = { licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel', partialProductKey: '4GF74' };
        const details = detailsOf({}, { ...otherHost, licenseStatus: 1, avmaHostName: 'HV99', gracePeriodMinutes: 100 });
        expect(details.notes.length).toBeGreaterThan(0);
        expect(details.findings.length).toBe(details.reasons.length + details.notes.length);
    });

    it('say of the machine what is known, and leave out the rest', () => {
        const { facts } = detailsOf({ generation: 2, version: '10.0', uptimeMs: 90 * minuteMs, shielded: false, notes: 'mine' });
        const { Details, Guests, Common } = strings;
        expect(valueOf(facts, Guests.state)).toBe(strings.States.running);
        expect(valueOf(facts, Guests.os)).toBe('Windows Server 2019 Standard');
        expect(valueOf(facts, Details.build)).toBe('17763');
        expect(valueOf(facts, Details.dataExchange)).toBe(Details.enabled);
        expect([valueOf(facts, Details.generation), valueOf(facts, Details.version)]).toEqual(['2', '10.0']);
        expect(valueOf(facts, Details.uptime)).toBe(durationText(90));
        expect([valueOf(facts, Details.shielded), valueOf(facts, Details.checkpoint)]).toEqual([Common.no, Common.no]);
        expect([valueOf(facts, Details.notesText), valueOf(facts, Details.id)]).toEqual(['mine', vmId]);
        expect([valueOf(facts, Details.cluster), valueOf(facts, Details.created)]).toEqual([undefined, undefined]);
        const other = detailsOf({ dataExchangeState: 3, shielded: null, parentSnapshot: 'x', createdOn: '2026-01-01T00:00:00.0000000Z' }).facts;
        expect([valueOf(other, Details.dataExchange), valueOf(other, Details.shielded), valueOf(other, Details.checkpoint)]).toEqual([
            Details.disabled,
            Common.unknown,
            Common.yes
        ]);
        expect(valueOf(other, Details.created)).toBe(dateText('2026-01-01T00:00:00.0000000Z'));
        expect(valueOf(detailsOf({ dataExchangeState: null }).facts, Details.dataExchange)).toBe(Common.unknown);
    });

    it('say what was read inside, when, and how long ago', () => {
        const details = detailsOf(
            {},
            { computerName: 'APP01', partialProductKey: '4GF74', licenseStatus: 1, gracePeriodMinutes: 3 * 1440, licenseStatusReason: 1074066433 }
        );
        const { Inside, LookInside } = strings;
        expect(details.evidence.kind).toBe('verified');
        expect(details.insideAt).toBe(fillText(LookInside.readAt, { time: dateText(new Date(now - 180 * minuteMs).toISOString()), age: agoText(180) }));
        expect([valueOf(details.inside, Inside.computerName), valueOf(details.inside, Inside.lastFive)]).toEqual(['APP01', '4GF74']);
        expect(valueOf(details.inside, Inside.status)).toBe(strings.Inside.statuses.s1);
        expect(valueOf(details.inside, Inside.reason)).toBe('0x4004F401');
        expect(valueOf(details.inside, Inside.expires)).toContain(durationText(3 * 1440));
        expect(details.insideFix).toBe('');
        const nobody = detailsOf();
        expect([nobody.inside, nobody.insideAt, nobody.insideFix]).toEqual([[], '', '']);
    });

    it('say each fact that was read inside beside its name, and none that was not', () => {
        const { Inside } = strings;
        const full = {
            collectedAt: '2026-03-01T09:00:00Z',
            computerName: 'APP01',
            licenseName: 'Windows(R), ServerStandard edition',
            licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
            partialProductKey: '4GF74',
            licenseStatus: 5,
            licenseStatusReason: 0xc004f009 - 2 ** 32,
            gracePeriodMinutes: 90,
            avmaHostName: 'HV01',
            avmaLastActivation: '2026-02-28T09:00:00Z',
            activationComponent: 'present',
            sppsvcState: 'Running',
            dataExchangeService: 'Stopped'
        };
        const details = detailsOf({}, full);
        expect(details.inside.map(({ label, value }) => [label, value])).toEqual([
            [Inside.computerName, 'APP01'],
            [Inside.license, full.licenseName],
            [Inside.channel, full.licenseDescription],
            [Inside.keyClass, Inside.classes.avma],
            [Inside.lastFive, '4GF74'],
            [Inside.status, Inside.statuses.s5],
            [Inside.reason, '0xC004F009'],
            [Inside.expires, `${durationText(90)} (${dateText('2026-03-01T10:30Z')})`],
            [Inside.avmaHost, 'HV01'],
            [Inside.lastActivation, dateText(full.avmaLastActivation)],
            [Inside.component, Inside.components.present],
            [Inside.service, 'Running'],
            [Inside.dataExchangeService, 'Stopped']
        ]);
        expect(valueOf(detailsOf({}, { licenseStatus: 77 }).inside, Inside.status)).toBe('77');
        const nothing = detailsOf({}, { gracePeriodMinutes: 0 }).inside;
        expect(nothing.map(({ label }) => label)).toEqual([Inside.keyClass]);
    });

    it('say why something was not read inside, and what to do', () => {
        const details = detailsOf({}, { licenseStatus: 1, unread: [{ field: 'sppsvcState', code: 'notSeen' }] });
        expect(valueOf(details.inside, strings.Inside.service)).toBeTruthy();
        expect(details.insideFix).toBe(strings.Inside.unreadFix);
    });

    it("offer to remove the guest's own items where it has some, and show what made no sense", () => {
        const none = detailsOf();
        expect([none.removable, none.malformed, none.pools.map(({ items }) => items.length)]).toEqual([false, [], [4, 0, 0, 0]]);
        const some = detailsOf({ guest: [{ name: 'Own', data: '1' }], malformed: [{ pool: 'guest', raw: '<x' }] });
        expect([some.removable, some.malformed]).toEqual([true, ['<x']]);
        expect(some.pools.map(({ hidden }) => hidden)).toEqual([false, false, true, true]);
        expect(some.pools.map(({ title, items }) => [title, items.length])).toEqual([
            [strings.Details.intrinsic, 4],
            [strings.Details.guest, 1],
            [strings.Details.hostItems, 0],
            [strings.Details.hostOnlyItems, 0]
        ]);
    });

    it('look up the code that the licensing gives as the reason: of the guest, or of its host', () => {
        expect(detailsOf({}, null, { licenseStatus: 5, licenseStatusReason: 0xc004f009 - 2 ** 32 }).errorCode).toBe('0xC004F009');
        expect(detailsOf().errorCode).toBe('');
    });

    describe('of its events', () => {
        const event = (recordId: number, change: Partial<EventFacts> = {}): EventFacts => ({
            collectedAt: null,
            source: 'host',
            machineName: null,
            vmId: null,
            logName: 'Application',
            providerName: sppProvider,
            id: 12310,
            recordId,
            level: 4,
            timeCreated: `2026-03-01T10:${String(recordId).padStart(2, '0')}:00Z`,
            data: ['0x0'],
            message: null,
            ...change
        });
        const key = guestKey({ hostName: 'HV01', vmId });
        function joined(events: readonly EventFacts[], loading: 'newest' | null = null): Pick<JoinedEvents, 'events' | 'guests' | 'subjectOf'> {
            const subjectOf: JoinedEvents['subjectOf'] = ({ data }) => ({
                kind: 'guest',
                key: data.includes('other') ? guestKey({ hostName: 'HV02', vmId }) : key,
                by: 'id'
            });
            return { events: { events, loading } as unknown as JoinedEvents['events'], guests: null, subjectOf };
        }

        it('has the newest eight of this guest, of both logs', () => {
            const ofHost = [1, 2, 3, 4, 5, 6, 7].map(n => event(n));
            const own = { facts: { events: [event(8, { source: 'guest' }), event(9, { source: 'guest' })] }, readAt: now } as never;
            const view = toGuestHistory(key, joined([...ofHost, event(30, { data: ['other'] })]), own, strings);
            expect(view.lines.map(line => Number(line.key.split(' ').pop()))).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
            expect(view.lines[0].key).not.toBe(view.lines[2].key);
            expect(view.lines[0].time).toBe(dateText('2026-03-01T10:09:00Z'));
            expect(view.lines[0].what).toContain('12310 ');
            expect(view.lines[0].outcome).toContain(strings.Events.outcomes.success);
            expect(view.ownLog).toBe(fillText(strings.GuestLogs.readAt, { count: 2, time: dateText(new Date(now).toISOString()) }));
        });

        it('says that it reads while nothing is there, and that its own log was not read', () => {
            expect(toGuestHistory(key, joined([], 'newest'), null, strings)).toEqual({
                busy: true,
                timeline: null,
                lines: [],
                ownLog: strings.GuestLogs.notRead
            });
            expect(toGuestHistory(key, joined([event(1)], 'newest'), null, strings).busy).toBeFalse();
            expect(toGuestHistory(key, joined([]), null, strings).busy).toBeFalse();
        });
    });
});
