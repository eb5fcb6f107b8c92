import { HostConnection } from '../../data/host-connection';
import { ManyHosts } from '../../data/many-hosts';
import { GuestPlaces } from '../inside/guest-places';

/** Places all guests on one host. */
export function placesOn(connection: Partial<HostConnection>): GuestPlaces {
    return new GuestPlaces(connection as HostConnection, { connect: () => connection } as Partial<ManyHosts> as ManyHosts);
}
