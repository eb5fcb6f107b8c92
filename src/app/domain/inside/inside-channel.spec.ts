import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { GuestFacts, HostFacts } from '../facts/facts';
import { InsideObstacle, insideWay } from './inside-channel';

const host = (buildNumber: number | null): HostFacts => importHostRow({ computerName: 'HV01', buildNumber });

function guest(items: Readonly<Record<string, string>>, more: object = {}): GuestFacts {
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    return importGuestRow({ vmId: '00000000-0000-0000-0000-000000000001', enabledState: 2, dataExchangeState: 2, intrinsic, ...more });
}

const server = (build: string): Readonly<Record<string, string>> => ({
    OSPlatformId: '2',
    OSBuildNumber: build,
    OSEditionId: '7',
    ProductType: '3',
    FullyQualifiedDomainName: 'web.contoso.example'
});

describe('the way into a guest', () => {
    it('is PowerShell Direct from 2016 on', () => {
        for (const [hostBuild, build] of [
            [14393, '14393'],
            [26100, '17763'],
            [17763, '26100'],
            [20348, '99999']
        ] as const) {
            expect(insideWay(host(hostBuild), guest(server(build)))).toEqual({ channel: 'direct' });
        }
    });

    it('is WinRM with 2012 R2 or older on either side', () => {
        for (const [hostBuild, build] of [
            [9600, '17763'],
            [17763, '9600'],
            [9600, '9600'],
            [17763, '7601']
        ] as const) {
            expect(insideWay(host(hostBuild), guest(server(build)))).toEqual({ channel: 'winrm' });
        }
        expect(insideWay(host(9600), guest({}))).toEqual({ channel: 'winrm' });
    });

    it('is tried where it is not known what the guest or the host is', () => {
        expect(insideWay(host(17763), guest({}))).toEqual({ channel: 'direct' });
        expect(insideWay(host(null), guest({}, { enabledState: null, shielded: null }))).toEqual({ channel: 'direct' });
        // What the guest reported before Data Exchange was disabled may be out of date.
        expect(insideWay(host(17763), guest({ ...server('9600'), ProductType: '1' }, { dataExchangeState: 3 }))).toEqual({ channel: 'direct' });
    });

    it('is closed with the reason that comes first', () => {
        const linux = { OSBuildNumber: '6.8.0-45-generic', ProcessorArchitecture: 'x86_64' };
        const closed: ReadonlyArray<readonly [InsideObstacle, GuestFacts]> = [
            ['notRunning', guest(server('17763'), { enabledState: 3 })],
            ['notRunning', guest(linux, { enabledState: 32768, shielded: true })],
            ['notWindows', guest(linux)],
            ['notWindows', guest(linux, { shielded: true })],
            ['clientEdition', guest({ ...server('19045'), OSEditionId: '48', ProductType: '1' })],
            // Windows Enterprise multi-session reports itself as a server.
            ['clientEdition', guest({ ...server('26100'), OSEditionId: '175' })],
            // An edition that isn't in our table, but a workstation.
            ['clientEdition', guest({ OSPlatformId: '2', ProductType: '1', OSEditionId: '9999' })],
            ['shielded', guest(server('17763'), { shielded: true })],
            ['shielded', guest({}, { shielded: true })]
        ];
        for (const build of [9600, 17763]) {
            for (const [obstacle, one] of closed) {
                expect(insideWay(host(build), one)).toEqual({ channel: null, obstacle });
            }
        }
    });
});
