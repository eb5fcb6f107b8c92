/** The usage report of a seeded log equals what was seeded, for any paging, and lists its limitations. */
import { guestKey } from '../facts/guest-key';
import { assess } from '../judgement/assess';
import { EventBatch, EventFacts, LogFacts, sppProvider } from '../facts/event-facts';
import { ActivationFacts, GuestFacts, HostFacts } from '../facts/facts';
import { hypotheticalHost } from '../what-if/hypothetical-host';
import { ReportGuest, maxClaims, UsageAccumulator, UsageContext } from './usage-accumulator';
import { usageCells, usageChart, usageColumns, usageCsv, usageOfHostsCsv, UsageReport } from './usage-report';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const host: HostFacts = { ...hypotheticalHost({ version: '2022', edition: 'datacenter', activated: true }), computerName: 'HV01', fqdn: 'HV01.contoso.com' };
const from = '2026-10-26T00:00:00.000Z';
const complete = { complete: true, cutLogs: [] };
const minute = (n: number): string => new Date(Date.parse(from) + n * 60_000).toISOString();

function guest(n: number, name: string, fqdn: string | null = null): GuestFacts {
    const items = { FullyQualifiedDomainName: fqdn ?? '', OSBuildNumber: '20348', OSEditionId: '8', OSPlatformId: '2', ProductType: '3' };
    return {
        ...({ vmId: id(n), name, enabledState: 2, dataExchangeState: 2 } as GuestFacts),
        intrinsic: Object.entries(items).map(([key, data]) => ({ name: key, data })),
        ...{ guest: [], hostItems: [], hostOnlyItems: [], malformed: [], dataExchangeStatus: [], heartbeatStatus: [] }
    };
}
function judged(facts: GuestFacts, licenseStatus: number | null = null, error: ActivationFacts['error'] = null): ReportGuest {
    const activation = { vmId: facts.vmId, collectedAt: minute(9), buildNumber: 17763, operatingSystemSku: 7, licenseStatus, error } as ActivationFacts;
    const read = licenseStatus === null && !error ? null : activation;
    return { hostName: 'HV01', guest: facts, assessment: assess(host, facts, read), activation: read };
}
const event = (time: number | null, data: readonly string[], more: Partial<EventFacts> = {}): EventFacts => ({
    collectedAt: null,
    source: 'host',
    machineName: 'HV01.contoso.com',
    vmId: null,
    logName: 'Application',
    providerName: sppProvider,
    id: 12310,
    recordId: null,
    level: 4,
    timeCreated: time === null ? null : minute(time),
    data,
    message: null,
    ...more
});
const application: LogFacts = {
    collectedAt: null,
    source: 'host',
    machineName: 'HV01',
    vmId: null,
    logName: 'Application',
    exists: true,
    enabled: true,
    sizeBytes: 20_971_520,
    maximumBytes: 20_971_520,
    recordCount: 50_000,
    oldestRecordTime: '2026-10-01T00:00:00Z',
    error: null
};
const kms: LogFacts = { ...application, logName: 'Key Management Service', sizeBytes: 0, recordCount: 0, oldestRecordTime: null };

const guests = [
    judged(guest(1, 'web'), 1),
    judged(guest(2, 'sql', 'sql.contoso.com')),
    judged(guest(3, 'twin')),
    judged(guest(4, 'twin')),
    judged(guest(5, 'idle'))
];
const context: UsageContext = { host, guests, from, until: minute(60) };
const batch = (events: readonly EventFacts[], logs: readonly LogFacts[] = [application, kms], problems: readonly string[] = []): EventBatch => ({
    logs,
    events,
    problems
});

const seeded: readonly EventFacts[] = [
    event(50, ['0x00000000', id(1).toUpperCase()]),
    event(49, ['hr=0x00000000', `{${id(1)}}`]),
    event(48, ['-1073414909', 'WEB']),
    event(47, ['garbage', id(1)]),
    event(40, ['0xC004FD02', 'sql.contoso.com']),
    event(39, ['0xC004FD02', 'SQL']),
    event(38, ['0xC004FD00', 'sql.contoso.com']),
    event(30, ['0x00000000', 'twin']),
    event(20, ['0x00000000', id(99)]),
    event(19, ['0x00000000', id(99).toUpperCase()]),
    event(18, ['0xC004FD03', 'old.contoso.com']),
    event(10, ['0x00000000', '']),
    event(null, ['0x00000000']),
    // Neither of these is a guest's request.
    event(9, ['0x00000000', id(1)], { id: 8198 }),
    event(8, ['0x00000000', id(1)], { source: 'guest', vmId: id(1) }),
    event(7, ['0x00000000', id(1)], { providerName: 'Microsoft-Windows-Hyper-V-Hypervisor' })
];

function report(
    pages: readonly EventBatch[],
    more: Partial<UsageContext> = {},
    end = complete as { complete: boolean; cutLogs: readonly string[] }
): UsageReport {
    const accumulator = new UsageAccumulator({ ...context, ...more });
    pages.forEach(page => accumulator.take(page));
    return accumulator.result(end);
}
const summary = (made: UsageReport): string[] => made.unknowns.map(({ code, data }) => ('count' in data ? `${code} ${data['count']}` : code));

describe('the usage report', () => {
    it('has exactly the seeded counts for each guest and outcome', () => {
        const made = report([batch(seeded)]);
        const lines = made.entries.map(one => [
            one.kind,
            one.name ?? one.says?.text ?? null,
            one.requests,
            one.outcomes.success,
            one.outcomes.failure,
            one.outcomes.unknown,
            one.joinedBy.join()
        ]);
        expect(lines).toEqual([
            ['guest', 'sql', 3, 0, 3, 0, 'fqdn,name'],
            ['guest', 'web', 4, 2, 1, 1, 'id,name'],
            ['ambiguous', 'twin', 1, 1, 0, 0, 'name'],
            ['claim', id(99), 2, 2, 0, 0, ''],
            ['claim', 'old.contoso.com', 1, 0, 1, 0, ''],
            ['unnamed', null, 2, 2, 0, 0, '']
        ]);
        expect([made.requests, made.outcomes]).toEqual([13, { success: 7, failure: 5, unknown: 1 }]);
    });

    it('is the same whatever pages the events came in, and whatever order', () => {
        const one = report([batch(seeded)]);
        const log = [application, kms];
        expect(report([...seeded].reverse().map(each => batch([each], log)))).toEqual({ ...one, entries: jasmine.any(Array) as never });
        expect(report(seeded.map(each => batch([each], log))).entries).toEqual(one.entries);
    });

    it('tells codes, first and last, and what was read inside before what is reported', () => {
        const [sql, web, twin, , , unnamed] = report([batch(seeded)]).entries;
        expect(sql.codes).toEqual([
            { code: 0xc004fd02, count: 2 },
            { code: 0xc004fd00, count: 1 }
        ]);
        expect([sql.first, sql.last, sql.version, sql.edition, sql.verified]).toEqual([minute(38), minute(40), '2022', 'Datacenter', null]);
        expect([web.version, web.edition, web.verified]).toEqual(['2019', 'Standard', { readAt: minute(9), licenseStatus: 1 }]);
        expect([twin.candidates, twin.vmId, twin.verdict]).toEqual([[3, 4].map(n => guestKey({ hostName: 'HV01', vmId: id(n) })), null, null]);
        expect([unnamed.first, unnamed.last]).toEqual([minute(10), minute(10)]);
    });

    it('tells nothing of a reading that the log has overtaken', () => {
        const web = judged({ ...guest(1, 'web'), createdOn: null }, 1);
        const assessment = assess({ ...host, collectedAt: minute(40) }, web.guest, web.activation, { at: minute(30), code: 0, by: 'id', otherHost: null });
        const [entry] = report([batch([event(30, ['0x00000000', id(1)])])], { guests: [{ ...web, assessment }] }).entries;
        expect([entry.evidence, entry.verdict, entry.verified]).toEqual(['logged', 'activated', null]);
    });

    it('names what it cannot know of a log that covers the period', () => {
        expect(summary(report([batch(seeded)]))).toEqual(['codesNotDecodable 1', 'unassigned 5', 'ambiguous 1', 'guestsNotRead 1']);
        const failed = [judged(guest(1, 'web'), 1, { code: 'noAnswer', hresult: null, id: null, reason: null, message: null })];
        expect(summary(report([batch(seeded.slice(0, 1))], { guests: failed }))).toEqual(['guestsNotRead 1']);
        expect(summary(report([batch([])]))).toEqual([]);
    });

    it('names logs that hold less than the period, and in another log only what kept it from being read', () => {
        const young = { oldestRecordTime: minute(5) };
        const error = { code: 'accessDenied', hresult: null, id: null, reason: null, message: null };
        const log = (more: Partial<LogFacts>, other: Partial<LogFacts> = {}): string[] =>
            summary(
                report([
                    batch(
                        [],
                        [
                            { ...application, ...more },
                            { ...kms, ...other }
                        ]
                    )
                ])
            );
        expect(log(young)).toEqual(['logOverwritten']);
        expect(log({ ...young, sizeBytes: 1 })).toEqual(['logStartsLater']);
        expect(log({ recordCount: 0, oldestRecordTime: null })).toEqual(['logEmpty']);
        expect(log({ exists: false })).toEqual(['logMissing']);
        expect(log({ error })).toEqual(['logDenied']);
        expect(log({ enabled: false })).toEqual(['logDisabled']);
        expect(log({ enabled: false, ...young })).toEqual(['logDisabled', 'logBegins']);
        expect([log({}, { exists: false }), log({}, { error }), log({}, { exists: null })]).toEqual([[], ['logDenied'], ['logFailed']]);
        expect(summary(report([batch([], [kms])]))).toEqual(['logNotRead']);
        const all = report([batch([])], { from: null });
        expect([summary(all), all.unknowns[0].data['since']]).toEqual([['logBegins'], application.oldestRecordTime]);
    });

    it('names other nodes, an unknown host, rows and logs that were cut, and an end before the last page', () => {
        const nodes = { ...host, clusterName: 'CL1', clusterNodeNames: ['hv01', 'HV02', 'HV03'] };
        const [unknown] = report([batch([])], { host: nodes }).unknowns;
        expect(unknown).toEqual({ code: 'otherNodes', data: { count: 2, cluster: 'CL1', nodes: 'HV02, HV03' } });
        expect(summary(report([batch([])], { host: null }))).toEqual(['hostUnknown']);
        expect(summary(report([batch([], [application], ['event.id'])], {}, { complete: false, cutLogs: ['Key Management Service'] }))).toEqual([
            'incomplete',
            'logCut',
            'rowsUnreadable 1'
        ]);
    });

    it('holds no more entries than guests and a fixed number of names, and counts every request all the same', () => {
        const accumulator = new UsageAccumulator(context);
        for (let n = 0; n < maxClaims + 500; n++) {
            accumulator.take(
                batch([event(1, [`0x8765${String(n).padStart(4, '0')}`, id(1000 + n)]), event(1, [`0x8765${String(n).padStart(4, '0')}`, id(1)])])
            );
        }
        const made = accumulator.result(complete);
        const web = made.entries[0];
        expect([made.requests, made.entries.length]).toEqual([2 * (maxClaims + 500), maxClaims + 2]);
        expect(web.codes.reduce((sum, one) => sum + one.count, web.otherCodes)).toBe(maxClaims + 500);
        expect(summary(made)).toContain('namesNotListed 500');
    });

    it('counts requests by hours, whatever their order, and draws them over the days of the period in UTC', () => {
        const made = report([batch([event(1, ['0x0', id(1)]), event(59, ['0xC004FD02', id(1)]), event(24 * 60, ['0x0', id(1)]), event(null, ['0x0', id(1)])])]);
        const [first, second] = [Date.parse(from), Date.parse(from) + 24 * 3_600_000];
        expect(made.hours).toEqual([
            { time: first, counts: { success: 1, failure: 1, unknown: 0 } },
            { time: second, counts: { success: 1, failure: 0, unknown: 0 } }
        ]);
        const chart = usageChart({ ...made, from: minute(30), until: minute(3 * 24 * 60) });
        // The hour in which the period begins counts to its first day.
        expect(chart?.buckets.map(({ counts }) => counts.success + counts.failure)).toEqual([2, 1, 0, 0]);
        expect([chart?.unit, chart?.utc, chart?.outside]).toEqual(['day', true, 0]);
        expect(usageChart({ ...made, until: minute(60) })?.unit).toBe('hour');
        expect(usageChart({ ...made, from: null, until: minute(2 * 24 * 60) })?.buckets.length).toBe(49);
        expect(usageChart({ ...made, hours: [] })).toBeNull();
    });

    it('is a table of cells that no spreadsheet calculates', () => {
        const titles = Object.fromEntries(usageColumns.map(column => [column, column.toUpperCase()])) as Record<(typeof usageColumns)[number], string>;
        const made = report([batch([...seeded, event(1, ['0x0', id(6)])])], { guests: [...guests, judged(guest(6, '=1+1'))] });
        const lines = usageCsv(made, titles).split('\r\n');
        expect([lines.length, lines[0].includes('GUEST,VMID')]).toEqual([made.entries.length + 2, true]);
        expect(lines[2]).toBe(`sql,${id(2)},sql.contoso.com,fqdn name,3,0,3,0,0xC004FD02 (2) 0xC004FD00 (1),${minute(38)},${minute(40)},2022,Datacenter,,`);
        expect(lines.some(line => line.startsWith(`'=1+1,${id(6)},`))).toBeTrue();
        const web = usageCells(made.entries[2]);
        expect([web.codes, web.licenseStatus, web.readAt]).toEqual(['0x00000000 (2) 0xC004FD03 (1) ? (1)', 1, minute(9)]);
    });

    it('of many hosts are one table, in which a host that nobody asked, and one that could not be counted, have their own row', () => {
        const titles = Object.fromEntries([...usageColumns, 'host', 'remark'].map(column => [column, column.toUpperCase()])) as Parameters<
            typeof usageOfHostsCsv
        >[1];
        const made = report([batch(seeded)]);
        const lines = usageOfHostsCsv(
            [
                { hostName: 'HV01', report: made, remark: 'counted' },
                { hostName: 'HV02', report: report([batch([])]), remark: 'counted' },
                { hostName: 'HV03', report: null, remark: 'not reached' }
            ],
            titles
        ).split('\r\n');
        expect(lines[0].endsWith('REMARK')).toBeTrue();
        expect(lines.filter(line => line.startsWith('HV01,')).length).toBe(made.entries.length);
        expect(lines.slice(made.entries.length + 1, -1)).toEqual(['HV02,,,,,0,,,,,,,,,,,counted', 'HV03,,,,,,,,,,,,,,,,not reached']);
    });
});
