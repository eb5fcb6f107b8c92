import { HostConnection } from '../../data/host-connection';
import { importGuestRow } from '../../data/import/import-guest-row';
import { ManyHosts } from '../../data/many-hosts';
import { GuestFacts } from '../../domain/facts/facts';
import { GuestHosts } from './guest-hosts';

const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;
const running = 2;
const off = 3;
const guest = (n: number, enabledState: number): GuestFacts => importGuestRow({ vmId: id(n), enabledState });

describe('GuestPlaces', () => {
    const opened = { hostName: 'HV01' } as HostConnection;
    const connected: string[] = [];
    const many = {
        connect: (hostName: string) => {
            connected.push(hostName);
            return { hostName } as HostConnection;
        }
    } as Partial<ManyHosts> as ManyHosts;

    it('enters a guest from the host that it was read on, and one that nobody was read with from the opened host', () => {
        const guestHosts = new GuestHosts(opened, many);
        guestHosts.take([{ hostName: 'HV02', guests: [guest(2, running)] }]);
        expect([guestHosts.hostOf(id(2)), guestHosts.hostOf(id(1))]).toEqual(['HV02', 'HV01']);
        guestHosts.take([]);
        expect(guestHosts.hostOf(id(2))).toBe('HV01');
    });

    it('means the running one of a machine and its replica, in whatever order they were read', () => {
        const guestHosts = new GuestHosts(opened, many);
        const original = { hostName: 'HV02', guests: [guest(1, running)] };
        const replica = { hostName: 'HV03', guests: [guest(1, off)] };
        guestHosts.take([original, replica]);
        expect(guestHosts.hostOf(id(1))).toBe('HV02');
        guestHosts.take([replica, original]);
        expect(guestHosts.hostOf(id(1))).toBe('HV02');
    });

    it('uses the opened connection for the opened host, and connects to others', () => {
        const guestHosts = new GuestHosts(opened, many);
        expect(guestHosts.connection('HV01')).toBe(opened);
        expect(guestHosts.connection('HV02').hostName).toBe('HV02');
        expect(connected).toEqual(['HV02']);
    });
});
