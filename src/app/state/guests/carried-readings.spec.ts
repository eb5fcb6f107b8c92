import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { GuestFacts } from '../../domain/facts/facts';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import { InsideReading } from '../inside/look-inside.store';
import { carryReadings } from './carried-readings';

const vmId = '00000000-0000-0000-0000-000000000001';
const guest: GuestFacts = importGuestRow({ vmId, enabledState: 2 });
const key = (hostName: string): GuestKey => guestKey({ hostName, vmId });
const reading = (readAt: number): InsideReading => ({ facts: importActivationRow({ vmId, licenseStatus: 1 }), readAt, hadAvma: false });
const host = (hostName: string, ...guests: readonly GuestFacts[]): { hostName: string; guests: readonly GuestFacts[] } => ({ hostName, guests });

describe('readings that go along', () => {
    it('are those of a guest that is on another host by now, which was read as well', () => {
        const one = reading(1);
        const carried = carryReadings([host('HV01'), host('HV02', guest)], new Map([[key('HV01'), one]]));
        expect(carried.get(key('HV02'))).toBe(one);
    });

    it('are those of the same host under another name', () => {
        const one = reading(1);
        expect(carryReadings([host('hv01.contoso.com', guest)], new Map([[key('HV01'), one]])).get(key('hv01.contoso.com'))).toBe(one);
    });

    it('are not given to one of two guests with an id, nor taken from a host that was not read', () => {
        const readings = new Map([[key('HV01'), reading(1)]]);
        expect(carryReadings([host('HV01', guest), host('HV02', guest)], readings).has(key('HV02'))).toBeFalse();
        expect(carryReadings([host('HV02', guest)], readings).has(key('HV02'))).toBeFalse();
    });

    it("leave a guest's own reading, and take the newest of others", () => {
        const [own, old, newest] = [reading(1), reading(2), reading(3)];
        const hosts = [host('HV01'), host('HV02'), host('HV03', guest)];
        expect(carryReadings(hosts, new Map([...[[key('HV03'), own] as const], [key('HV01'), newest]])).get(key('HV03'))).toBe(own);
        expect(
            carryReadings(
                hosts,
                new Map([
                    [key('HV01'), newest],
                    [key('HV02'), old]
                ])
            ).get(key('HV03'))
        ).toBe(newest);
        expect(carryReadings(hosts, new Map()).size).toBe(0);
    });
});
