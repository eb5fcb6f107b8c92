import { HostConnection } from '../../data/host-connection';
import { ManyHosts } from '../../data/many-hosts';
import { GuestHosts } from './guest-hosts';
import { SignInStorage } from './sign-in-storage';

describe('GuestHosts', () => {
    const opened = { hostName: 'HV01' } as HostConnection;
    const connected: string[] = [];
    const many = {
        connect: (hostName: string) => {
            connected.push(hostName);
            return { hostName } as HostConnection;
        }
    } as Partial<ManyHosts> as ManyHosts;

    it('uses the opened connection for the opened host, and connects to others', () => {
        const guestHosts = new GuestHosts(opened, many, new SignInStorage(null));
        expect(guestHosts.connection('HV01')).toBe(opened);
        expect(guestHosts.connection('HV02').hostName).toBe('HV02');
        expect(connected).toEqual(['HV02']);
    });
});
