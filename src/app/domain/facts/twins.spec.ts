import { importGuestRow } from '../../data/import/import-guest-row';
import { guestKey, PlacedGuest } from './guest-key';
import { twinsOf } from './twins';

const id = (n: number): string => `aaaaaaaa-0000-0000-0000-00000000000${n}`;
const guest = (hostName: string, n: number, enabledState: number | null = 2): PlacedGuest => ({
    hostName,
    guest: importGuestRow({ vmId: id(n), enabledState })
});

describe('running guests with one id', () => {
    it('each get the hosts of the others, whatever the case of the id', () => {
        const upper = { hostName: 'HV02', guest: { ...guest('HV02', 1).guest, vmId: id(1).toUpperCase() } };
        const twins = twinsOf([guest('HV01', 1), upper, guest('HV03', 1, null), guest('HV01', 2)]);
        expect([...twins]).toEqual([
            [guestKey({ hostName: 'HV01', vmId: id(1) }), ['HV02', 'HV03']],
            [guestKey({ hostName: 'HV02', vmId: id(1) }), ['HV01', 'HV03']],
            [guestKey({ hostName: 'HV03', vmId: id(1) }), ['HV01', 'HV02']]
        ]);
    });

    it('are none where the other one is off, as a replica is', () => {
        expect(twinsOf([guest('HV01', 1), guest('HV02', 1, 3)]).size).toBe(0);
    });
});
