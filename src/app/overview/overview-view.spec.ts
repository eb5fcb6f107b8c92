/** What the overview shows for each state of the hosts and their guests: no green and no zeros for what wasn't read. */
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { HostFacts } from '../domain/facts/facts';
import { keyOf } from '../domain/facts/guest-key';
import { assess } from '../domain/judgement/assess';
import { NoteCode, Verdict } from '../domain/judgement/assessment';
import { AvmaStrings, avmaStrings, dateText, fillText } from '../shared/texts';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostLog } from '../state/guests/host-logs';
import { GuestsState } from '../state/guests/guests.store';
import { HostReading } from '../state/hosts/hosts.store';
import { InsideReading } from '../state/inside/look-inside.store';
import { OverviewState, overviewToView, OverviewView } from './overview-view';

const now = Date.parse('2026-11-20T12:00:00Z');
const dayMs = 24 * 60 * 60 * 1000;
const row = {
    collectedAt: '2026-11-20T11:59:00Z',
    computerName: 'HV01',
    fqdn: 'hv01.contoso.com',
    buildNumber: 20348,
    operatingSystemSku: 8,
    licenseStatus: 1,
    sppsvcStartMode: 'Manual',
    vmmsState: 'Running',
    hyperVRights: true,
    languageMode: 'FullLanguage'
};
const hostOf = (change: object = {}): HostFacts => importHostRow({ ...row, ...change });
const log: HostLog = { readAt: null, state: 'ok', requests: new Map() };
const nothing: GuestsState = { loading: false, complete: true, guests: [], problems: [], failure: null };

/** A guest of 2019 that can be activated; read inside, where there is a time for it. */
function guestOf(n: number, inside: { readonly readAt: number; readonly minutes: number } | null = null, facts: object = {}): AssessedGuest {
    const intrinsic = Object.entries({ OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' }).map(([name, data]) => ({ name, data }));
    const vmId = `00000000-0000-0000-0000-00000000000${n}`;
    const guest = importGuestRow({ vmId, name: `APP0${n}`, enabledState: 2, dataExchangeState: 2, intrinsic, ...facts });
    const licensed = { licenseStatus: 1, licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel', partialProductKey: '4GF74' };
    const read = inside && importActivationRow({ vmId, ...licensed, buildNumber: 17763, operatingSystemSku: 7, gracePeriodMinutes: inside.minutes });
    const reading: InsideReading | null = read && { facts: read, readAt: inside?.readAt ?? 0, hadAvma: true };
    return { hostName: 'hv01', host: hostOf(), guest, assessment: assess(hostOf(), guest, reading?.facts), inside: reading };
}

const judged = (one: AssessedGuest, verdict: Verdict, notes: readonly NoteCode[] = []): AssessedGuest => ({
    ...one,
    assessment: { ...one.assessment, verdict, notes: notes.map(code => ({ code, data: {} })) }
});

function logged(n: number, code: number): AssessedGuest {
    const one = guestOf(n);
    return { ...one, assessment: assess(one.host, one.guest, null, { at: row.collectedAt, code, by: 'id', otherHost: null }) };
}

describe('what the overview shows', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const view = (change: Partial<OverviewState> & { readonly facts?: HostFacts | null } = {}): OverviewView => {
        const { facts = hostOf(), assessed = [], ...state } = change;
        return overviewToView(strings)({
            hostName: 'hv01',
            isCluster: false,
            host: { loading: false, facts, failure: null },
            many: false,
            hosts: { loading: false, account: null, hosts: [] },
            guests: { ...nothing, guests: (assessed ?? []).map(({ guest }) => guest) },
            assessed,
            logs: new Map([['hv01', log]]),
            since: null,
            looking: false,
            now,
            ...state
        });
    };
    const headline = (change: Parameters<typeof view>[0]): ReadonlyArray<string | undefined> => {
        const { headline: shown } = view(change);
        return [shown?.level, shown?.text];
    };

    describe('of one host', () => {
        it('is a headline about the host that is green only where everything was read', () => {
            const cases: ReadonlyArray<readonly [change: object, level: string, text: string]> = [
                [{}, 'good', 'HV01 can activate guests'],
                [{ buildNumber: 25398 }, 'warning', 'HV01 may not be able to activate guests'],
                [{ manufacturer: 'VMware, Inc.' }, 'warning', 'HV01 may not be able to activate guests'],
                [{ hyperVRights: null }, 'unknown', 'As far as your account can read, HV01 can activate guests'],
                [{ hyperVRights: false }, 'warning', "HV01 doesn't show its guests"],
                [{ vmmsState: 'Stopped' }, 'warning', "HV01 doesn't show its guests"],
                [{ operatingSystemSku: 7 }, 'bad', "HV01 can't activate guests"],
                [{ licenseStatus: null }, 'unknown', "It isn't known whether HV01 can activate guests"],
                [{ gracePeriodMinutes: 60 }, 'warning', 'HV01 can activate guests, but its own license ends soon'],
                [{ computerName: null }, 'good', 'hv01 can activate guests']
            ];
            for (const [change, level, text] of cases) {
                expect(headline({ facts: hostOf(change) }))
                    .withContext(JSON.stringify(change))
                    .toEqual([level, text]);
            }
        });

        it('is none before the host is read, and not green while guests or the log are being read', () => {
            expect(view({ facts: null, assessed: null, guests: { ...nothing, complete: false, loading: true } }).headline).toBeNull();
            const reading = ['reading', 'HV01 can activate guests'];
            const assessed = [guestOf(1)];
            expect(headline({ assessed, guests: { ...nothing, complete: false, loading: true } })).toEqual(reading);
            const pending = view({ assessed, logs: new Map() });
            expect([pending.headline?.level, pending.loading, pending.activatable, pending.verifiable, pending.findings]).toEqual([
                'reading',
                true,
                [],
                [],
                null
            ]);
            expect(pending.bar.map(({ text }) => text)).toEqual(['1 Eligible']);
        });

        it('is a warning where guests could not be read, with the failure unless a requirement says the same', () => {
            const failure = { code: 'unreachable', raw: 'WinRM' } as const;
            const unread = view({ assessed: [guestOf(1)], guests: { ...nothing, complete: false, failure } });
            expect([unread.headline?.level, unread.headline?.text]).toEqual(['warning', "HV01 couldn't be read completely"]);
            expect([unread.failure?.title, unread.noGuests]).toEqual([strings.Failures.unreachable.title, '']);
            const stopped = { ...nothing, complete: false, failure: { code: 'managementServiceStopped', raw: '' } } as const;
            const explained = view({ facts: hostOf({ vmmsState: 'Stopped' }), guests: stopped });
            expect([explained.failure, explained.noGuests]).toEqual([null, fillText(strings.Checks.hyperV.warning, { vmmsState: 'Stopped' })]);
            expect(view({ facts: null, guests: stopped }).failure?.title).toBe(strings.Failures.managementServiceStopped.title);
        });

        it('goes on with the most urgent thing about its guests', () => {
            const said = (assessed: readonly AssessedGuest[]): ReadonlyArray<string | undefined> => headline({ assessed });
            const verified = guestOf(1, { readAt: now, minutes: 60 * 24 * 180 });
            expect(said([verified])).toEqual(['good', 'HV01 can activate guests']);
            expect(said([verified, guestOf(2)])).toEqual(['info', "HV01 can activate guests. 1 guest can be activated and isn't checked yet."]);
            expect(said([guestOf(2), logged(3, 0xc004fd02)])).toEqual(['warning', 'HV01 can activate guests. The last activation request failed for 1 guest.']);
            expect(said([judged(verified, 'unknown')])[1]).toContain('1 guest reports too little to be judged');
            // News are no reason to worry.
            const fresh = guestOf(1, { readAt: now - 2 * dayMs, minutes: 60 * 24 * 180 });
            expect([said([fresh])[0], view({ assessed: [fresh] }).findings?.map(({ id }) => id)]).toEqual(['good', ['readLongAgo']]);
        });
    });

    describe('of guests', () => {
        it('is a part for each result that occurs, with how it is known, and no zeros', () => {
            const verified = guestOf(1, { readAt: now, minutes: 60 * 24 * 7 });
            const { bar, guestCount, noGuests } = view({ assessed: [verified, logged(2, 0), logged(3, 0), guestOf(4), logged(5, 0xc004fd02)] });
            expect(bar.map(({ verdict, count, text }) => [verdict, count, text])).toEqual([
                ['activated', 3, '3 Activated (1 verified, 2 host log)'],
                ['keyInstalled', 1, '1 Key installed, not activated'],
                ['eligible', 1, '1 Eligible (1 not checked)']
            ]);
            expect([guestCount, noGuests, bar[0].meaning]).toEqual(['5 guests', '', strings.VerdictTexts.activated]);
        });

        it('is why there are none, and no bar, where none can be seen', () => {
            const { Checks, Failures, Guests, Overview } = strings;
            const cases: ReadonlyArray<readonly [change: Parameters<typeof view>[0], text: string]> = [
                [{}, Guests.emptyText],
                [{ facts: hostOf({ hyperVRights: false }) }, Failures.noRights.text],
                [{ facts: hostOf({ hyperVRights: null }) }, Failures.rightsUnknown.text],
                [{ facts: hostOf({ vmmsState: 'Absent' }) }, Checks.hyperV.problem],
                [{ guests: { ...nothing, complete: false, loading: true } }, Overview.noGuestsYet],
                [{ guests: { ...nothing, complete: false } }, '']
            ];
            for (const [change, text] of cases) {
                const { bar, noGuests, guestCount, findings } = view(change);
                expect([bar, noGuests, guestCount, findings]).toEqual([[], text, Overview.guests, null]);
            }
        });

        it('names what needs attention, the most urgent first, each with the filter that shows exactly these', () => {
            const since = '2026-11-19T00:00:00Z';
            const soon = guestOf(1, { readAt: now, minutes: 24 * 60 });
            const assessed = [
                soon,
                guestOf(2, { readAt: now - 2 * dayMs, minutes: 60 * 24 * 180 }),
                judged(guestOf(3), 'otherKey'),
                judged(guestOf(4), 'eligible', ['grantExpired']),
                judged(guestOf(5, { readAt: now, minutes: 0 }), 'eligible'),
                judged(guestOf(6), 'keyInstalled'),
                judged(guestOf(7), 'needsConversion'),
                judged(guestOf(8, null, { createdOn: '2026-11-19T00:00:00Z' }), 'unknown'),
                logged(9, 0xc004fd02)
            ];
            expect(view({ assessed, since }).findings?.map(({ id, query }) => [id, query])).toEqual([
                ['failing', { reason: 'requestFailed' }],
                ['keyInstalled', { verdict: 'keyInstalled' }],
                ['overdue', { note: 'grantExpired' }],
                ['soonDue', { sort: 'expires', evidence: 'verified' }],
                ['otherKey', { verdict: 'otherKey' }],
                ['notActivated', { verdict: 'eligible', evidence: 'verified' }],
                ['notChecked', { verdict: 'eligible', evidence: 'reported' }],
                ['needsConversion', { verdict: 'needsConversion' }],
                ['unknown', { verdict: 'unknown' }],
                ['readLongAgo', { sort: 'expires', evidence: 'verified' }],
                ['created', { since }]
            ]);
            const texts = view({ assessed, since }).findings?.map(({ text }) => text) ?? [];
            expect(texts[1]).toBe("2 guests have an AVMA key and aren't activated");
            expect(texts[10]).toBe(`1 guest was created since your last visit on ${dateText(since)}`);
            // Those whose request failed have a line of their own; without a visit before, nothing is new.
            expect(view({ assessed: [assessed[7], logged(9, 0xc004fd02)] }).findings?.map(({ id }) => id)).toEqual(['failing', 'unknown']);
            expect(view({ assessed: [guestOf(1, { readAt: now, minutes: 60 * 24 * 180 })] }).findings).toEqual([]);
        });

        it('offers to activate those that can be now, and to verify those that are not verified and can be looked into', () => {
            const off = guestOf(3, null, { enabledState: 3 });
            const verified = guestOf(4, { readAt: now, minutes: 60 * 24 * 180 });
            const assessed = [guestOf(1), logged(2, 0), off, verified];
            const { activatable, activateText, verifiable, verifyText } = view({ assessed });
            expect([activatable, activateText]).toEqual([[keyOf(assessed[0])], 'Activate 1 guest']);
            expect([verifiable.map(keyOf), verifyText]).toEqual([[keyOf(assessed[0]), keyOf(assessed[1])], 'Verify 2 guests']);
            expect(view({ assessed, looking: true }).verifiable).toEqual([]);
            expect(view({ assessed, guests: { ...nothing, complete: false } }).verifiable).toEqual([]);
            const constrained = hostOf({ languageMode: 'ConstrainedLanguage' });
            expect(view({ assessed: assessed.map(one => ({ ...one, host: constrained })), facts: constrained }).verifiable).toEqual([]);
        });
    });

    describe('of several hosts', () => {
        const reading = (name: string, change: object | null, more: Partial<HostReading> = {}): HostReading => ({
            hostName: `${name.toLowerCase()}.contoso.com`,
            phase: 'read',
            facts: change && hostOf({ computerName: name, ...change }),
            guests: [],
            problems: [],
            failure: null,
            ...more
        });
        const ofMany = (hosts: readonly HostReading[], isCluster: boolean, change: Partial<OverviewState> = {}): OverviewView =>
            view({
                many: true,
                isCluster,
                facts: hostOf({ clusterName: 'CL01' }),
                hosts: { loading: false, account: null, hosts },
                logs: new Map(hosts.map(({ hostName }) => [hostName, log])),
                ...change
            });
        const gone = reading('HV14', null, { phase: 'failed', failure: { code: 'unreachable', raw: '' } });

        it('is about all of them: the worst first, the others below, and the needs of each', () => {
            const cluster = ofMany([reading('HV11', {}), reading('HV12', { licenseStatus: 5 }), reading('HV13', { operatingSystemSku: 7 }), gone], true);
            expect(cluster.headline).toEqual({
                level: 'bad',
                text: "2 of 4 nodes can't activate guests: HV12, HV13",
                others: ["1 of 4 nodes couldn't be read: hv14"]
            });
            expect(cluster.needs.map(({ name, failure }) => [name, failure?.title ?? ''])).toEqual([
                ['HV12', ''],
                ['HV13', ''],
                ['hv14', strings.Failures.unreachable.title]
            ]);
            expect([cluster.met, cluster.moreHosts, cluster.about, cluster.back, cluster.failure]).toEqual([
                'All requirements met: HV11',
                '',
                'Cluster CL01: 4 nodes',
                '',
                null
            ]);
        });

        it('is green where all can activate guests and nothing is open', () => {
            const chosen = ofMany([reading('HV11', {}), reading('HV12', {}), reading('FILE01', { vmmsState: 'Absent' }, { phase: 'withoutHyperV' })], false);
            expect([chosen.headline?.level, chosen.headline?.text, chosen.needs]).toEqual(['good', 'All 2 hosts can activate guests', []]);
            expect([chosen.about, chosen.back]).toEqual([
                'The 2 hosts that you chose on the page Hosts',
                fillText(strings.Guests.onlyOpened, { hostName: 'HV01' })
            ]);
            expect(chosen.noGuests).toBe(strings.Hosts.noGuests);
        });

        it('says what is still read, and leaves out what was read under a second name', () => {
            const open = ofMany([reading('HV11', {}), reading('HV11', {}, { phase: 'duplicate' }), reading('HV12', null, { phase: 'waiting' })], true, {
                guests: { ...nothing, loading: true, complete: false }
            });
            expect([open.headline?.level, open.headline?.text, open.headline?.others]).toEqual(['reading', 'Reading 1 node: hv12', []]);
        });

        it('stays short for a fleet', () => {
            const many = Array.from({ length: 12 }, (_, n) => reading(`HV${n + 10}`, { licenseStatus: 5 }));
            const fleet = ofMany(many, false);
            expect(fleet.headline?.text).toBe("12 of 12 hosts can't activate guests: HV10, HV11, HV12, HV13, HV14, HV15, HV16, HV17, HV18, HV19, and 2 more");
            expect([fleet.needs.length, fleet.moreHosts]).toEqual([10, fillText(strings.Overview.moreHosts, { count: 2 })]);
        });

        it('without Hyper-V on any is that', () => {
            const none = ofMany([reading('FILE01', { vmmsState: 'Absent' }, { phase: 'withoutHyperV' })], false);
            expect([none.headline?.level, none.headline?.text]).toEqual(['bad', "The host can't activate guests: FILE01"]);
        });

        it('of a cluster whose nodes could not be listed is the node that answered', () => {
            const { about } = view({ isCluster: true, facts: hostOf({ clusterName: 'CL01' }) });
            expect(about).toBe(fillText(strings.Overview.ofNode, { cluster: 'CL01', hostName: 'HV01' }));
        });
    });

    it('says when the oldest was read, what the account could not read, and what a policy takes away', () => {
        const time = (iso: string): string => fillText(strings.Common.readAt, { time: dateText(iso) });
        expect(view().readAt).toBe(time(row.collectedAt));
        const unread = [
            { field: 'vmmsState', code: 'notSeen' },
            { field: 'licenseStatus', code: '0x80041003' }
        ];
        expect(view({ facts: hostOf({ unread }) }).unread).toEqual({
            text: fillText(strings.Unread.hostText, { hostName: 'HV01' }),
            raw: 'vmmsState: notSeen\nlicenseStatus: 0x80041003'
        });
        expect(view({ facts: hostOf({ unread: [{ field: 'model', code: '0x80041001' }] }) }).unread).toBeNull();
        const { restricted } = view({ facts: hostOf({ languageMode: 'ConstrainedLanguage' }) });
        expect([restricted, view().restricted]).toEqual([fillText(strings.Overview.restrictedText, { languageMode: 'ConstrainedLanguage' }), '']);
    });

    it('names the hosts whose logs could not be read, and none whose log shows little', () => {
        const states = { hv01: 'denied', HV02: 'ok', HV03: 'failed', HV04: 'denied', HV05: 'empty' } as const;
        const logs = new Map(Object.entries(states).map(([name, state]) => [name, { ...log, state }]));
        expect(view({ logs }).withoutLog).toEqual([
            fillText(strings.Overview.logDenied, { hostNames: 'hv01, HV04' }),
            fillText(strings.Overview.logFailed, { hostNames: 'HV03' })
        ]);
    });
});
