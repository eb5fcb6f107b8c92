/** Guests of several hosts: what one host's guests mean for those of another. */
import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { GuestFacts, HostFacts } from '../../domain/facts/facts';
import { guestKey, keyOf } from '../../domain/facts/guest-key';
import { InsideReading } from '../inside/look-inside.store';
import { GuestJudge, KnownOfGuests } from './guest-judge';

const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;
const guest = (n: number, name = `app${n}`): GuestFacts => importGuestRow({ vmId: id(n), name, enabledState: 2 });
const host = (computerName: string): HostFacts => importHostRow({ computerName, buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1 });
const read = (hostName: string, ...guests: readonly GuestFacts[]): { hostName: string; facts: HostFacts; guests: readonly GuestFacts[] } => ({
    hostName,
    facts: host(hostName),
    guests
});
const readingOf = (n: number): InsideReading => ({ facts: importActivationRow({ vmId: id(n), licenseStatus: 1 }), readAt: 0, hadAvma: false });

const nothing: KnownOfGuests = { readings: new Map(), logs: { requests: new Map(), readAt: new Map() } };

describe('the guests of several hosts', () => {
    it('stay with their hosts, in their order, and are none where nothing is known of the host', () => {
        const hosts = [read('HV01', guest(1), guest(2)), { ...read('HV02', guest(3)), facts: null }, read('HV03', guest(4))];
        const judged = new GuestJudge().assessHosts(hosts, nothing);
        expect(judged.map(those => those.map(({ hostName, guest: { name } }) => `${hostName} ${name}`))).toEqual([
            ['HV01 app1', 'HV01 app2'],
            [],
            ['HV03 app4']
        ]);
    });

    it('are told apart where two that run have one id, each with the other’s host', () => {
        const hosts = [read('HV01', guest(1)), read('HV02', guest(1, 'restored')), read('HV03', guest(2))];
        const [[first], [second], [third]] = new GuestJudge().assessHosts(hosts, nothing);
        expect([first.twins, second.twins, third.twins]).toEqual([['HV02'], ['HV01'], undefined]);
        expect(first.assessment.notes.map(({ code }) => code)).toContain('sameId');
        expect(first.assessment.notes.find(({ code }) => code === 'sameId')?.data).toEqual({ guestName: 'app1', otherHosts: 'HV02' });
    });

    it('take their readings along when they have moved', () => {
        const reading = readingOf(1);
        const readings = new Map([[guestKey({ hostName: 'HV01', vmId: id(1) }), reading]]);
        const [, [moved]] = new GuestJudge().assessHosts([read('HV01'), read('HV02', guest(1))], { ...nothing, readings });
        expect([keyOf(moved), moved.inside]).toEqual([guestKey({ hostName: 'HV02', vmId: id(1) }), reading]);
    });
});

describe('ages of what is known of guests', () => {
    const at = (time: string): string => `2026-11-30T${time}.000Z`;
    const hv01 = importHostRow({ ...host('HV01'), collectedAt: at('12:00:00') });
    const key = guestKey({ hostName: 'HV01', vmId: id(1) });
    const readings = new Map([[key, readingOf(1)]]);
    const readAt = (time: string): GuestFacts => ({ ...guest(1), collectedAt: at(time) });
    const asOf = (judge: GuestJudge, guests: readonly GuestFacts[], known: KnownOfGuests = { ...nothing, readings }): HostFacts =>
        judge.assess('HV01', hv01, guests, known)[0].host;

    it('go on by the clock of the host whenever its guests are read, in minutes', () => {
        const judge = new GuestJudge();
        expect(asOf(judge, [readAt('12:00:59')])).toBe(hv01);
        const later = asOf(judge, [readAt('12:07:10')]);
        expect(later.collectedAt).toBe(at('12:07:00'));
        expect(asOf(judge, [readAt('12:07:20')])).toBe(later);
        expect(asOf(judge, [readAt('12:08:00')]).collectedAt).toBe(at('12:08:00'));
    });

    it('count to the reading of the log where that was later', () => {
        const logs = (time: string): KnownOfGuests => ({ readings, logs: { requests: new Map(), readAt: new Map([['HV01', at(time)]]) } });
        const judge = new GuestJudge();
        expect(asOf(judge, [readAt('12:07:00')], logs('12:09:30')).collectedAt).toBe(at('12:09:30'));
        expect(asOf(judge, [readAt('12:10:00')], logs('12:09:30')).collectedAt).toBe(at('12:10:00'));
        expect(asOf(judge, [readAt('11:00:00')], logs('11:00:00'))).toBe(hv01);
    });

    it('are those of the host’s row where nothing is known of the guest, and the log’s where that row has no time', () => {
        expect(asOf(new GuestJudge(), [readAt('12:07:00')], nothing)).toBe(hv01);
        const timeless = host('HV01');
        const logs = { requests: new Map(), readAt: new Map([['HV01', at('12:09:30')]]) };
        expect(new GuestJudge().assess('HV01', timeless, [readAt('12:07:00')], { readings, logs })[0].host.collectedAt).toBe(at('12:09:30'));
        expect(new GuestJudge().assess('HV01', timeless, [readAt('12:07:00')], { ...nothing, readings })[0].host).toBe(timeless);
    });
});
