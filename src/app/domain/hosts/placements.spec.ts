import { importClusterGuestRow } from '../../data/import/import-cluster-guest-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { ClusterGuestFacts, GuestFacts, HostFacts } from '../facts/facts';
import { keyOf } from '../facts/guest-key';
import { placementsOf } from './placements';

const id = (n: number): string => `aaaaaaaa-0000-0000-0000-00000000000${n}`;
const guest = (n: number, computerName: string | null, hostName = computerName ?? ''): { hostName: string; host: HostFacts; guest: GuestFacts } => ({
    hostName,
    host: importHostRow({ computerName }),
    guest: importGuestRow({ vmId: id(n) })
});
const resource = (n: number, ownerNode: string | null): ClusterGuestFacts =>
    importClusterGuestRow({ vmId: id(n).toUpperCase(), name: `Virtual Machine ${n}`, ownerNode });

describe('what the cluster says of guests', () => {
    it('belongs to the guest with the id, also if it has moved since', () => {
        const [here, moved, other] = [guest(1, 'HV01'), guest(2, 'HV01'), guest(3, 'HV01')];
        const [first, second] = [resource(1, 'HV01'), resource(2, 'HV02')];
        expect([...placementsOf([here, moved, other], [first, second, resource(4, 'HV01')])]).toEqual([
            [keyOf(here), first],
            [keyOf(moved), second]
        ]);
    });

    it('belongs only to the one on the node that the cluster names, of several with one id', () => {
        const clustered = guest(1, 'HV02', '10.0.0.2');
        const copies = [guest(1, 'HV01'), clustered, guest(1, null, 'hv03.contoso.com')];
        const named = resource(1, 'hv02');
        expect([...placementsOf(copies, [named])]).toEqual([[keyOf(clustered), named]]);
        expect([...placementsOf(copies, [resource(1, 'HV03')])].map(([key]) => key)).toEqual([keyOf(copies[2])]);
        expect([...placementsOf(copies, [resource(1, 'HV04')])]).toEqual([]);
        expect([...placementsOf(copies, [resource(1, null)])]).toEqual([]);
    });
});
