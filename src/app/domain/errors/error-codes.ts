/**
 * Result codes of AVMA, of installing a key, of activation, and of the ways into a guest, with their causes. Microsoft's texts and the descriptions of the
 * causes are resources.
 */
import { ErrorCauseId } from './error-causes';
import { licensingSymbols } from './licensing-symbols';

/** Most likely cause first. */
type ErrorCauses = readonly [ErrorCauseId, ...ErrorCauseId[]];

/**
 * Evidence for the first cause. `official`: Microsoft's text or page about this code names it. `reported`: public reports and scripts agree on it.
 * `inferred`: it follows from the code's text and AVMA's requirements. Of the further causes, those that a page names are in `error-pages`.
 */
export type ErrorEvidence = 'official' | 'reported' | 'inferred';

/** Where Microsoft publishes a code and its text. */
export const errorSources = {
    slerror: 'https://github.com/microsoft/win32metadata/blob/main/generation/WinSDK/RecompiledIdlHeaders/um/slerror.h',
    systemErrors: 'https://learn.microsoft.com/windows/win32/debug/system-error-codes',
    wmiErrors: 'https://learn.microsoft.com/windows/win32/wmisdk/wmi-error-constants',
    comErrors: 'https://learn.microsoft.com/windows/win32/com/com-error-codes-1',
    internetErrors: 'https://learn.microsoft.com/windows/win32/wininet/wininet-errors',
    openSpecifications: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/1bc92ddf-b79e-413c-bbaa-99a5281a6c90',
    activationErrors: 'https://learn.microsoft.com/troubleshoot/windows-server/licensing-and-activation/troubleshoot-activation-error-codes',
    /** Seen in forums only. */
    none: null
} as const;
type ErrorSource = keyof typeof errorSources;

export interface ErrorCode {
    /** Unsigned 32 bit */
    readonly code: number;
    /** As in the header or on the page; null if none is published. */
    readonly symbol: string | null;
    readonly causes: ErrorCauses;
    readonly evidence: ErrorEvidence;
    readonly source: ErrorSource;
    /** Whether slmgr.vbs has its own text for the code. For any other code it prints only a line with slui.exe 0x2a. */
    readonly inSlmgrTable: boolean;
}

type Row = readonly [code: number, evidence: ErrorEvidence, ...causes: ErrorCauses];

/** Codes of the licensing service; their symbols come from the header. */
const licensingRows: readonly Row[] = [
    // AVMA
    [0xc004fd00, 'official', 'requestLimit'],
    [0xc004fd01, 'official', 'notOnHyperV', 'activationComponentMissing', 'dataExchangeOff', 'hostLicensingServiceDisabled'],
    [
        0xc004fd02,
        'official',
        'hostNotActivated',
        'hostNotDatacenter',
        'hostIsVirtualMachine',
        'notOnHyperV',
        'azureLocalNotSetUp',
        'hostLicensingServiceDisabled'
    ],
    [0xc004fd03, 'inferred', 'guestNewerThanHost', 'editionNotCovered', 'keyOfOtherVersionOrEdition'],
    [0xc004fd04, 'inferred', 'notBoundToHost', 'movedToAnotherHost'],
    // Keys
    [0xc004e016, 'reported', 'keyOfOtherVersionOrEdition', 'evaluationEdition', 'esuPrerequisite'],
    [0xc004f069, 'reported', 'evaluationEdition', 'keyOfOtherVersionOrEdition'],
    [0xc004f050, 'official', 'keyMistyped', 'keyOfOtherVersionOrEdition'],
    [0xc004f051, 'official', 'hostKeyBlocked', 'otherKeyInstalled'],
    [0xc004f015, 'inferred', 'keyOfOtherVersionOrEdition', 'licenseStoreDamaged', 'kmsHostKeyDoesNotCover'],
    [0xc004f014, 'official', 'noKeyInstalled'],
    [0xc004f033, 'inferred', 'notDocumentedForAvma'],
    [0xc004f034, 'inferred', 'keyOfOtherVersionOrEdition', 'licenseStoreDamaged'],
    [0xc004f210, 'official', 'keyOfOtherVersionOrEdition'],
    [0xc004e002, 'official', 'licenseStoreDamaged'],
    [0xc004e015, 'official', 'licenseStoreDamaged', 'transientFailure'],
    [0xc004e01c, 'official', 'evaluationEdition'],
    [0xc004e01d, 'official', 'keyOfOtherVersionOrEdition'],
    [0xc004e01e, 'official', 'keyOfOtherVersionOrEdition'],
    [0xc004e028, 'official', 'activationInProgress'],
    [0xc004e003, 'inferred', 'notDocumentedForAvma'],
    [0xc004f025, 'official', 'notElevated'],
    [0xc004f057, 'inferred', 'oemMarkerMissing', 'otherKeyInstalled'],
    [0xc004f063, 'official', 'oemMarkerMissing', 'otherKeyInstalled'],
    // State of the license
    [0xc004f00f, 'official', 'hardwareChanged'],
    [0xc004f009, 'official', 'graceExpired', 'movedToAnotherHost'],
    [0xc004f056, 'inferred', 'kmsClientKeyInstalled', 'kmsHostTrouble'],
    [0xc004f064, 'official', 'nonGenuine'],
    [0xc004f080, 'inferred', 'notBoundToHost', 'movedToAnotherHost', 'hardwareChanged'],
    [0xc004f200, 'official', 'nonGenuine'],
    [0xc004fc03, 'inferred', 'otherKeyInstalled', 'transientFailure'],
    [0xc004fc07, 'official', 'timeTermOver'],
    [0xc004d302, 'official', 'storeRearmed'],
    [0xc004d307, 'official', 'rearmsUsedUp'],
    [0xc004f075, 'official', 'licensingServiceBusy'],
    [0x4004f040, 'official', 'noFault'],
    [0x4004f401, 'official', 'noFault'],
    [0x4004f00c, 'official', 'graceRunning'],
    [0x4004f00d, 'official', 'hardwareChanged'],
    [0x4004f065, 'official', 'nonGenuine'],
    [0x4004f068, 'official', 'nonGenuine'],
    [0x4004fc04, 'official', 'noFault'],
    [0x4004fc05, 'official', 'graceRunning'],
    [0x4004fc06, 'official', 'graceRunning'],
    // Other ways of activation: KMS, by phone, with tokens
    [0xc004f035, 'inferred', 'kmsClientKeyInstalled', 'qualifyingLicenseMissing'],
    [0xc004f038, 'inferred', 'kmsClientKeyInstalled', 'kmsCountTooLow'],
    [0xc004f039, 'inferred', 'kmsClientKeyInstalled', 'kmsHostTrouble'],
    [0xc004f041, 'inferred', 'kmsClientKeyInstalled', 'kmsHostTrouble'],
    [0xc004f042, 'inferred', 'kmsClientKeyInstalled', 'kmsHostTrouble', 'kmsHostKeyDoesNotCover'],
    [0xc004f06b, 'official', 'kmsHostKeyInstalled'],
    [0xc004f06c, 'official', 'kmsClock', 'kmsClientKeyInstalled'],
    [0xc004f074, 'inferred', 'kmsClientKeyInstalled', 'kmsHostTrouble', 'kmsClock'],
    [0xc004f02c, 'official', 'phoneDataWrong', 'otherKeyInstalled'],
    [0xc004f011, 'official', 'tokenActivationUnused'],
    [0xc004f066, 'inferred', 'notDocumentedForAvma'],
    [0xc004f304, 'inferred', 'otherKeyInstalled'],
    [0xc004f305, 'inferred', 'otherKeyInstalled'],
    [0xc004f30a, 'inferred', 'otherKeyInstalled'],
    // Microsoft's servers
    [0xc004b100, 'official', 'hostKeyBlocked', 'otherKeyInstalled'],
    [0xc004c001, 'official', 'hostKeyBlocked', 'otherKeyInstalled'],
    [0xc004c003, 'official', 'hostKeyBlocked', 'keyOfOtherVersionOrEdition', 'licenseStoreDamaged', 'otherKeyInstalled'],
    [0xc004c008, 'official', 'hostKeyBlocked', 'otherKeyInstalled'],
    [0xc004c017, 'official', 'hostKeyBlocked', 'otherKeyInstalled'],
    [0xc004c020, 'official', 'hostKeyBlocked', 'otherKeyInstalled'],
    [0xc004c021, 'official', 'hostKeyBlocked', 'otherKeyInstalled'],
    [0xc004c032, 'official', 'timeBasedUnavailable', 'evaluationEdition'],
    [0x803fa067, 'inferred', 'clientLicense', 'hostKeyBlocked'],
    [0x803fabb8, 'inferred', 'clientLicense']
];

type NamedRow = readonly [symbol: string | null, source: ErrorSource, ...row: Row];

const win32 = (name: string): string => `HRESULT_FROM_WIN32(${name})`;

/** Codes of Windows and WMI, and those that no header contains. */
const otherRows: readonly NamedRow[] = [
    [win32('ERROR_ACCESS_DENIED'), 'systemErrors', 0x80070005, 'official', 'notElevated', 'networkServiceRights'],
    [win32('ERROR_INVALID_DATA'), 'systemErrors', 0x8007000d, 'official', 'registryRights'],
    [win32('ERROR_OUTOFMEMORY'), 'systemErrors', 0x8007000e, 'inferred', 'transientFailure'],
    [win32('ERROR_NOT_SUPPORTED'), 'systemErrors', 0x80070032, 'reported', 'editionChangeUnsupported', 'evaluationEdition'],
    [win32('ERROR_INVALID_PARAMETER'), 'systemErrors', 0x80070057, 'reported', 'answerFileKey', 'commandOption'],
    [win32('ERROR_INVALID_NAME'), 'systemErrors', 0x8007007b, 'official', 'kmsNotInDns', 'kmsClientKeyInstalled', 'otherKeyInstalled'],
    [win32('ERROR_SERVICE_DISABLED'), 'systemErrors', 0x80070422, 'inferred', 'licensingServiceDisabled'],
    [win32('ERROR_NOT_FOUND'), 'systemErrors', 0x80070490, 'official', 'settingsRoute', 'keyMistyped', 'keyOfOtherVersionOrEdition'],
    [win32('ERROR_TIMEOUT'), 'systemErrors', 0x800705b4, 'inferred', 'transientFailure', 'kmsHostTrouble'],
    [win32('RPC_S_SERVER_UNAVAILABLE'), 'systemErrors', 0x800706ba, 'official', 'rpcUnavailable', 'kmsHostTrouble'],
    [win32('ERROR_DEVICE_NOT_AVAILABLE'), 'systemErrors', 0x800710df, 'inferred', 'activationComponentMissing', 'transientFailure'],
    [win32('ERROR_INVALID_STATE'), 'systemErrors', 0x8007139f, 'official', 'kmsPathBlocked', 'kmsClientKeyInstalled'],
    [win32('DNS_ERROR_RCODE_SERVER_FAILURE'), 'systemErrors', 0x8007232a, 'inferred', 'kmsClientKeyInstalled', 'dnsServerTrouble'],
    [win32('DNS_ERROR_RCODE_NAME_ERROR'), 'systemErrors', 0x8007232b, 'inferred', 'kmsClientKeyInstalled', 'kmsNotInDns'],
    [win32('DNS_ERROR_RCODE_BADSIG'), 'systemErrors', 0x80072338, 'official', 'kmsRecordNotWritable'],
    [win32('DNS_INFO_NO_RECORDS'), 'systemErrors', 0x8007251d, 'inferred', 'kmsClientKeyInstalled', 'kmsNotInDns'],
    [win32('DNS_ERROR_NO_DNS_SERVERS'), 'systemErrors', 0x8007267c, 'official', 'dnsServerTrouble', 'kmsClientKeyInstalled'],
    [win32('ERROR_INTERNET_TIMEOUT'), 'internetErrors', 0x80072ee2, 'official', 'internetUnreachable'],
    [win32('ERROR_INTERNET_NAME_NOT_RESOLVED'), 'internetErrors', 0x80072ee7, 'official', 'genuineTicket', 'internetUnreachable'],
    ['WBEM_E_FAILED', 'wmiErrors', 0x80041001, 'inferred', 'wmiDamaged', 'transientFailure'],
    ['WBEM_E_NOT_FOUND', 'wmiErrors', 0x80041002, 'inferred', 'wmiDamaged'],
    ['WBEM_E_ACCESS_DENIED', 'wmiErrors', 0x80041003, 'inferred', 'notElevated'],
    ['WBEM_E_INVALID_PARAMETER', 'wmiErrors', 0x80041008, 'inferred', 'notDocumentedForAvma'],
    ['WBEM_E_INVALID_NAMESPACE', 'wmiErrors', 0x8004100e, 'inferred', 'wmiDamaged'],
    ['WBEM_E_INVALID_CLASS', 'wmiErrors', 0x80041010, 'inferred', 'wmiDamaged'],
    ['WBEM_E_PROVIDER_LOAD_FAILURE', 'wmiErrors', 0x80041013, 'inferred', 'wmiDamaged'],
    ['WBEM_E_INVALID_QUERY', 'wmiErrors', 0x80041017, 'inferred', 'wmiDamaged'],
    ['E_FAIL', 'comErrors', 0x80004005, 'official', 'unspecifiedFailure', 'kmsPathBlocked'],
    ['CO_E_SERVER_EXEC_FAILURE', 'openSpecifications', 0x80080005, 'inferred', 'serverStartFailed', 'licensingServiceDisabled', 'wmiDamaged'],
    ['CRYPT_E_SECURITY_SETTINGS', 'openSpecifications', 0x80092026, 'official', 'signatureSetting'],
    ['RPC_NT_SERVER_UNAVAILABLE', 'openSpecifications', 0xc0020017, 'official', 'kmsPathBlocked', 'kmsClientKeyInstalled'],
    [null, 'activationErrors', 0x8004fe21, 'official', 'systemFilesChanged', 'nonGenuine'],
    [null, 'activationErrors', 0x80092328, 'official', 'kmsNotInDns', 'kmsClientKeyInstalled'],
    [null, 'activationErrors', 0xc004f065, 'official', 'nonGenuine'],
    [null, 'none', 0x803f7001, 'inferred', 'clientLicense']
];

/** Codes in this file for which slmgr.vbs has a text. */
const slmgrTable: readonly number[] = [
    0xc004f050, 0xc004f051, 0xc004f014, 0xc004f025, 0xc004f00f, 0xc004f009, 0xc004f064, 0xc004f065, 0xc004d307, 0xc004f075, 0xc004f035, 0xc004f038, 0xc004f039,
    0xc004f041, 0xc004f042, 0xc004f06b, 0xc004f074, 0xc004f02c, 0xc004f066, 0xc004f304, 0xc004f305, 0xc004f30a, 0xc004b100, 0xc004c001, 0xc004c003, 0xc004c008,
    0xc004c017, 0xc004c020, 0xc004c021, 0x80070005, 0x80070057, 0x800706ba, 0x8007232a, 0x8007232b, 0x8007251d
];

function entry(symbol: string | null, source: ErrorSource, [code, evidence, ...causes]: Row): ErrorCode {
    return { code, symbol, causes, evidence, source, inSlmgrTable: slmgrTable.includes(code) };
}

export const errorCodes: readonly ErrorCode[] = [
    ...licensingRows.map(row => entry(licensingSymbols.get(row[0]) ?? null, 'slerror', row)),
    ...otherRows.map(([symbol, source, ...row]) => entry(symbol, source, row))
];

const byCode: ReadonlyMap<number, ErrorCode> = new Map(errorCodes.map(one => [one.code, one]));

/** Converts a signed or unsigned result code to unsigned 32 bit; null if it isn't a 32-bit integer. */
export function unsignedCode(code: number): number | null {
    return Number.isInteger(code) && code >= -0x80000000 && code <= 0xffffffff ? code >>> 0 : null;
}

/**
 * Formats a code the way Microsoft does: 0xC004FD02.
 * @param code unsigned 32 bit
 */
export function writtenCode(code: number): string {
    return `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** The entry of a signed or unsigned code; null if this dictionary doesn't contain it. */
export function errorCode(code: number): ErrorCode | null {
    return byCode.get(unsignedCode(code) ?? -1) ?? null;
}

/** The symbol of a signed or unsigned code, from this dictionary or from the licensing service's header; null if neither contains it. */
export function symbolOf(code: number): string | null {
    return errorCode(code)?.symbol ?? licensingSymbols.get(unsignedCode(code) ?? -1) ?? null;
}

/** Whether any table contains a code. */
export function isKnownCode(code: number): boolean {
    return errorCode(code) !== null || symbolOf(code) !== null;
}

/** The notifications that Microsoft documents for event 12309 in the guest: https://learn.microsoft.com/windows-server/get-started/automatic-vm-activation */
export const activationNotificationIds = ['success', 'invalidHost', 'invalidData', 'activationDenied'] as const;
export type ActivationNotificationId = (typeof activationNotificationIds)[number];

export interface ActivationNotification {
    readonly id: ActivationNotificationId;
    /** Result codes that probably belong to this notification. */
    readonly codes: readonly number[];
    /** Microsoft doesn't document which code belongs to which notification. */
    readonly evidence: 'inferred';
}

/** "Invalid Data" has no code of its own: any code may follow a failed exchange between host and guest. */
export const activationNotifications: readonly ActivationNotification[] = [
    { id: 'success', codes: [0], evidence: 'inferred' },
    { id: 'invalidHost', codes: [0xc004fd01, 0xc004fd02], evidence: 'inferred' },
    { id: 'invalidData', codes: [], evidence: 'inferred' },
    { id: 'activationDenied', codes: [0xc004fd03], evidence: 'inferred' }
];

/** AVMA codes whose text matches no notification: the request limit, and not activated. */
const withoutNotification: readonly number[] = [0xc004fd00, 0xc004fd04];

/** The notification that a result code of event 12309 probably stands for, by inference; null if none fits. */
export function activationNotification(code: number): ActivationNotificationId | null {
    const wanted = unsignedCode(code);
    if (wanted === null || withoutNotification.includes(wanted)) {
        return null;
    }
    return activationNotifications.find(one => one.codes.includes(wanted))?.id ?? 'invalidData';
}
