/** Determines why a host couldn't be read, by codes and never by localized text. */
import { isSessionQuota } from './session-quota';

export const hostFailureCodes = [
    'accessDenied',
    'forbidden',
    'noRights',
    'rightsUnknown',
    'unreachable',
    'noAnswer',
    /** The host's session quota is reached. */
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
    /** Everything known about the failure, unchanged, for copying. May be localized. */
    readonly raw: string;
}

/** Our scripts put their code into the error message, because the gateway returns little else of an error. */
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

/** The code of a script's own error anywhere in the answer, or null. */
function scriptCode(raw: string): HostFailureCode | null {
    const found = scriptError.exec(raw.replace(/\\"/g, '"'));
    const code = found ? /"code":\s*"(\w+)"/.exec(found[1])?.[1] : undefined;
    return code && scriptCodes.includes(code) ? (code as HostFailureCode) : null;
}

const winRmFacility = 0x8033;
const accessIsDenied = -2147024891;
/** ERROR_BAD_NETPATH: no computer has this name. */
const networkPathNotFound = 53;

/** WinRM's own codes (0x8033xxxx) mean that the connection failed. */
function isConnectionCode(code: number): boolean {
    return code === networkPathNotFound || code >>> 16 === winRmFacility;
}

/**
 * The error numbers in an answer. Gateways return both fields; Microsoft doesn't document which of them contains the number of a lost connection. They don't
 * return the error's id.
 */
function errorNumbers(body: string): readonly number[] {
    return [...body.matchAll(/"(?:nativeErrorCode|hResult)":\s*(-?\d+)/g)].map(match => Number(match[1]) | 0);
}

/** A PowerShell remoting connection that couldn't be opened or broke. Class names aren't localized. */
const transportException = /"errorType":\s*"PSRemotingTransportException"/;
/** ERROR_ACCESS_DENIED, with which a host rejects a connection. */
const connectionDenied = 5;

const deniedStatus: readonly unknown[] = [401, 403];
const unreachableStatus: readonly unknown[] = [0, 502, 503, 504];

/** @param error any failure: the SDK's ajax error, or an exception */
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
    // Windows Admin Center itself forbids it, so another account on the host wouldn't help.
    if (/"forbidden":\s*"Forbidden"/.test(body)) {
        return { code: 'forbidden', raw };
    }
    const numbers = errorNumbers(body);
    const isTransport = transportException.test(body);
    // The status may be a field of the answer instead of its HTTP status.
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
 * Whether a failure has no known reason: no script code, no denial, no lost connection. This includes sessions that a gateway kept too long ("Runspace state
 * is not valid"): its text may be localized, and nothing else in that answer is certain.
 */
export function isUnexplained({ code, raw }: HostFailure): boolean {
    return code === 'unclassified' && !raw.includes('AvmaError');
}

/**
 * Whether the host's quota may have kept a session from opening, because nothing shows that the host is denied or unreachable. No gateway's answer to a quota
 * error is recorded; WinRM's rejection of another shell reaches PowerShell as a broken connection, with or without its number.
 */
export function mayBeQuota({ code, raw }: HostFailure): boolean {
    const proven = errorNumbers(raw).some(isConnectionCode) || /^HTTP (?:0|50[234])$/m.test(raw) || /"statusCode":\s*50[234]/.test(raw);
    return code === 'unclassified' || code === 'badRow' || (code === 'unreachable' && !proven);
}

/** Whether the gateway requests an account for the host, which is when the SDK prompts (`Net.isUnauthorized`). */
export function wantsAccount({ code, raw }: HostFailure): boolean {
    return code === 'accessDenied' && (/"forbidden":\s*"Unauthorized"/.test(raw) || /^HTTP 401$/m.test(raw));
}
