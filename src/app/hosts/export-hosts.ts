/** The table of hosts as a file. */
import { CsvValue, toCsv } from '../domain/text/csv';
import { saveFile } from '../shared/save-file';
import { AvmaStrings } from '../shared/texts';
import { HostRow } from './host-row';

type HostColumn =
    | 'name'
    | 'answerText'
    | 'system'
    | 'license'
    | 'clusterState'
    | 'guests'
    | 'activated'
    | 'activatedVerified'
    | 'activatedLogged'
    | 'ready'
    | 'blocked'
    | 'otherGuests'
    | 'expiring'
    | 'unread';

const columns: readonly HostColumn[] = [
    'name',
    'answerText',
    'system',
    'license',
    'clusterState',
    'guests',
    'activated',
    'activatedVerified',
    'activatedLogged',
    'ready',
    'blocked',
    'otherGuests',
    'expiring',
    'unread'
];

function titles({ Evidence, Hosts, Guests, Verdicts }: AvmaStrings): Readonly<Record<HostColumn, string>> {
    return {
        name: Hosts.name,
        answerText: Hosts.answer,
        system: Hosts.system,
        license: Hosts.licenseTitle,
        clusterState: Hosts.clusterState,
        guests: Guests.tab,
        activated: Verdicts.activated,
        activatedVerified: `${Verdicts.activated} (${Evidence.verified})`,
        activatedLogged: `${Verdicts.activated} (${Evidence.logged})`,
        ready: Hosts.ready,
        blocked: Hosts.blocked,
        otherGuests: Hosts.otherGuests,
        expiring: Hosts.expiring,
        unread: Hosts.unread
    };
}

/** For spreadsheets: what is seen. */
export function hostsAsCsv(rows: readonly HostRow[], strings: AvmaStrings): string {
    const heads = titles(strings);
    return toCsv(
        columns.map(column => heads[column]),
        rows.map(row => columns.map((column): CsvValue => row[column]))
    );
}

/** For scripts: names and codes that are the same in every language. A count is null where the guests were not read. */
export function hostsAsJson(rows: readonly HostRow[]): string {
    const objects = rows.map(({ reading, guests, activated, activatedVerified, activatedLogged, ready, blocked, otherGuests, expiring, unread }) => ({
        hostName: reading.hostName,
        computerName: reading.facts?.computerName ?? null,
        phase: reading.phase,
        failure: reading.failure?.code ?? null,
        buildNumber: reading.facts?.buildNumber ?? null,
        operatingSystemSku: reading.facts?.operatingSystemSku ?? null,
        licenseStatus: reading.facts?.licenseStatus ?? null,
        guests,
        activated,
        activatedVerified,
        activatedLogged,
        ready,
        blocked,
        otherGuests,
        expiring,
        unread
    }));
    return JSON.stringify(objects, null, 2);
}

export function saveHosts(format: 'csv' | 'json', rows: readonly HostRow[], strings: AvmaStrings): void {
    if (format === 'csv') {
        saveFile('avma-hosts.csv', 'text/csv', hostsAsCsv(rows, strings));
    } else {
        saveFile('avma-hosts.json', 'application/json', hostsAsJson(rows));
    }
}
