/** Get-AvmaClusterNode and Get-AvmaClusterGuest on the engine: the cluster as any of its nodes shows it, whatever state the nodes are in. */
import { loadEstate } from '../../dev-gateway/estate/estate';
import { NodeEntry, ReadingRights } from '../../dev-gateway/estate/estate-file';
import { importClusterGuestRow } from '../../src/app/data/import/import-cluster-guest-row';
import { importClusterNodeRow } from '../../src/app/data/import/import-cluster-node-row';
import { estateOf } from '../estate/support/ask';
import { runScript, scriptText, timeless } from './support/script-runner';

type Rows = ReadonlyArray<Record<string, unknown>>;

const named = (rows: Rows, name: string): Record<string, unknown> => {
    const row = rows.find(one => one.name === `Virtual Machine ${name}`);
    if (!row) {
        throw new Error(`no row for ${name}`);
    }
    return row;
};

const codeOf = (message: string | undefined): unknown => (JSON.parse(message?.replace(/^AvmaError /, '') ?? '{}') as { code: unknown }).code;

describe('Get-AvmaClusterNode', () => {
    it('fills each field of each node, also of one that is down, in rows that the importer accepts', async () => {
        const { rows, errors, failure } = await runScript('Get-AvmaClusterNode', 'HV11');
        expect([failure, errors]).toEqual([null, []]);
        const row = (nodeName: string, nodeId: string, state: number): Record<string, unknown> => ({
            collectedAt: null,
            clusterName: 'CL01',
            nodeName,
            nodeId,
            state,
            drainStatus: 0,
            buildNumber: 20348,
            unread: []
        });
        expect(rows.map(timeless)).toEqual([row('HV11', '1', 0), row('HV12', '2', 0), row('HV13', '3', 0), row('HV14', '4', 1)]);
        rows.forEach(one => expect(() => importClusterNodeRow(one)).not.toThrow());
        expect(String(rows[0].collectedAt)).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
    });

    it('gives the same rows on every node that is up, and in constrained language', async () => {
        const { rows } = await runScript('Get-AvmaClusterNode', 'HV11');
        for (const [node, language] of [
            ['HV12', 'full'],
            ['HV13', 'constrained']
        ] as const) {
            const other = await runScript('Get-AvmaClusterNode', node, { language });
            expect(other.failure).toBeNull();
            expect(other.rows.map(timeless)).toEqual(rows.map(timeless));
        }
    });

    it('gives the states as published: one that nobody knows is -1', async () => {
        const cluster = { name: 'CLU', nodes: ['A', 'B', 'C', 'D', 'ELSEWHERE'] };
        const node = (name: string, clusterState?: NodeEntry['clusterState']): Partial<NodeEntry> => ({ name, cluster, clusterState });
        const estate = estateOf(node('A'), node('B', 'paused'), node('C', 'joining'), node('D', 'unknown'));
        const { rows } = await runScript('Get-AvmaClusterNode', 'A', { estate });
        expect(rows.map(row => [row.nodeName, row.state, row.buildNumber])).toEqual([
            ['A', 0, 17763],
            ['B', 2, 17763],
            ['C', 3, 17763],
            ['D', -1, 17763],
            ['ELSEWHERE', 1, null]
        ]);
    });

    it('names the cluster unread where only its name cannot be read', async () => {
        const text = scriptText('Get-AvmaClusterNode').replace("'MSCluster_Cluster' -Property Name", "'MSCluster_Cluster' -Property Nickname");
        const { rows, failure } = await runScript('Get-AvmaClusterNode', 'HV11', { text });
        expect(failure).toBeNull();
        expect(rows.map(row => [row.nodeName, row.clusterName])).toContain(['HV12', null]);
        expect(rows[0].unread).toEqual([{ field: 'clusterName', code: '0x80041017' }]);
        expect(importClusterNodeRow(rows[0]).unread.length).toBe(1);
    });
});

describe('Get-AvmaClusterGuest', () => {
    it('fills each field of every clustered machine, whichever node it is on, in rows that the importer accepts', async () => {
        const { rows, errors, failure } = await runScript('Get-AvmaClusterGuest', 'HV13');
        expect([failure, errors]).toEqual([null, []]);
        rows.forEach(row => expect(() => importClusterGuestRow(row)).not.toThrow());
        const guest = (await runScript('Get-AvmaGuest', 'HV11')).rows.find(row => row.name === 'CL-SQL01');
        expect(timeless(named(rows, 'CL-SQL01'))).toEqual({
            collectedAt: null,
            vmId: guest?.vmId,
            name: guest?.clusterResource,
            groupName: 'CL-SQL01',
            ownerNode: 'HV11',
            state: 2,
            possibleOwners: ['HV11', 'HV12'],
            preferredOwners: ['HV11'],
            unread: []
        });
        expect(named(rows, 'CL-WEB03').ownerNode).toBe('HV12');
        expect(named(rows, 'CL-WEB03').possibleOwners).toEqual(['HV11', 'HV12', 'HV13', 'HV14']);
        expect(named(rows, 'CL-LEGACY01').preferredOwners).toEqual(['HV12', 'HV11']);
        expect([named(rows, 'CL-OFF01').state, named(rows, 'CL-SAVED01').state]).toEqual([3, 3]);
        expect(rows.some(row => row.name === 'Virtual Machine LOCAL11')).toBeFalse();
        expect(new Set(rows.map(row => row.vmId)).size).toBe(rows.length);
    });

    it('tells a list with nobody in it from one that cannot be read', async () => {
        const cluster = { name: 'CLU', nodes: ['A'] };
        const estate = estateOf({ name: 'A', cluster, guests: [{ name: 'ONE', possibleOwners: [] }] });
        expect((await runScript('Get-AvmaClusterGuest', 'A', { estate })).rows[0].possibleOwners).toEqual([]);
        const text = scriptText('Get-AvmaClusterGuest').replace('MSCluster_ResourceToPossibleOwner', 'MSCluster_ResourceToNobody');
        const [row] = (await runScript('Get-AvmaClusterGuest', 'A', { estate, text })).rows;
        expect([row.possibleOwners, row.preferredOwners]).toEqual([null, []]);
        expect(row.unread).toEqual([{ field: 'possibleOwners', code: '0x80041010' }]);
        expect(importClusterGuestRow(row).possibleOwners).toBeNull();
    });

    it('leaves out an id that it does not find, or of which it cannot tell which one it is', async () => {
        const cluster = { name: 'CLU', nodes: ['A'] };
        const estate = estateOf({ name: 'A', cluster, guests: [{ name: 'ONE' }] });
        const read = async (from: string, to: string): Promise<unknown[]> => {
            const text = scriptText('Get-AvmaClusterGuest').replace(from, () => to);
            const [row] = (await runScript('Get-AvmaClusterGuest', 'A', { estate, text })).rows;
            return [row.vmId, row.unread];
        };
        expect(await read('-match "^$guid$"', "-match '^none$'")).toEqual([null, [{ field: 'vmId', code: 'absent' }]]);
        expect(await read('.ToLowerInvariant() }', ".ToLowerInvariant(); 'another' }")).toEqual([null, [{ field: 'vmId', code: 'ambiguous' }]]);
    });

    it('asks three times, whatever the number of machines', async () => {
        const cluster = { name: 'CLU', nodes: ['A', 'B'] };
        const many = Array.from({ length: 150 }, (_, index) => ({ name: `VM${index}` }));
        const estate = estateOf({ name: 'A', cluster, guests: many }, { name: 'B', cluster, guests: [{ name: 'ONE' }] });
        expect((await runScript('Get-AvmaClusterGuest', 'B', { estate })).rows.length).toBe(151);
        expect(estate.statistics('B').calls).toEqual({ 'Get-CimInstance': 3 });
    });

    it('gives the same rows in constrained language', async () => {
        const full = await runScript('Get-AvmaClusterGuest', 'HV11');
        const constrained = await runScript('Get-AvmaClusterGuest', 'HV11', { language: 'constrained' });
        expect(constrained.failure).toBeNull();
        expect(constrained.rows.map(timeless)).toEqual(full.rows.map(timeless));
    });

    it('shows where a machine has moved to', async () => {
        const estate = loadEstate();
        const owner = async (): Promise<unknown> => named((await runScript('Get-AvmaClusterGuest', 'HV12', { estate })).rows, 'CL-WEB01').ownerNode;
        expect(await owner()).toBe('HV11');
        estate.move(String(named((await runScript('Get-AvmaClusterGuest', 'HV12', { estate })).rows, 'CL-WEB01').vmId), 'HV13');
        expect(await owner()).toBe('HV13');
    });
});

describe('Hosts without a cluster that could be read', () => {
    for (const name of ['Get-AvmaClusterNode', 'Get-AvmaClusterGuest']) {
        it(`get no row of ${name} where there is no cluster, and no error`, async () => {
            const { rows, errors, failure } = await runScript(name, 'HV01');
            expect([rows, errors, failure]).toEqual([[], [], null]);
        });

        it(`fail in ${name} with a code where the cluster's service is stopped, also in German`, async () => {
            const cluster = { name: 'CLU', nodes: ['A', 'B'] };
            const estate = estateOf({ name: 'A', cluster, clusterState: 'down', language: 'de' }, { name: 'B', cluster });
            const { rows, failure } = await runScript(name, 'A', { estate });
            expect([rows, codeOf(failure?.message)]).toEqual([[], 'clusterServiceStopped']);
        });

        it(`say in ${name} no more of the service than the account sees`, async () => {
            const cluster = { name: 'CLU', nodes: ['A', 'B'] };
            const code = async (rights: ReadingRights, clusterState: 'up' | 'down'): Promise<unknown> =>
                codeOf(
                    (await runScript(name, 'A', { estate: estateOf({ name: 'A', cluster, clusterState, rights }, { name: 'B', cluster }) })).failure?.message
                );
            expect([
                await code({ denied: ['Win32_Service'] }, 'down'),
                await code({ services: [] }, 'down'),
                await code({ denied: ['Win32_Service', 'root/MSCluster'] }, 'up')
            ]).toEqual(['unclassified', 'unclassified', 'accessDenied']);
        });
    }
});
