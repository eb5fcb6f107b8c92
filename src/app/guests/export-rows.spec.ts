/** Exported rows: what is seen, nothing that a spreadsheet calculates, no key. */
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { assess } from '../domain/judgement/assess';
import { avmaStrings } from '../shared/texts';
import { rowsAsCsv, rowsAsJson } from './export-rows';
import { guestColumns } from './guest-columns';
import { GuestRow, toGuestRow } from './guest-row';

const vmId = '00000000-0000-0000-0000-000000000001';
const host = importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true });
const guest = importGuestRow({
    vmId,
    name: '=cmd|"/c calc"!A1',
    enabledState: 2,
    dataExchangeState: 2,
    intrinsic: [
        { name: 'OSPlatformId', data: '2' },
        { name: 'OSBuildNumber', data: '17763' },
        { name: 'OSEditionId', data: '7' },
        { name: 'NetworkAddressIPv4', data: '10.0.0.4;10.0.0.5' },
        { name: 'FullyQualifiedDomainName', data: '@sum(1)' }
    ]
});
const readAt = Date.UTC(2026, 10, 25, 13);
const facts = importActivationRow({
    // By the host's clock, which counts: the browser's is an hour ahead.
    collectedAt: '2026-11-25T12:00:00Z',
    vmId,
    channel: 'direct',
    buildNumber: 17763,
    operatingSystemSku: 7,
    productType: 3,
    licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
    partialProductKey: '4GF74',
    licenseStatus: 1,
    gracePeriodMinutes: 60,
    avmaHostName: 'HV01',
    activationComponent: 'started'
});
/** The texts are there only once karma has started. */
const row = (): GuestRow =>
    toGuestRow({ hostName: 'HV01', host, guest, inside: { facts, readAt, hadAvma: true }, assessment: assess(host, guest, facts) }, avmaStrings());

describe('exported rows', () => {
    it('in CSV carry what was read inside, neutralise formulas, and end with the id', () => {
        const csv = rowsAsCsv([row()], guestColumns, avmaStrings());
        expect(csv).toContain(`"'=cmd|""/c calc""!A1"`);
        expect(csv).toContain("'@sum(1)");
        expect(csv).toContain('AVMA,4GF74,HV01,2026-11-25T13:00Z,"10.0.0.4, 10.0.0.5"');
        expect(csv.trimEnd().endsWith(vmId)).toBeTrue();
        expect(csv).not.toMatch(/([A-Z0-9]{5}-){4}[A-Z0-9]{5}/);
    });

    it('in CSV have result and reason in two columns', () => {
        const strings = avmaStrings();
        const old = importGuestRow({ ...guest, vmId, intrinsic: [] });
        const silent = toGuestRow({ hostName: 'HV01', host, guest: old, inside: null, assessment: assess(host, old) }, strings);
        const [head, first, second] = rowsAsCsv([row(), silent], ['verdictText'], strings).split('\r\n');
        expect(head).toContain(`${strings.Guests.verdict},${strings.Guests.reason},`);
        expect(first).toBe(`${row().cell.label},,${vmId}`);
        expect(second).toBe(`${silent.cell.label},${silent.headline},${vmId}`);
        expect(silent.headline).not.toBe('');
    });

    it('in JSON keep values as they are, beside codes that no language changes', () => {
        const [read] = JSON.parse(rowsAsJson([row()], ['name', 'build'])) as object[];
        expect(read).toEqual({ hostName: 'HV01', vmId, verdict: 'activated', reasons: [], name: guest.name, build: '17763' });
    });
});
