/** Why a host could not be read, told by codes and never by localized text. */

export const hostFailureCodes = [
    'accessDenied',
    'forbidden',
    'noRights',
    'unreachable',
    'noAnswer',
    'hyperVAbsent',
    'managementServiceStopped',
    'clusterServiceStopped',
    'badRow',
    'unclassified'
] as const;
export type HostFailureCode = (typeof hostFailureCodes)[number];

export interface HostFailure {
    readonly code: HostFailureCode;
    /** Everything that is known, as it came, to be copied. May be localized. */
    readonly raw: string;
}

/** Our own scripts put their code into the message: the gateway hands on little else of an error. */
const scriptError = /AvmaError (\{.*\})/s;

const scriptCodes: readonly string[] = ['accessDenied', 'hyperVAbsent', 'managementServiceStopped', 'clusterServiceStopped'];

interface HttpError {
    readonly status?: number;
    readonly message?: string;
    readonly xhr?: { readonly response?: unknown; readonly status?: number };
}

function responseText(error: HttpError): string {
    const response = error.xhr?.response;
    return response === undefined || response === null ? '' : typeof response === 'string' ? response : JSON.stringify(response);
}

/** The code of a script's own error inside any text of the answer, or null. */
function scriptCode(raw: string): HostFailureCode | null {
    const found = scriptError.exec(raw.replace(/\\"/g, '"'));
    const code = found ? /"code":\s*"(\w+)"/.exec(found[1])?.[1] : undefined;
    return code && scriptCodes.includes(code) ? (code as HostFailureCode) : null;
}

const winRmFacility = 0x8033;
const accessIsDenied = -2147024891;
/** ERROR_BAD_NETPATH: there is no machine of that name. */
const networkPathNotFound = 53;

/** WinRM's own codes (0x8033xxxx) are those of a connection that did not come about. */
function isConnectionCode(code: number): boolean {
    return code === networkPathNotFound || code >>> 16 === winRmFacility;
}

/** Whether the host knows no such command, as where only the commands of installed modules may run. By PowerShell's error id. */
export function isCommandMissing(error: unknown): boolean {
    const http = (typeof error === 'object' && error !== null ? error : {}) as HttpError;
    return /"fullyQualifiedErrorId":\s*"CommandNotFoundException/.test(responseText(http));
}

/** @param error whatever an operation failed with: the SDK's ajax error, or any exception */
export function toHostFailure(error: unknown): HostFailure {
    const http = (typeof error === 'object' && error !== null ? error : {}) as HttpError;
    const status = http.status ?? http.xhr?.status ?? null;
    const body = responseText(http);
    const raw = [status === null ? '' : `HTTP ${status}`, http.message ?? String(error), body].filter(part => part !== '').join('\n');
    const byScript = scriptCode(`${body}\n${http.message ?? ''}`);
    if (byScript) {
        return { code: byScript, raw };
    }
    // What Windows Admin Center itself does not allow, no other account on the host changes.
    if (/"forbidden":\s*"Forbidden"/.test(body)) {
        return { code: 'forbidden', raw };
    }
    const nativeCode = Number(/"nativeErrorCode":\s*(-?\d+)/.exec(body)?.[1] ?? 0);
    if (status === 401 || status === 403 || nativeCode === accessIsDenied) {
        return { code: 'accessDenied', raw };
    }
    if (status === 0 || status === 502 || status === 503 || status === 504 || isConnectionCode(nativeCode)) {
        return { code: 'unreachable', raw };
    }
    return { code: 'unclassified', raw };
}
