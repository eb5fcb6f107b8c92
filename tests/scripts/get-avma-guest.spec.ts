/** Get-AvmaGuest on the engine: every field, every failure, and a number of queries that does not grow. */
import { loadEstate } from '../../dev-gateway/estate/estate';
import { NodeEntry } from '../../dev-gateway/estate/estate-file';
import { importGuestRow } from '../../src/app/data/import/import-guest-row';
import { estateOf } from '../estate/support/ask';
import { runScript, timeless } from './support/script-runner';

const named = (rows: ReadonlyArray<Record<string, unknown>>, name: string): Record<string, unknown> => {
    const row = rows.find(one => one.name === name);
    if (!row) {
        throw new Error(`no row for ${name}`);
    }
    return row;
};

describe('Get-AvmaGuest', () => {
    it('describes every machine of HV01 in rows that the importer accepts, and never the host', async () => {
        const { rows, errors, failure } = await runScript('Get-AvmaGuest', 'HV01');
        expect(failure).toBeNull();
        expect(errors).toEqual([]);
        expect(rows.length).toBe(28);
        rows.forEach((row, index) => expect(() => importGuestRow(row, `guests[${index}]`)).not.toThrow());
        expect(rows.some(row => row.name === 'HV01')).toBeFalse();
    });

    it('fills each field from its class', async () => {
        const { rows } = await runScript('Get-AvmaGuest', 'HV01');
        const row = named(rows, 'APP01');
        expect(Object.keys(row)).toEqual([
            'collectedAt',
            'vmId',
            'name',
            'enabledState',
            'lastStateChange',
            'generation',
            'version',
            'notes',
            'createdOn',
            'uptimeMs',
            'shielded',
            'replicationState',
            'parentSnapshot',
            'dataExchangeState',
            'dataExchangeStatus',
            'heartbeatStatus',
            'intrinsic',
            'guest',
            'hostItems',
            'hostOnlyItems',
            'malformed',
            'clusterResource'
        ]);
        expect(row.enabledState).toBe(2);
        expect(row.generation).toBe(2);
        expect(row.version).toBe('9.0');
        expect(row.shielded).toBeFalse();
        expect(row.dataExchangeStatus).toEqual([2]);
        expect(row.heartbeatStatus).toEqual([2]);
        expect(row.hostItems).toEqual([{ name: 'CostCentre', data: '4711' }]);
        expect(row.hostOnlyItems).toEqual([{ name: 'Ticket', data: 'INC-2041' }]);
        expect(row.intrinsic).toContain({ name: 'OSBuildNumber', data: '17763' });
        expect(named(rows, 'DC01').notes).toBe('Domain controller of contoso.com');
        expect(named(rows, 'LEGACY01').generation).toBe(1);
        expect(named(rows, 'APP02').parentSnapshot).toContain('Msvm_VirtualSystemSettingData');
        expect(named(rows, 'SHIELDED01').shielded).toBeTrue();
        expect(named(rows, 'REPLICA01').replicationState).toBe(3);
    });

    it('keeps a malformed item as it came, and everything else', async () => {
        const row = named((await runScript('Get-AvmaGuest', 'HV01')).rows, 'runner01');
        expect(row.malformed).toEqual([{ pool: 'guest', raw: 'not <xml' }]);
        expect(row.guest).toEqual([
            { name: 'other.item', data: '10.77.0.11' },
            { name: 'slate.error', data: 'KVP item slate.ip missing & no <cache>' }
        ]);
    });

    it('says nothing of machines that are off, silent or without Data Exchange', async () => {
        const { rows } = await runScript('Get-AvmaGuest', 'HV01');
        for (const [name, enabledState, dataExchangeState] of [
            ['OFF01', 3, 2],
            ['SAVED01', 6, 2],
            ['NOEXCHANGE', 2, 3],
            ['SILENT01', 2, 2]
        ] as const) {
            const row = named(rows, name);
            expect([name, row.enabledState, row.dataExchangeState, row.intrinsic]).toEqual([name, enabledState, dataExchangeState, []]);
        }
    });

    it('brings names with quotes, markup and other scripts through unchanged', async () => {
        const names = (await runScript('Get-AvmaGuest', 'HV01')).rows.map(row => row.name);
        expect(names).toContain("x\u2019; throw 'INJECTED'; \u2018");
        expect(names).toContain('<img src=x onerror=alert(1)>');
        expect(names.filter(name => name === 'VSERVER09').length).toBe(2);
    });

    it('asks as often for 1,000 machines as for 12, and at most eight times', async () => {
        const estate = loadEstate();
        const small = await runScript('Get-AvmaGuest', 'HV-12', { estate });
        const big = await runScript('Get-AvmaGuest', 'HV-BIG', { estate });
        expect([small.rows.length, big.rows.length]).toEqual([12, 1000]);
        expect(estate.statistics('HV-BIG').calls).toEqual(estate.statistics('HV-12').calls);
        const queries = Object.values(estate.statistics('HV-BIG').cimQueries).reduce((sum, count) => sum + count, 0);
        expect(queries).toBeLessThanOrEqual(8);
    });

    it('gives the same rows in constrained language', async () => {
        const full = await runScript('Get-AvmaGuest', 'HV01');
        const constrained = await runScript('Get-AvmaGuest', 'HV01', { language: 'constrained' });
        expect(constrained.failure).toBeNull();
        expect(constrained.rows.map(timeless)).toEqual(full.rows.map(timeless));
    });

    it('knows the machines of a German host by their ids', async () => {
        expect((await runScript('Get-AvmaGuest', 'HV-DE')).rows.map(row => row.name)).toContain('B\u00fcro-Server \u201eK\u00f6ln\u201c');
    });

    it('leaves null what a 2012 R2 host has no class for', async () => {
        const { rows, failure } = await runScript('Get-AvmaGuest', 'HV-2012');
        expect(failure).toBeNull();
        expect(rows.map(row => row.shielded)).toEqual([null, null]);
    });

    it('finds the cluster resource of a machine by its id', async () => {
        expect(named((await runScript('Get-AvmaGuest', 'NODE1')).rows, 'APP01').clusterResource).toBe('Virtual Machine APP01');
    });

    it('costs a machine whose resource has no private properties nothing but the resource', async () => {
        const cluster = { name: 'CLU', nodes: ['HV'] };
        const estate = estateOf({
            cluster,
            guests: [
                { name: 'A', os: '2022', privateProperties: false },
                { name: 'B', os: '2022' }
            ]
        });
        const { rows, errors, failure } = await runScript('Get-AvmaGuest', 'HV', { estate });
        expect([failure, errors]).toEqual([null, []]);
        expect(rows.map(row => [row.name, row.clusterResource])).toEqual([
            ['A', null],
            ['B', 'Virtual Machine B']
        ]);
    });

    it('lists the machines for a Hyper-V administrator who sees no services', async () => {
        const { rows, errors, failure } = await runScript('Get-AvmaGuest', 'HV-OPERATOR');
        expect([failure, errors]).toEqual([null, []]);
        expect(rows.map(row => row.name)).toEqual(['APP01', 'APP02', 'ubuntu-web', 'OFF01']);
    });

    const guests = [{ name: 'A', os: '2022' }];
    const partly: ReadonlyArray<readonly [what: string, entry: Partial<NodeEntry>, code: string | null]> = [
        ['denied, stopped', { hyperV: 'stopped', rights: { denied: ['Win32_Service'] } }, 'unclassified'],
        ['not seen, stopped', { hyperV: 'stopped', rights: { services: ['sppsvc'] } }, 'unclassified'],
        ['seen, stopped', { hyperV: 'stopped', rights: { services: ['vmms'] } }, 'managementServiceStopped'],
        ['denied, no Hyper-V', { hyperV: 'absent', guests: [], rights: { denied: ['Win32_Service'] } }, 'hyperVAbsent'],
        ['denied, no Hyper-V rights', { hyperVRights: false, rights: { denied: ['Win32_Service'] } }, null],
        ['denied everywhere', { rights: { denied: ['Win32_Service', 'root/virtualization/v2'] } }, 'accessDenied']
    ];
    for (const [what, entry, code] of partly) {
        it(`calls nothing absent that the account does not see: services ${what}`, async () => {
            const { rows, failure } = await runScript('Get-AvmaGuest', 'HV', { estate: estateOf({ guests, ...entry }) });
            expect(rows).toEqual([]);
            const error = JSON.parse(failure?.message.replace(/^AvmaError /, '') ?? 'null') as { code: string } | null;
            expect(error?.code ?? null).toBe(code);
        });
    }

    it('lists nothing, without an error, on an empty host and for an account without rights', async () => {
        for (const node of ['HV-EMPTY', 'HV-RIGHTS']) {
            const { rows, failure } = await runScript('Get-AvmaGuest', node);
            expect([node, rows.length, failure]).toEqual([node, 0, null]);
        }
    });

    for (const [node, code] of [
        ['HV-VMMS', 'managementServiceStopped'],
        ['FILE01', 'hyperVAbsent']
    ] as const) {
        it(`fails on ${node} with the code ${code}`, async () => {
            const { rows, failure } = await runScript('Get-AvmaGuest', node);
            expect(rows).toEqual([]);
            expect(JSON.parse(failure?.message.replace(/^AvmaError /, '') ?? '{}')).toEqual(jasmine.objectContaining({ code }));
        });
    }
});
