/** Why a host could not be read, told by codes and never by localized text. */
import { isSessionQuota } from './session-quota';

export const hostFailureCodes = [
    'accessDenied',
    'forbidden',
    'noRights',
    'rightsUnknown',
    'unreachable',
    'noAnswer',
    /** The host grants no more sessions. */
    'sessionRefused',
    'hyperVAbsent',
    'managementServiceStopped',
    'clusterServiceStopped',
    'endpointLacksCommands',
    'moduleMissing',
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

/**
 * The numbers of the errors in an answer. Gateways hand on both fields; which of them holds the number of a lost connection isn't documented.
 * An id of the error is not among what they hand on.
 */
function errorNumbers(body: string): readonly number[] {
    return [...body.matchAll(/"(?:nativeErrorCode|hResult)":\s*(-?\d+)/g)].map(match => Number(match[1]) | 0);
}

/** A connection of PowerShell's remoting that did not come about or broke; class names are not localized. */
const transportException = /"errorType":\s*"PSRemotingTransportException"/;
/** ERROR_ACCESS_DENIED, with which a host refuses a connection. */
const connectionDenied = 5;

const deniedStatus: readonly unknown[] = [401, 403];
const unreachableStatus: readonly unknown[] = [0, 502, 503, 504];

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
    if (isSessionQuota(raw)) {
        return { code: 'sessionRefused', raw };
    }
    // What Windows Admin Center itself does not allow, no other account on the host changes.
    if (/"forbidden":\s*"Forbidden"/.test(body)) {
        return { code: 'forbidden', raw };
    }
    const numbers = errorNumbers(body);
    const isTransport = transportException.test(body);
    // The status may stand in the answer instead of being that of the answer.
    const statuses = [status, Number(/"statusCode":\s*([1-9]\d*)/.exec(body)?.[1])];
    if (statuses.some(one => deniedStatus.includes(one)) || numbers.includes(accessIsDenied) || (isTransport && numbers.includes(connectionDenied))) {
        return { code: 'accessDenied', raw };
    }
    if (statuses.some(one => unreachableStatus.includes(one)) || isTransport || numbers.some(isConnectionCode)) {
        return { code: 'unreachable', raw };
    }
    return { code: 'unclassified', raw };
}

/**
 * Whether nothing says why an operation failed: no code of a script, no refusal, no lost connection. Among these are sessions that a gateway has kept too
 * long ("Runspace state is not valid"): neither that text, which may be localized, nor anything else of it is certain to arrive.
 */
export function isUnexplained({ code, raw }: HostFailure): boolean {
    return code === 'unclassified' && !raw.includes('AvmaError');
}

/**
 * Whether a session that didn't open may have been refused by the host's quota: nothing says that the host is denied or unreachable. How a gateway hands on a
 * refusal isn't recorded, and WinRM's refusal of another shell is a broken connection to PowerShell, with or without its number.
 */
export function mayBeQuota({ code, raw }: HostFailure): boolean {
    const proven = errorNumbers(raw).some(isConnectionCode) || /^HTTP (?:0|50[234])$/m.test(raw) || /"statusCode":\s*50[234]/.test(raw);
    return code === 'unclassified' || code === 'badRow' || (code === 'unreachable' && !proven);
}

/** Whether the gateway asks for an account for the host: what the SDK prompts for (`Net.isUnauthorized`). */
export function wantsAccount({ code, raw }: HostFailure): boolean {
    return code === 'accessDenied' && (/"forbidden":\s*"Unauthorized"/.test(raw) || /^HTTP 401$/m.test(raw));
}
