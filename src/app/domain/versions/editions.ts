/**
 * Editions by their number in OperatingSystemSKU and OSEditionId (GetProductInfo,
 * https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-getproductinfo). Never by name: names are localized.
 */

/** The editions that AVMA keys exist for. */
export type KeyEdition = 'datacenter' | 'standard' | 'essentials' | 'azureEdition';

/** What an edition means for a guest. `server` is a known server edition without any AVMA key. */
export type EditionKind = KeyEdition | 'evaluation' | 'server' | 'client';

export interface Edition {
    readonly sku: number;
    readonly kind: EditionKind;
    /** As the constants of GetProductInfo are commonly written; product names, not translated. */
    readonly name: string;
    /**
     * Evaluation: the edition that it can be converted to; Standard can become Datacenter, too, and Standard Core nothing else.
     * https://learn.microsoft.com/windows-server/get-started/upgrade-conversion-options
     */
    readonly convertsTo?: 'datacenter' | 'standard';
    /** Evaluation: told from the edition with a desktop by its number. */
    readonly core?: boolean;
    /** Only semi-annual releases have it. */
    readonly semiAnnual?: boolean;
}

export const editions: readonly Edition[] = [
    { sku: 7, kind: 'standard', name: 'Standard' },
    { sku: 8, kind: 'datacenter', name: 'Datacenter' },
    { sku: 12, kind: 'datacenter', name: 'Datacenter (Core)' },
    { sku: 13, kind: 'standard', name: 'Standard (Core)' },
    { sku: 36, kind: 'standard', name: 'Standard without Hyper-V' },
    { sku: 37, kind: 'datacenter', name: 'Datacenter without Hyper-V' },
    { sku: 39, kind: 'datacenter', name: 'Datacenter without Hyper-V (Core)' },
    { sku: 40, kind: 'standard', name: 'Standard without Hyper-V (Core)' },
    { sku: 50, kind: 'essentials', name: 'Essentials' },
    { sku: 51, kind: 'essentials', name: 'Essentials' },
    { sku: 52, kind: 'essentials', name: 'Essentials' },
    { sku: 145, kind: 'datacenter', name: 'Datacenter (Core)', semiAnnual: true },
    { sku: 146, kind: 'standard', name: 'Standard (Core)', semiAnnual: true },
    { sku: 147, kind: 'datacenter', name: 'Datacenter (Core)' },
    { sku: 148, kind: 'standard', name: 'Standard (Core)' },
    { sku: 407, kind: 'azureEdition', name: 'Datacenter: Azure Edition' },
    { sku: 408, kind: 'azureEdition', name: 'Datacenter: Azure Edition (Core)' },
    { sku: 409, kind: 'azureEdition', name: 'Datacenter: Azure Edition (Core)' },
    { sku: 79, kind: 'evaluation', name: 'Standard Evaluation', convertsTo: 'standard' },
    { sku: 80, kind: 'evaluation', name: 'Datacenter Evaluation', convertsTo: 'datacenter' },
    { sku: 159, kind: 'evaluation', name: 'Datacenter Evaluation (Core)', convertsTo: 'datacenter', core: true },
    { sku: 160, kind: 'evaluation', name: 'Standard Evaluation (Core)', convertsTo: 'datacenter', core: true },
    { sku: 9, kind: 'server', name: 'Small Business Server' },
    { sku: 10, kind: 'server', name: 'Enterprise' },
    { sku: 14, kind: 'server', name: 'Enterprise (Core)' },
    { sku: 17, kind: 'server', name: 'Web Server' },
    { sku: 18, kind: 'server', name: 'HPC Edition' },
    { sku: 20, kind: 'server', name: 'Storage Server Express' },
    { sku: 21, kind: 'server', name: 'Storage Server Standard' },
    { sku: 22, kind: 'server', name: 'Storage Server Workgroup' },
    { sku: 23, kind: 'server', name: 'Storage Server Enterprise' },
    { sku: 25, kind: 'server', name: 'Small Business Server Premium' },
    { sku: 29, kind: 'server', name: 'Web Server (Core)' },
    { sku: 33, kind: 'server', name: 'Foundation' },
    { sku: 34, kind: 'server', name: 'Home Server' },
    { sku: 42, kind: 'server', name: 'Hyper-V Server' },
    { sku: 43, kind: 'server', name: 'Storage Server Express (Core)' },
    { sku: 44, kind: 'server', name: 'Storage Server Standard (Core)' },
    { sku: 45, kind: 'server', name: 'Storage Server Workgroup (Core)' },
    { sku: 46, kind: 'server', name: 'Storage Server Enterprise (Core)' },
    { sku: 63, kind: 'server', name: 'Small Business Server Premium (Core)' },
    { sku: 64, kind: 'server', name: 'HPC Edition without Hyper-V' },
    { sku: 76, kind: 'server', name: 'MultiPoint Standard' },
    { sku: 77, kind: 'server', name: 'MultiPoint Premium' },
    { sku: 95, kind: 'server', name: 'Storage Server Workgroup Evaluation' },
    { sku: 96, kind: 'server', name: 'Storage Server Standard Evaluation' },
    // Only winnt.h has it (windows-surface/sku).
    { sku: 110, kind: 'server', name: 'Cloud Storage Server' },
    { sku: 168, kind: 'server', name: 'Azure Server (Core)' },
    { sku: 169, kind: 'server', name: 'Azure Nano Server' },
    { sku: 406, kind: 'server', name: 'Azure Local' },
    { sku: 4, kind: 'client', name: 'Enterprise' },
    { sku: 27, kind: 'client', name: 'Enterprise N' },
    { sku: 48, kind: 'client', name: 'Pro' },
    { sku: 49, kind: 'client', name: 'Pro N' },
    { sku: 70, kind: 'client', name: 'Enterprise E' },
    { sku: 72, kind: 'client', name: 'Enterprise Evaluation' },
    { sku: 84, kind: 'client', name: 'Enterprise N Evaluation' },
    { sku: 98, kind: 'client', name: 'Home N' },
    { sku: 99, kind: 'client', name: 'Home China' },
    { sku: 100, kind: 'client', name: 'Home Single Language' },
    { sku: 101, kind: 'client', name: 'Home' },
    { sku: 121, kind: 'client', name: 'Education' },
    { sku: 122, kind: 'client', name: 'Education N' },
    { sku: 125, kind: 'client', name: 'Enterprise LTSC' },
    { sku: 126, kind: 'client', name: 'Enterprise N LTSC' },
    { sku: 129, kind: 'client', name: 'Enterprise LTSC Evaluation' },
    { sku: 130, kind: 'client', name: 'Enterprise N LTSC Evaluation' },
    { sku: 161, kind: 'client', name: 'Pro for Workstations' },
    { sku: 162, kind: 'client', name: 'Pro for Workstations N' },
    { sku: 164, kind: 'client', name: 'Pro Education' },
    { sku: 165, kind: 'client', name: 'Pro Education N' },
    { sku: 171, kind: 'client', name: 'Enterprise G' },
    { sku: 172, kind: 'client', name: 'Enterprise G N' },
    // Reports the product type of a server, but is a client product.
    { sku: 175, kind: 'client', name: 'Enterprise multi-session' },
    { sku: 188, kind: 'client', name: 'IoT Enterprise' },
    { sku: 191, kind: 'client', name: 'IoT Enterprise LTSC' }
];

/** The only evaluation that can't become its own full edition. */
export const standardCoreEvaluationSku = 160;

/**
 * PRODUCT_UNLICENSED (winnt.h): Windows isn't activated and out of its grace period. It stands in place of the edition, so the table of editions
 * doesn't have it.
 */
export const unlicensedSku = 0xabcdabcd;

/** Names of editions that only hosts are judged by. Nano Server as a guest: how it would take a key is documented nowhere. */
const hostOnlyNames: ReadonlyMap<number, string> = new Map([
    [143, 'Datacenter (Nano Server)'],
    [144, 'Standard (Nano Server)'],
    [unlicensedSku, 'Unlicensed']
]);

/**
 * What an edition means for a host. `undocumented`: no page of Microsoft says whether such a host activates guests.
 * `standardEvaluation` isn't Datacenter, so converting it helps only if it becomes Datacenter.
 */
export type HostEditionKind = 'datacenter' | 'datacenterEvaluation' | 'standardEvaluation' | 'azureEdition' | 'undocumented' | 'other';

/**
 * AVMA requires "a Windows Server Datacenter edition" (windowsserverdocs get-started/automatic-vm-activation.md, 2023-09-19).
 * 407 to 409: get-started/editions-comparison.md lists AVMA for Datacenter: Azure Edition "as a nested host or guest", and get-started/azure-edition.md
 * (2023-05-16) says that it has no virtualization rights. 143: Nano Server is an installation option of Datacenter, and of 2016 alone a Hyper-V host
 * (get-started/Getting-Started-with-Nano-Server.md, 2016-09-29); neither page names the other.
 */
const hostEditionKinds: ReadonlyMap<number, HostEditionKind> = new Map([
    ...[8, 12, 145, 147].map(sku => [sku, 'datacenter'] as const),
    ...[80, 159].map(sku => [sku, 'datacenterEvaluation'] as const),
    ...[79, 160].map(sku => [sku, 'standardEvaluation'] as const),
    ...[407, 408, 409].map(sku => [sku, 'azureEdition'] as const),
    ...[143, unlicensedSku].map(sku => [sku, 'undocumented'] as const)
]);

/** What this edition means for a host; Azure Local is judged by its set-up instead. */
export function hostEditionKind(sku: number): HostEditionKind {
    return hostEditionKinds.get(sku) ?? 'other';
}

/** The numbers of these kinds that the table has, in ascending order. */
export function hostSkus(...kinds: readonly HostEditionKind[]): number[] {
    return [...hostEditionKinds].flatMap(([sku, kind]) => (kinds.includes(kind) ? [sku] : [])).sort((a, b) => a - b);
}

/** The name of a host's edition; null for a number that no table has. */
export function hostEditionName(sku: number | null): string | null {
    return edition(sku)?.name ?? hostOnlyNames.get(sku ?? -1) ?? null;
}

/** Azure Local (Azure Stack HCI): judged by its set-up for AVMA, not by edition, build or license. */
export const azureLocalSku = 406;

/** The edition of a SKU number; null if the table doesn't have it. */
export function edition(sku: number | null): Edition | null {
    return editions.find(one => one.sku === sku) ?? null;
}
