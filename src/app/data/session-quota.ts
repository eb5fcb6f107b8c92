/**
 * WinRM's refusals of another shell (Microsoft, wsmerror.h): of one user, of all users of the host, and both again per plug-in quota
 * (ERROR_WSMAN_QUOTA_MAX_SHELLS, _MAX_SHELLUSERS, _MAX_SHELLS_PPQ, _MAX_PLUGINSHELLS_PPQ).
 */
const quotaCodes: readonly number[] = [0x803381a5, 0x803381ab, 0x803381e4, 0x803381e6];

/** Numbers are written signed or unsigned, as in `nativeErrorCode` or `hResult`, or as hexadecimal text, as in messages of WinRM. */
const writtenNumber = /\b0x[0-9a-f]{8}\b|(?<![\w.])-?\d{10}\b/gi;

/** @param raw everything that is known of a failure @returns whether WinRM says that the host grants no more sessions */
export function isSessionQuota(raw: string): boolean {
    return (raw.match(writtenNumber) ?? []).some(text => quotaCodes.includes(Number(text) >>> 0));
}
