/**
 * The pages that explain result codes, and the causes that each page names. `date` is the page's own (ms.date), or that of the report. The same list of pages
 * and codes, without causes, is in windows-surface/errors/activation-pages.json; a spec compares the two.
 */
import { ErrorCauseId } from './error-causes';
import { errorCode, errorSources, unsignedCode } from './error-codes';

interface ErrorPage {
    readonly url: string;
    /** As on the page: month/day/year. */
    readonly date: string;
    readonly codes: ReadonlyMap<number, readonly ErrorCauseId[]>;
}

type PageRow = readonly [page: string, date: string, ...codes: ReadonlyArray<readonly [code: number, ...causes: ErrorCauseId[]]>];

const troubleshoot = 'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation';

/** Pages of one code come before the page of all codes, since they say more. */
const articles: readonly PageRow[] = [
    ['0x8007000d-activate-machine', '12/26/2023', [0x8007000d, 'registryRights']],
    ['0xc004f063-when-activating-oem-version', '12/26/2023', [0xc004f063, 'oemMarkerMissing']],
    ['activation-error-0x8007232a-dns-server-failure', '05/12/2026', [0x8007232a, 'dnsServerTrouble']],
    ['activation-error-0x8007232b-dns-name-does-not-exist', '05/21/2026', [0x8007232b, 'kmsNotInDns']],
    ['activation-error-0xc004c003-product-key-blocked', '05/27/2026', [0xc004c003, 'hostKeyBlocked', 'keyOfOtherVersionOrEdition']],
    ['activation-error-0xc004c008-product-key-not-used', '05/28/2026', [0xc004c008, 'hostKeyBlocked']],
    ['activation-error-0xc004cf038-insufficient-kms-host-pool-count', '05/29/2026', [0xc004f038, 'kmsCountTooLow']],
    ['activation-error-0xc004cf042-cant-use-specified-kms', '05/29/2026', [0xc004f042, 'kmsHostTrouble', 'kmsHostKeyDoesNotCover']],
    ['activation-event-8198-error-0xc0020017-0x8007139f-kms-contact-failure', '05/23/2026', [0xc0020017, 'kmsPathBlocked'], [0x8007139f, 'kmsPathBlocked']],
    ['error-0x80070005-access-denied', '01/15/2025', [0x80070005, 'notElevated']],
    ['error-0xc004e002-during-activation', '12/26/2023', [0xc004e002, 'licenseStoreDamaged'], [0xc004c003, 'licenseStoreDamaged']],
    ['error-0xc004e015-sl-e-eul-consumption-failed-activate-windows', '01/15/2025', [0xc004e015, 'licenseStoreDamaged']],
    ['error-0xc004f015-activate-windows-10', '12/26/2023', [0xc004f015, 'kmsHostKeyDoesNotCover'], [0xc004f042, 'kmsHostKeyDoesNotCover']],
    ['error-0xc004f06c-activate-windows', '12/26/2023', [0xc004f06c, 'kmsClock'], [0xc004f074, 'kmsClock']],
    ['error-0xc004f074-activate-windows', '02/12/2026', [0xc004f074, 'kmsHostTrouble', 'kmsClock'], [0xc004f06c, 'kmsClock']],
    ['error-when-you-validate-copy-windows', '12/26/2023', [0x80092026, 'signatureSetting']],
    ['event-12293-error-0x800723-set-kms-host', '02/12/2026', [0x80072338, 'kmsRecordNotWritable']],
    ['event-id-12321-warning-token-based-activation-failed', '12/26/2023', [0xc004f011, 'tokenActivationUnused']],
    ['event-id-8208-8200-900', '01/15/2025', [0x80072ee7, 'genuineTicket']],
    ['troubleshoot-adba-clients-not-activate', '12/26/2023', [0x8007007b, 'otherKeyInstalled']],
    ['windows-activation-fails-with-error-0x8007267', '01/15/2025', [0x8007267c, 'dnsServerTrouble']],
    ['windows-not-genuine-error', '01/15/2025', [0x80070005, 'networkServiceRights']],
    [
        'troubleshoot-activation-error-codes',
        '01/15/2025',
        [0x8004fe21, 'systemFilesChanged'],
        [0x80070005, 'notElevated'],
        [0x8007007b, 'kmsNotInDns'],
        [0x80070490, 'settingsRoute', 'keyMistyped'],
        [0x800706ba, 'rpcUnavailable', 'kmsHostTrouble'],
        [0x8007232a, 'dnsServerTrouble'],
        [0x8007232b, 'kmsNotInDns'],
        [0x8007251d, 'kmsNotInDns'],
        [0x80072ee2, 'internetUnreachable'],
        [0x80092328, 'kmsNotInDns'],
        [0xc004b100, 'hostKeyBlocked'],
        [0xc004c001, 'hostKeyBlocked'],
        [0xc004c003, 'hostKeyBlocked'],
        [0xc004c008, 'hostKeyBlocked'],
        [0xc004c020, 'hostKeyBlocked'],
        [0xc004c021, 'hostKeyBlocked'],
        [0xc004f009, 'graceExpired'],
        [0xc004f00f, 'hardwareChanged'],
        [0xc004f014, 'noKeyInstalled'],
        [0xc004f02c, 'phoneDataWrong'],
        [0xc004f035, 'qualifyingLicenseMissing'],
        [0xc004f038, 'kmsCountTooLow'],
        [0xc004f039, 'kmsHostTrouble'],
        [0xc004f041, 'kmsHostTrouble'],
        [0xc004f042, 'kmsHostTrouble'],
        [0xc004f050, 'keyMistyped'],
        [0xc004f051, 'hostKeyBlocked'],
        [0xc004f064, 'nonGenuine'],
        [0xc004f065, 'nonGenuine'],
        [0xc004f06c, 'kmsClock'],
        [0xc004f074, 'kmsHostTrouble']
    ]
];

/** Microsoft's pages outside that folder, and public reports where Microsoft has no page. */
const otherPages: readonly PageRow[] = [
    [
        'https://learn.microsoft.com/troubleshoot/windows-server/windows-server-eos-faq/error-installing-esu-product-key-windows-server-2012-or-2012-r2',
        '11/30/2023',
        [0xc004e016, 'esuPrerequisite']
    ],
    ['https://github.com/microsoft/SurfaceDeploymentAccelerator/issues/2', '04/22/2020', [0x80070057, 'answerFileKey']],
    ['https://github.com/Azure-Samples/azuresandbox/issues/145', '03/21/2025', [0x80004005, 'kmsPathBlocked']]
];

const toPage = ([url, date, ...codes]: PageRow): ErrorPage => ({ url, date, codes: new Map(codes.map(([code, ...causes]) => [code, causes])) });

export const activationPages: readonly ErrorPage[] = articles.map(([page, ...rest]) => toPage([`${troubleshoot}/${page}`, ...rest]));
export const errorPages: readonly ErrorPage[] = [...activationPages, ...otherPages.map(toPage)];

/** The page that explains a signed or unsigned code; null if none does. */
export function errorPage(code: number): string | null {
    const wanted = unsignedCode(code);
    return errorPages.find(({ codes }) => wanted !== null && codes.has(wanted))?.url ?? null;
}

/**
 * Where a cause of a code comes from: the address of a page that names it or publishes the text that does, `reported` where public reports agree on it, or
 * `inferred`.
 * @param code signed or unsigned
 */
export function causeSource(code: number, cause: ErrorCauseId): string {
    const entry = errorCode(code);
    const page = errorPages.find(({ codes }) => entry !== null && codes.get(entry.code)?.includes(cause));
    if (page) {
        return page.url;
    }
    // Evidence is about the first cause.
    const evidence = entry?.causes[0] === cause ? entry.evidence : 'inferred';
    return evidence === 'official' ? ((entry && errorSources[entry.source]) ?? 'inferred') : evidence;
}
