/** Clusters, moves between their nodes, and nodes that go down while the estate runs. */
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { NodeEntry } from '../../dev-gateway/estate/estate-file';
import { Machine } from '../../dev-gateway/estate/machines';
import { WindowsCall, WindowsObject, WindowsValue } from '../../dev-gateway/windows-call';
import { callWindows, estateOf, failure, instances, values, virtualization } from './support/ask';

const user = 'CONTOSO\\guestadmin';
const password = 'Pa55w.rd!guest';
const mscluster = 'root/MSCluster';

function machineOf(estate: Estate, name: string): Machine {
    const found = estate.nodeNames.flatMap(node => estate.node(node)?.machines ?? []).find(one => one.entry.name === name);
    if (!found) {
        throw new Error(`There is no machine ${name}.`);
    }
    return found;
}

const namesOn = (estate: Estate, node: string): string[] => estate.node(node)?.machines.map(one => one.entry.name) ?? [];

/** A call inside a guest that was entered by its id from a node. */
async function inside(
    estate: Estate,
    node: string,
    vmId: string,
    command: string,
    parameters: Readonly<Record<string, WindowsValue>>
): Promise<WindowsObject[]> {
    const call: WindowsCall = { site: { node, machine: { vmId }, account: user }, module: 'CimCmdlets', command, parameterSet: '', parameters };
    const objects: WindowsObject[] = [];
    for await (const object of estate.answer(call, new AbortController().signal)) {
        objects.push(object);
    }
    return objects;
}

function enter(estate: Estate, node: string, vmId: string): Promise<unknown> {
    const site = { node, machine: null, account: null };
    return estate.connect({ site, channel: 'direct', target: vmId, user, password, useSsl: false, authentication: 'Default' }, new AbortController().signal);
}

/** The license of a guest as its own Windows shows it. */
async function license(estate: Estate, node: string, vmId: string): Promise<Readonly<Record<string, unknown>>> {
    const Filter = 'PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE';
    const [product] = await inside(estate, node, vmId, 'Get-CimInstance', { ClassName: 'SoftwareLicensingProduct', Filter });
    if (product?.kind !== 'cim') {
        throw new Error('no license');
    }
    const value = (name: string): unknown => product.properties[name].value;
    return { status: value('LicenseStatus'), minutes: value('GracePeriodRemaining'), host: value('AutomaticVMActivationHostMachineName') };
}

/** Activate on the installed license. @returns the id of its failure, or null */
async function activate(estate: Estate, node: string, vmId: string): Promise<string | null> {
    const [InputObject] = await inside(estate, node, vmId, 'Get-CimInstance', {
        ClassName: 'SoftwareLicensingProduct',
        Filter: 'PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE'
    });
    try {
        await inside(estate, node, vmId, 'Invoke-CimMethod', { InputObject, MethodName: 'Activate' });
        return null;
    } catch (error) {
        return (error as { failure: { errorId: string } }).failure.errorId;
    }
}

/** How many records of this id the log Application has now. */
async function eventCount(estate: Estate, node: string): Promise<number> {
    const FilterXml =
        `<QueryList><Query Id="0" Path="Application"><Select Path="Application">*[System[Provider[@Name='Microsoft-Windows-Security-SPP'] and (EventID=12310)]]` +
        `</Select></Query></QueryList>`;
    return (await callWindows(estate, node, 'Get-WinEvent', { FilterXml })).length;
}

describe('A machine that moves', () => {
    let estate: Estate;
    let web: Machine;

    beforeEach(() => {
        estate = loadEstate();
        web = machineOf(estate, 'CL-WEB01');
    });

    it('answers on the other node and no longer on the one it came from', async () => {
        await enter(estate, 'HV11', web.id);
        estate.move(web.id.toLowerCase(), 'HV13');
        await enter(estate, 'HV13', web.id);
        expect((await failure(enter(estate, 'HV11', web.id))).errorId).toMatch(/^InvalidVMIdNotSingle/);
        const listed = async (node: string): Promise<unknown[]> =>
            values(await instances(estate, node, { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem' }), 'ElementName');
        expect([(await listed('HV11')).includes('CL-WEB01'), (await listed('HV13')).includes('CL-WEB01')]).toEqual([false, true]);
    });

    it('keeps its license, its term and the name of the host that activated it, also where the new host cannot activate it', async () => {
        const before = await license(estate, 'HV11', web.id);
        expect(before).toEqual({ status: 1, minutes: 8640, host: 'HV11.contoso.com' });
        estate.move(web.id, 'HV13');
        expect(await activate(estate, 'HV13', web.id)).toBe('HRESULT 0xc004fd02');
        expect(await license(estate, 'HV13', web.id)).toEqual(before);
        expect(estate.activationRequests.map(one => [one.node, one.code])).toEqual([['HV13', 0xc004fd02]]);
    });

    it('asks the node that it is on, which writes that down, and is activated by the next one that can', async () => {
        const before = { HV11: await eventCount(estate, 'HV11'), HV13: await eventCount(estate, 'HV13') };
        estate.move(web.id, 'HV13');
        await activate(estate, 'HV13', web.id);
        expect([await eventCount(estate, 'HV11'), await eventCount(estate, 'HV13')]).toEqual([before.HV11, before.HV13 + 1]);
        estate.move(web.id, 'HV11');
        expect(await activate(estate, 'HV11', web.id)).toBeNull();
        expect(await eventCount(estate, 'HV11')).toBe(before.HV11 + 1);
        expect((await license(estate, 'HV11', web.id)).host).toBe('hv11.contoso.com');
    });

    it('takes its own event log along, as the estate file has it', async () => {
        estate.move(web.id, 'HV12');
        const FilterXml =
            `<QueryList><Query Id="0" Path="Application"><Select Path="Application">*[System[Provider[@Name='Microsoft-Windows-Security-SPP'] ` +
            `and (EventID=12309)]]</Select></Query></QueryList>`;
        await enter(estate, 'HV12', web.id);
        expect((await inside(estate, 'HV12', web.id, 'Get-WinEvent', { FilterXml })).length).toBe(2);
    });

    it('goes nowhere where its cluster would not let it, or where it is', () => {
        const sql = machineOf(estate, 'CL-SQL01');
        for (const [id, node] of [
            [sql.id, 'HV13'],
            [web.id, 'HV14'],
            [web.id, 'HV11'],
            [web.id, 'HV01'],
            [web.id, 'NOBODY'],
            ['00000000-0000-0000-0000-000000000000', 'HV12']
        ]) {
            expect(() => estate.move(id, node))
                .withContext(node)
                .toThrowError(/cannot move to/);
        }
        estate.setNode('HV12', { clusterState: 'paused' });
        expect(() => estate.move(web.id, 'HV12')).toThrowError('CL-WEB01 cannot move to HV12.');
        expect(namesOn(estate, 'HV11')).toContain('CL-WEB01');
    });

    it('without a cluster goes to any host with Hyper-V', () => {
        const local = machineOf(estate, 'LOCAL11');
        estate.move(local.id, 'HV01');
        expect(namesOn(estate, 'HV01')).toContain('LOCAL11');
        expect(() => estate.move(local.id, 'FILE01')).toThrowError('LOCAL11 cannot move to FILE01.');
    });
});

describe('A node that goes down', () => {
    const states = async (estate: Estate, node: string): Promise<unknown[]> =>
        values(await instances(estate, node, { Namespace: mscluster, ClassName: 'MSCluster_Node' }), 'State');

    it('cannot be reached, is down for its cluster, and its roles start where they may be: preferred nodes first', async () => {
        const estate = loadEstate();
        estate.setNode('HV11', { access: 'unreachable' });
        expect(estate.access('HV11', null)).toBe('unreachable');
        expect(await states(estate, 'HV12')).toEqual([1, 0, 0, 1]);
        expect(namesOn(estate, 'HV11')).toEqual(['LOCAL11']);
        expect(namesOn(estate, 'HV12')).toContain('CL-SQL01');
        expect(namesOn(estate, 'HV13')).toEqual(['CL-WEB04', 'CL-FILE01', 'CL-APP02']);
        expect(namesOn(estate, 'HV12').filter(name => name === 'CL-LEGACY01')).toEqual(['CL-LEGACY01']);
        estate.setNode('HV11', { access: 'open' });
        expect([estate.access('HV11', null), ...(await states(estate, 'HV11'))]).toEqual(['ok', 0, 0, 0, 1]);
    });

    it('keeps roles that nobody else can take, which have failed', async () => {
        const estate = loadEstate();
        estate.setNode('HV12', { clusterState: 'paused' });
        estate.setNode('HV11', { access: 'unreachable' });
        expect(namesOn(estate, 'HV11')).toEqual(['CL-SQL01', 'LOCAL11']);
        const sql = await instances(estate, 'HV13', { Namespace: mscluster, ClassName: 'MSCluster_Resource', Filter: "Name = 'Virtual Machine CL-SQL01'" });
        expect([...values(sql, 'State'), ...values(sql, 'OwnerNode')]).toEqual([4, 'HV11']);
    });

    it('may be reachable all the same, with its cluster service stopped', async () => {
        const estate = loadEstate();
        estate.setNode('HV12', { clusterState: 'down' });
        expect(estate.access('HV12', null)).toBe('ok');
        const service = await instances(estate, 'HV12', { ClassName: 'Win32_Service', Filter: "Name = 'ClusSvc'" });
        expect(values(service, 'State')).toEqual(['Stopped']);
        expect((await failure(states(estate, 'HV12'))).errorId).toBe('HRESULT 0x80041001');
        expect(await states(estate, 'HV13')).toEqual([0, 1, 0, 1]);
    });

    it('may be denied while it is up', async () => {
        const estate = loadEstate();
        estate.setNode('hv12', { access: 'forbidden' });
        expect([estate.access('HV12', { user, password }), ...(await states(estate, 'HV11'))]).toEqual(['forbidden', 0, 0, 0, 1]);
        expect(() => estate.setNode('NOBODY', { access: 'open' })).toThrowError('There is no node NOBODY.');
    });
});

describe('A cluster', () => {
    it('is answered for by one of its nodes that is up', async () => {
        const estate = loadEstate();
        expect(estate.clusterNames).toEqual(['CLU1', 'CL01', 'AZCL1']);
        expect(estate.node('CL01')?.entry.name).toBe('HV11');
        estate.setNode('HV11', { access: 'unreachable' });
        expect(estate.node('cl01.contoso.com')?.entry.name).toBe('HV12');
        expect([estate.access('CL01', null), estate.access('CL02', null)]).toEqual(['ok', 'unknownNode']);
        expect(values(await instances(estate, 'CL01', { Namespace: mscluster, ClassName: 'MSCluster_Cluster' }), 'Name')).toEqual(['CL01']);
    });

    it('whose own name leads nowhere is reached by its nodes', () => {
        const estate = loadEstate();
        expect([estate.node('AZCL1'), estate.access('AZCL1', null), estate.inventory('azcl1.contoso.com')]).toEqual([null, 'unknownNode', null]);
        expect(estate.aliases('azcl1')).toEqual(['azl11.contoso.com', 'azl12.contoso.com']);
        expect(estate.access(estate.aliases('AZCL1')[0], null)).toBe('ok');
        expect([estate.aliases('HV01'), estate.aliases('HV11')]).toEqual([[], []]);
    });

    it('associates by instances with keys, as WMI does', async () => {
        const cluster = { name: 'CLU', nodes: ['A'] };
        const estate = estateOf({ name: 'A', cluster, guests: [{ name: 'ONE', preferredOwners: ['A'] }] } as Partial<NodeEntry>);
        const ends = async (ClassName: string): Promise<unknown[]> =>
            (await instances(estate, 'A', { Namespace: mscluster, ClassName })).flatMap(one =>
                ['GroupComponent', 'PartComponent'].map(name => {
                    const { type, value } = one.properties[name];
                    return [type, (value as WindowsObject & { properties: Record<string, { value: unknown }> }).properties.Name.value];
                })
            );
        expect(await ends('MSCluster_ResourceToPossibleOwner')).toEqual([
            ['MSCluster_Resource REF', 'Virtual Machine ONE'],
            ['MSCluster_Node REF', 'A']
        ]);
        expect(await ends('MSCluster_ResourceGroupToPreferredNode')).toEqual([
            ['MSCluster_ResourceGroup REF', 'ONE'],
            ['MSCluster_Node REF', 'A']
        ]);
    });
});

describe('Azure Local and other hosts of the project', () => {
    const estate = loadEstate();

    it('has a pair of which one node is set up for automatic activation and the other has no commands for it', async () => {
        const modules = ['AZL11', 'AZL12'].map(name => estate.windowsModules(name).includes('ServerAVMAManager'));
        expect([estate.node('AZL11')?.sku, estate.node('AZL12')?.sku, ...modules]).toEqual([406, 406, true, false]);
        expect(values(await instances(estate, 'AZL12', { Namespace: mscluster, ClassName: 'MSCluster_Node' }), 'Name')).toEqual(['AZL11', 'AZL12']);
        expect((await callWindows(estate, 'AZL11', 'Get-VMAutomaticActivation')).length).toBe(1);
    });

    it('has hosts of every version with guests that they can and cannot activate', () => {
        for (const [name, os] of [
            ['HV-2012', '2012 R2'],
            ['HV-2016', '2016'],
            ['HV-2022', '2022'],
            ['HV-2025', '2025'],
            ['HV-PAYG', '2025']
        ]) {
            expect([estate.node(name)?.entry.os, (estate.node(name)?.machines.length ?? 0) > 1]).toEqual([os, true]);
        }
    });

    it('knows the same accounts on its new hosts as on HV01', () => {
        for (const name of ['HV11', 'HV12', 'HV13', 'AZL11', 'AZL12', 'HV-2016', 'HV-2022', 'HV-PAYG']) {
            expect(estate.node(name)?.entry.guestAccounts).toEqual(estate.node('HV01')?.entry.guestAccounts);
        }
    });
});
