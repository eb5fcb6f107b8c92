/** The headline of every host and every cluster of the estate: true, and no greener than what was read. */
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { OverviewReader } from './support/overview-reader';

/** Host or cluster, headline (null where the failure stands in its place), level, and what the page says that makes it true. */
type Row = readonly [host: string, headline: string | null, level: string | null, because: string];

const notChecked = (host: string, count: number): Row => {
    const guests = count === 1 ? "1 guest can be activated and isn't checked yet" : `${count} guests can be activated and aren't checked yet`;
    return [host, `${host} can activate guests. ${guests}.`, 'info', `${count} Eligible (${count} not checked)`];
};
const failing = (host: string, guests: string, because: string): Row => [
    host,
    `${host} can activate guests. The last activation request failed for ${guests}.`,
    'warning',
    because
];

const hosts: readonly Row[] = [
    failing('HV01', '6 guests', '4 Key installed, not activated'),
    ['HV-STD', "HV-STD can't activate guests", 'bad', 'Only Windows Server Datacenter activates guests.'],
    notChecked('HV-KMS', 1),
    ['HV-OFF', "HV-OFF can't activate guests", 'bad', "Windows on this host isn't activated"],
    ['HV-EVAL', 'HV-EVAL may not be able to activate guests', 'warning', 'No Microsoft page says that it activates guests'],
    failing('HV-BIG', '73 guests', '48 Key installed, not activated'),
    notChecked('HV-12', 7),
    ['HV-EMPTY', 'HV-EMPTY can activate guests', 'good', 'This host has no virtual machines.'],
    ['HV-DENIED', null, null, 'Access denied'],
    ['HV-RIGHTS', "HV-RIGHTS doesn't show its guests", 'warning', "Your account can't see any virtual machines on this host."],
    ['HV-OPERATOR', 'As far as your account can read, HV-OPERATOR can activate guests', 'unknown', "The Software Protection service couldn't be read."],
    ['HV-GONE', null, null, "The host can't be reached"],
    failing('HV-DE', '2 guests', '2 Key installed, not activated'),
    notChecked('HV-2012', 1),
    notChecked('HV-2025', 4),
    notChecked('HV-NOMODULE', 2),
    ['HV-VMMS', "HV-VMMS doesn't show its guests", 'warning', "Guests can't be listed until it runs."],
    ['HV-SPP', "HV-SPP can't activate guests", 'bad', 'The Software Protection service (sppsvc) is disabled.'],
    failing('HV-CLM', '1 guest', '1 Key installed, not activated'),
    failing('HV-JEA', '1 guest', '1 Key installed, not activated'),
    ['HV-NESTED', 'HV-NESTED may not be able to activate guests', 'warning', 'no page says whether other nested hosts activate guests'],
    notChecked('NODE1', 1),
    notChecked('AZL01', 3),
    ['AZL02', "AZL02 can't activate guests", 'bad', "activation of guests isn't set up on it"],
    notChecked('HV-APPLY', 11),
    notChecked('HV-MANY', 12),
    ['FILE01', "FILE01 can't activate guests", 'bad', "Hyper-V isn't installed on this host."],
    notChecked('HV11', 4),
    ['HV12', "HV12 can't activate guests", 'bad', "Windows on this host isn't activated"],
    ['HV13', "HV13 can't activate guests", 'bad', 'Only Windows Server Datacenter activates guests.'],
    ['HV14', null, null, "The host can't be reached"],
    notChecked('AZL11', 3),
    ['AZL12', "It isn't known whether AZL12 can activate guests", 'unknown', "How activation is set up couldn't be read"],
    notChecked('HV-2016', 2),
    notChecked('HV-2022', 4),
    ['HV-PAYG', 'HV-PAYG may not be able to activate guests', 'warning', "on which AVMA isn't available"]
];

const clusters: ReadonlyArray<{ readonly nodes: readonly string[]; readonly row: Row; readonly others: readonly string[] }> = [
    {
        nodes: ['HV11', 'HV12', 'HV13', 'HV14'],
        row: ['CL01', "2 of 4 nodes can't activate guests: HV12, HV13", 'bad', "Windows on this host isn't activated"],
        others: ["1 of 4 nodes couldn't be read: HV14"]
    },
    {
        nodes: ['AZL11', 'AZL12'],
        row: ['AZCL1', "It isn't known whether 1 of 2 nodes can activate guests: AZL12", 'unknown', "How activation is set up couldn't be read"],
        others: []
    },
    { nodes: ['NODE1', 'NODE2'], row: ['CLU1', "1 of 2 nodes couldn't be read: NODE2", 'warning', "The host can't be reached"], others: [] }
];

describe('The headline of the overview', () => {
    let estate: Estate;
    let reader: OverviewReader;
    beforeAll(async () => {
        estate = loadEstate();
        reader = await OverviewReader.open(estate);
    });

    it('is told of every host and every cluster of the estate', () => {
        expect(hosts.map(([host]) => host).sort()).toEqual([...estate.nodeNames].sort());
        expect(clusters.map(({ row: [cluster] }) => cluster).sort()).toEqual([...estate.clusterNames].sort());
    });

    for (const [host, headline, level, because] of hosts) {
        it(`of ${host} is ${headline ?? 'not there'}`, async () => {
            const view = await reader.overview(host);
            expect([view.headline?.text ?? null, view.headline?.level ?? null]).toEqual([headline, level]);
            expect(reader.said(view)).toContain(because);
        });
    }

    for (const {
        nodes,
        row: [cluster, headline, level, because],
        others
    } of clusters) {
        it(`of ${cluster} is about all its nodes: ${headline}`, async () => {
            const view = await reader.overview(cluster, nodes, true);
            expect([view.headline?.text, view.headline?.level, view.headline?.others]).toEqual([headline as string, level as never, others]);
            expect(reader.said(view)).toContain(because);
        });
    }

    it('of a list of hosts leaves out those without Hyper-V', async () => {
        const { headline } = await reader.overview('HV-2016', ['HV-2016', 'HV-2022', 'FILE01']);
        expect([headline?.text, headline?.level]).toEqual(["All 2 hosts can activate guests. 6 guests can be activated and aren't checked yet.", 'info']);
    });
});
