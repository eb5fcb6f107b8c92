/**
 * WinRM's error codes for a rejected shell (Microsoft, wsmerror.h): the quota of one user, that of all users of the host, and both for each plug-in
 * (ERROR_WSMAN_QUOTA_MAX_SHELLS, _MAX_SHELLUSERS, _MAX_SHELLS_PPQ, _MAX_PLUGINSHELLS_PPQ).
 */
const quotaCodes: readonly number[] = [0x803381a5, 0x803381ab, 0x803381e4, 0x803381e6];

/** Matches signed and unsigned numbers, as in `nativeErrorCode` or `hResult`, and hexadecimal text, as in WinRM messages. */
const writtenNumber = /\b0x[0-9a-f]{8}\b|(?<![\w.])-?\d{10}\b/gi;

/**
 * @param raw everything known about a failure
 * @returns whether WinRM reports that the host grants no more sessions
 */
export function isSessionQuota(raw: string): boolean {
    return (raw.match(writtenNumber) ?? []).some(text => quotaCodes.includes(Number(text) >>> 0));
}
