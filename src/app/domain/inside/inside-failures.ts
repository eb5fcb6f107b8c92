/** Why a guest couldn't be read inside: the codes of `Get-AvmaActivation` and of the run. */
export const insideFailureCodes = [
    'credentialRefused',
    'accountRefused',
    'notRunning',
    'noAnswer',
    'notFound',
    'hyperVModuleMissing',
    'wrongMachine',
    'identityUnknown',
    'sessionLost',
    'timedOut',
    'winrmNotTrusted',
    'winrmUnreachable',
    'winrmAccessDenied',
    'guestAccessDenied',
    'encryptionKeyMissing',
    'languageMode',
    'stopped',
    'hostFailed',
    'malformedAnswer',
    'unclassified'
] as const;
export type InsideFailureCode = (typeof insideFailureCodes)[number];

/** The code of a row's error; `unclassified` for a code that this version doesn't know. */
export function insideFailureCode(code: string): InsideFailureCode {
    return insideFailureCodes.find(one => one === code) ?? 'unclassified';
}
