import { HostConnection } from '../../data/host-connection';
import { SignInStorage } from '../inside/sign-in-storage';
import { KeptAccounts } from '../inside/kept-accounts';

/** Keeps accounts on a connection. */
export function keptOn(connection: Partial<HostConnection> = { hostName: 'HV01' }, signIns = new SignInStorage(null)): KeptAccounts {
    return new KeptAccounts(connection as HostConnection, signIns);
}
