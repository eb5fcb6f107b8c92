/** Get-AvmaEvent inside guests: over both channels, in each state of a log, with every failure, and an account that is nowhere. */
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { GuestEntry, LogState, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { insideFailureCodes } from '../../src/app/domain/inside/inside-failures';
import { Account, GuestReader, GuestRows, GuestTarget } from './support/guest-reader';
import { timeless } from './support/script-runner';

type Row = Readonly<Record<string, unknown>>;

const domainAdmin = { user: 'CONTOSO\\guestadmin', password: 'Pa55w.rd!guest' };
/** A password that could be nothing else, wherever it turns up. */
const canary = { user: 'CONTOSO\\guestadmin', password: 'c4n4ry-\u2019"$(x)`\u20ac' };
const seeded = [
    { guest: 'A', code: '0x00000000', hoursAgo: [1, 26, 300], layout: 'hex/host' },
    { guest: 'B', code: '0xC004FD01', hoursAgo: [2], layout: 'hex/host' }
];

function estateWith(guest: Partial<GuestEntry> = {}, node: Partial<NodeEntry> = {}): Estate {
    const guests = [
        { name: 'A', os: '2019', ...guest },
        { name: 'B', os: '2019' }
    ];
    return new Estate(
        {
            domain: 'contoso.com',
            now: '2026-11-01T08:00:00.000Z',
            nodes: [{ name: 'HV', os: '2019', guestAccounts: [domainAdmin], activations: seeded, guests, ...node }]
        },
        0
    );
}

const idOf = (estate: Estate, index = 0): string => estate.node('HV')?.machines[index].id ?? '';

interface Read {
    readonly events: Row[];
    readonly logs: Row[];
}

/** What must hold of all rows; then events and log rows apart. */
function sorted({ rows, events }: GuestRows, vmId: string): Read {
    expect(events[events.length - 1]).toEqual({ kind: 'end', state: 'completed', error: null });
    expect(events.filter(event => event.kind === 'error')).toEqual([]);
    expect(rows.filter(row => row.source !== 'guest' || row.vmId !== vmId)).toEqual([]);
    expect(rows.flatMap(row => Object.keys(row)).filter(name => /^PS|RunspaceId|insideVmId/.test(name))).toEqual([]);
    return { events: rows.filter(row => 'recordId' in row), logs: rows.filter(row => !('recordId' in row)) };
}

async function read(
    estate: Estate,
    target: Partial<GuestTarget> = {},
    account: Account = domainAdmin,
    more: Readonly<Record<string, unknown>> = {}
): Promise<Read> {
    const reader = await GuestReader.open(estate, 'HV');
    const vmId = target.vmId ?? idOf(estate);
    const answer = await reader.rows('Get-AvmaEvent', { ...target, vmId }, account, more);
    await reader.close();
    return sorted(answer, vmId);
}

const codeOf = (row: Row): string => (row.error as { code: string }).code;

describe('Get-AvmaEvent inside a guest', () => {
    it('gives the same rows as on a host, of the guest', async () => {
        const estate = estateWith();
        const { events, logs } = await read(estate);
        expect(logs.map(timeless)).toEqual([
            {
                collectedAt: null,
                source: 'guest',
                machineName: 'A',
                vmId: idOf(estate),
                logName: 'Application',
                exists: true,
                enabled: true,
                sizeBytes: 331776,
                maximumBytes: 20971520,
                recordCount: 477,
                oldestRecordTime: '2026-09-03T04:00:00.0000000Z',
                error: null
            },
            jasmine.objectContaining({ logName: 'Key Management Service', exists: true, recordCount: 0, oldestRecordTime: null, error: null })
        ]);
        expect(events.length).toBe(3);
        expect(timeless(events[0])).toEqual({
            collectedAt: null,
            source: 'guest',
            machineName: 'a.contoso.com',
            vmId: idOf(estate),
            logName: 'Application',
            providerName: 'Microsoft-Windows-Security-SPP',
            id: 12309,
            recordId: 5187,
            level: 4,
            timeCreated: '2026-11-01T07:00:00.0000000Z',
            data: ['0x00000000', 'hv.contoso.com'],
            message: 'The client has processed an Automatic VM activation response from the parent partition.\r\nReturned hr=0x00000000\r\nhv.contoso.com'
        });
    });

    it('goes over WinRM and by HTTPS as well, into 2012 R2 too', async () => {
        const estate = estateWith({ os: '2012 R2' });
        for (const address of ['a.contoso.com', 'https://a.contoso.com:5986']) {
            const { events } = await read(estate, { channel: 'winrm', address });
            expect([address, events.map(row => row.id)]).toEqual([address, [12309, 12309, 12309]]);
        }
    });

    it('filters and pages in the guest', async () => {
        const estate = estateWith();
        const first = await read(estate, {}, domainAdmin, { maximum: 2, ids: [12309], startTime: '2026-10-01T00:00:00Z' });
        expect([first.events.length, first.logs.length]).toEqual([2, 2]);
        const next = await read(estate, {}, domainAdmin, { maximum: 2, ids: [12309], beforeRecordId: first.events[1].recordId });
        expect(next.events.map(row => row.timeCreated)).toEqual(['2026-10-19T20:00:00.0000000Z']);
        expect(next.logs.map(row => row.logName)).toEqual(['Application']);
        // What explains that nobody has asked for activation.
        expect((await read(estate, {}, domainAdmin, { ids: [12288], maximum: 1 })).events.map(row => row.id)).toEqual([12288]);
    });

    for (const [application, log, count] of [
        ['empty', { exists: true, recordCount: 0, error: null }, 0],
        ['missing', { exists: false, error: null }, 0],
        ['cleared', { exists: true, error: null }, 1],
        ['disabled', { enabled: false, error: null }, 1],
        ['denied', { exists: null, error: jasmine.objectContaining({ code: 'accessDenied', hresult: -2147024891 }) }, 0],
        ['huge', { recordCount: 100_000, error: null }, 500]
    ] as ReadonlyArray<readonly [LogState, Row, number]>) {
        it(`tells a log that is ${application}`, async () => {
            const { events, logs } = await read(estateWith({ inside: { eventLogs: { application } } }));
            expect(logs[0]).toEqual(jasmine.objectContaining(log));
            expect(events.length).toBe(count);
        });
    }

    const failures: ReadonlyArray<readonly [what: string, guest: Partial<GuestEntry>, target: Partial<GuestTarget>, account: Account, code: string]> = [
        ['that is off', { state: 'off' }, {}, domainAdmin, 'notRunning'],
        ['that does not answer', { inside: { direct: 'noAnswer' } }, {}, domainAdmin, 'noAnswer'],
        ['that refuses the account', {}, {}, canary, 'credentialRefused'],
        ['whose session breaks off', { inside: { direct: 'lost' } }, {}, domainAdmin, 'sessionLost'],
        ['that is not here', {}, { vmId: 'AFB8E28D-7509-3A74-AAFA-0886C2328070' }, domainAdmin, 'notFound'],
        ['that is not trusted', { inside: { winrm: 'notTrusted' } }, { channel: 'winrm', address: 'a.contoso.com' }, domainAdmin, 'winrmNotTrusted'],
        ['that cannot be reached', { inside: { winrm: 'unreachable' } }, { channel: 'winrm', address: 'a.contoso.com' }, domainAdmin, 'winrmUnreachable'],
        [
            'where the account has no rights',
            { inside: { winrm: 'accessDenied' } },
            { channel: 'winrm', address: 'a.contoso.com' },
            domainAdmin,
            'winrmAccessDenied'
        ],
        ['that is another one', {}, { channel: 'winrm', address: 'b.contoso.com' }, domainAdmin, 'wrongMachine'],
        ['that cannot say who it is', { inside: { insideVmId: null } }, { channel: 'winrm', address: 'a.contoso.com' }, domainAdmin, 'identityUnknown']
    ];
    for (const [what, guest, target, account, code] of failures) {
        it(`says ${code} of a guest ${what}, the same in German, and reads nothing`, async () => {
            const found: Row[] = [];
            for (const language of ['en', 'de'] as const) {
                const { events, logs } = await read(estateWith(guest, { language }), target, account);
                expect([events, logs.length]).toEqual([[], 1]);
                found.push(logs[0]);
            }
            const [english, german] = found;
            expect(codeOf(english)).toBe(code);
            expect(insideFailureCodes as readonly string[]).toContain(code);
            const nothing = { logName: null, machineName: null, exists: null, enabled: null, recordCount: null, oldestRecordTime: null };
            expect(english).toEqual(jasmine.objectContaining(nothing));
            const plain = (row: Row): Row => ({ ...row, collectedAt: null, error: { ...(row.error as Row), message: null } });
            expect(plain(german)).toEqual(plain(english));
        });
    }

    it('asks again for an account that this session cannot decrypt', async () => {
        const estate = estateWith();
        const reader = await GuestReader.open(estate, 'HV');
        const { logs } = sorted(await reader.rows('Get-AvmaEvent', { vmId: idOf(estate) }, Buffer.alloc(128, 7).toString('base64')), idOf(estate));
        expect(logs.map(codeOf)).toEqual(['encryptionKeyMissing']);
        await reader.close();
    });

    it('makes one logon a call, and leaves the password in no row, error, event or parameter', async () => {
        const estate = estateWith({ inside: { accounts: [canary] } });
        const reader = await GuestReader.open(estate, 'HV', null);
        const seen: string[] = [];
        for (const target of [{}, { channel: 'winrm', address: 'a.contoso.com' }] as const) {
            const answer = await reader.rows('Get-AvmaEvent', { ...target, vmId: idOf(estate) }, canary);
            expect(sorted(answer, idOf(estate)).events.length).toBe(3);
            seen.push(JSON.stringify(answer.events), ...answer.events.map(event => (event.kind === 'parameters' ? event.values.join('') : '')));
        }
        expect(estate.logons.map(logon => logon.success)).toEqual([true, true]);
        // The log is worth something only if it holds what was passed on.
        expect(seen.join('')).toContain('12309');
        expect(seen.filter(text => text.includes('c4n4ry'))).toEqual([]);
        await reader.close();
    });

    it('reads the guests of the estate that comes with the project', async () => {
        const estate = loadEstate();
        const reader = await GuestReader.open(estate, 'HV01');
        const own = async (name: string, nth = 0): Promise<Read> => {
            const vmId = estate.node('HV01')?.machines.filter(machine => machine.entry.name === name)[nth].id ?? '';
            return sorted(await reader.rows('Get-AvmaEvent', { vmId }, domainAdmin), vmId);
        };
        expect((await own('DC01')).events.length).toBe(6);
        expect((await own('WIN10-VDI')).logs.map(row => (row.error as { code: string } | null)?.code ?? null)).toEqual(['accessDenied', null]);
        expect((await own('OFF01')).logs.map(codeOf)).toEqual(['notRunning']);
        await reader.close();
    });
});
