import { HostConnection } from '../../data/host-connection';
import { ManyHosts } from '../../data/many-hosts';
import { GuestHosts } from '../inside/guest-hosts';
import { SignInStorage } from '../inside/sign-in-storage';

/** Places all guests on one host. */
export function guestHostsOn(connection: Partial<HostConnection>): GuestHosts {
    return new GuestHosts(connection as HostConnection, { connect: () => connection } as Partial<ManyHosts> as ManyHosts, new SignInStorage(null));
}
