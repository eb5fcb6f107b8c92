/** A small estate for walks through every screen: for each walk a cluster of its own, since a walk applies keys. */
import { EstateFile, GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { right } from './guests-page';

/** One of each kind that a screen shows in its own way. */
const guests: readonly GuestEntry[] = [
    { name: 'APP01', os: '2019' },
    {
        name: 'AVMA01',
        os: '2019',
        sku: 7,
        guestItems: [{ name: 'slate.error', data: 'KVP item slate.ip missing & no <cache>' }],
        malformed: ['not <xml'],
        inside: { license: 'avma', avmaHost: 'ELSEWHERE' }
    },
    { name: 'MAK01', os: '2019', inside: { license: 'mak', lastFive: 'OLD22' } },
    { name: 'EVAL01', os: '2019', sku: 80 },
    { name: 'OFF01', os: '2019', state: 'off' },
    { name: 'LEGACY01', os: '2012 R2' },
    { name: 'LINUX01', os: 'ubuntu' },
    { name: 'BROKEN01', os: '2019', inside: { direct: 'noAnswer' } },
    { name: 'A-NAME-THAT-IS-AS-LONG-AS-NAMES-OF-MACHINES-MAY-BECOME-IN-A-DATA-CENTRE-01', os: '2022', clustered: false }
];

const activations: NonNullable<NodeEntry['activations']> = [
    { guest: 'APP01', code: '0xC004FD02', hoursAgo: [3, 60], layout: 'hex/guid' },
    { guest: 'AVMA01', code: '0x00000000', hoursAgo: [24, 192], layout: 'hex/guid' },
    { guest: 'GONE01', code: '0xC004FD00', hoursAgo: [7], layout: 'hex/fqdn' }
];

/** @param walks names of hosts; each is the first node of a cluster, whose second is a Standard host */
export function screenEstate(walks: readonly string[]): EstateFile {
    const nodes = walks.flatMap((name): NodeEntry[] => {
        const cluster = { name: `${name}-CL`, nodes: [name, `${name}-B`] };
        return [
            { name, os: '2019', cluster, guestAccounts: [right], activations, guests },
            { name: `${name}-B`, os: '2019', sku: 7, cluster, guests: [] }
        ];
    });
    return { domain: 'contoso.com', nodes: [...nodes, { name: 'GONE', os: '2022', access: 'unreachable' }] };
}
