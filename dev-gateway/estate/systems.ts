/** Operating systems by their short names in estate files. Numbers and names are recorded (tests/fixtures/recorded) or published. */

export interface NodeSystem {
    readonly build: number;
    readonly version: string;
    readonly sku: number;
    readonly caption: string;
    /** Classes documented since a later server version don't exist here. */
    readonly serverYear: number;
}

export const nodeSystems: Readonly<Record<string, NodeSystem>> = {
    '2012 R2': { build: 9600, version: '6.3.9600', sku: 8, caption: 'Microsoft Windows Server 2012 R2', serverYear: 2012 },
    '2016': { build: 14393, version: '10.0.14393', sku: 8, caption: 'Microsoft Windows Server 2016', serverYear: 2016 },
    '2019': { build: 17763, version: '10.0.17763', sku: 8, caption: 'Microsoft Windows Server 2019', serverYear: 2019 },
    '2022': { build: 20348, version: '10.0.20348', sku: 8, caption: 'Microsoft Windows Server 2022', serverYear: 2022 },
    '2025': { build: 26100, version: '10.0.26100', sku: 8, caption: 'Microsoft Windows Server 2025', serverYear: 2025 },
    azureLocal: { build: 25398, version: '10.0.25398', sku: 406, caption: 'Microsoft Azure Stack HCI', serverYear: 2022 }
};

const editionNames: Readonly<Record<number, string>> = {
    7: 'Standard',
    8: 'Datacenter',
    33: 'Foundation',
    50: 'Essentials',
    79: 'Standard Evaluation',
    80: 'Datacenter Evaluation',
    145: 'Datacenter',
    146: 'Standard',
    407: 'Datacenter: Azure Edition'
};

/** EditionID, which licenses use as their family. */
const licenseFamilies: Readonly<Record<number, string>> = {
    4: 'Enterprise',
    7: 'ServerStandard',
    8: 'ServerDatacenter',
    33: 'ServerFoundation',
    48: 'Professional',
    50: 'ServerSolution',
    79: 'ServerStandardEval',
    80: 'ServerDatacenterEval',
    145: 'ServerDatacenterACor',
    146: 'ServerStandardACor',
    407: 'ServerTurbine'
};

export function licenseFamily(sku: number): string {
    return licenseFamilies[sku] ?? 'Server';
}

/** The end of Windows' product name for an edition. */
export function editionSuffix(sku: number): string {
    return editionNames[sku] ? ` ${editionNames[sku]}` : '';
}

interface WindowsGuestSystem {
    readonly kind: 'windows';
    readonly name: string;
    readonly build: number;
    readonly version: string;
    readonly sku: number;
    readonly client?: boolean;
}
interface LinuxGuestSystem {
    readonly kind: 'linux';
    readonly name: string;
    readonly majorVersion: string;
    readonly kernel: string;
    /** OSPlatformId if it was observed; the Linux daemon doesn't write it on every system. */
    readonly platformId?: string;
}
export type GuestSystem = WindowsGuestSystem | LinuxGuestSystem;

const server = (name: string, version: string, build: number, sku = 8): WindowsGuestSystem => ({
    kind: 'windows',
    name,
    version: `${version}.${build}`,
    build,
    sku
});

export const guestSystems: Readonly<Record<string, GuestSystem>> = {
    '2012': server('Windows Server 2012', '6.2', 9200),
    '2012 R2': server('Windows Server 2012 R2', '6.3', 9600),
    '2016': server('Windows Server 2016', '10.0', 14393),
    '2019': server('Windows Server 2019', '10.0', 17763),
    '1809': server('Windows Server', '10.0', 17763, 145),
    '1909': server('Windows Server', '10.0', 18363, 145),
    '20H2': server('Windows Server', '10.0', 19042, 145),
    '2022': server('Windows Server 2022', '10.0', 20348),
    '2025': server('Windows Server 2025', '10.0', 26100),
    windows10: { kind: 'windows', name: 'Windows 10 Pro', build: 19045, version: '10.0.19045', sku: 48, client: true },
    windows11: { kind: 'windows', name: 'Windows 11 Enterprise', build: 26100, version: '10.0.26100', sku: 4, client: true },
    ubuntu: { kind: 'linux', name: 'Ubuntu', majorVersion: '24.04', kernel: '6.8.0-45-generic', platformId: '129' },
    rhel: { kind: 'linux', name: 'Red Hat Enterprise Linux', majorVersion: '9', kernel: '5.14.0-427.el9' }
};
