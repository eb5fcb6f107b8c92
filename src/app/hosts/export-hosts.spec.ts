import { importHostRow } from '../data/import/import-host-row';
import { HostReading } from '../state/hosts/hosts.store';
import { AvmaStrings, avmaStrings } from '../shared/texts';
import { hostsAsCsv, hostsAsJson } from './export-hosts';
import { HostRow, toHostRow } from './host-row';

describe('the table of hosts as a file', () => {
    const facts = importHostRow({ computerName: '=HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1 });
    const readings: HostReading[] = [
        { hostName: 'hv01.contoso.com', phase: 'read', facts, guests: [], problems: [], failure: null },
        { hostName: 'HV02', phase: 'failed', facts: null, guests: [], problems: [], failure: { code: 'unreachable', raw: 'secret of the gateway' } }
    ];
    let strings: AvmaStrings;
    let rows: HostRow[];

    beforeEach(() => {
        strings = avmaStrings();
        rows = readings.map(reading => toHostRow(reading, { node: null, guests: [], isLogRead: true }, strings, 0));
    });

    it('has what is seen for spreadsheets, with nothing that one would calculate', () => {
        const [head, first, second] = hostsAsCsv(rows, strings).split('\r\n');
        const { Evidence, Hosts, Guests, Verdicts } = strings;
        expect(head.replace('\uFEFF', '').split(',')).toEqual([
            ...[Hosts.name, Hosts.answer, Hosts.system, Hosts.licenseTitle, Hosts.clusterState, Guests.tab, Verdicts.activated],
            ...[Evidence.verified, Evidence.logged].map(evidence => `${Verdicts.activated} (${evidence})`),
            ...[Hosts.ready, Hosts.blocked, Hosts.otherGuests, Hosts.expiring, Hosts.unread]
        ]);
        expect(first).not.toContain('undefined');
        expect(first.startsWith("'=HV01,")).toBeTrue();
        expect(first).toContain('2022 Datacenter');
        // Of a host that was not read nothing is counted: an empty cell is no zero.
        expect(second.endsWith(',,,,,,,,,')).toBeTrue();
        expect(second).toContain(strings.Failures.unreachable.title);
    });

    it('has codes for scripts, and nothing of what the gateway said', () => {
        const json = hostsAsJson(rows);
        expect(JSON.parse(json)).toEqual([
            jasmine.objectContaining({ hostName: 'hv01.contoso.com', phase: 'read', failure: null, licenseStatus: 1, guests: 0 }),
            jasmine.objectContaining({ hostName: 'HV02', phase: 'failed', failure: 'unreachable', buildNumber: null, guests: null })
        ]);
        expect(json).not.toContain('secret');
    });
});
