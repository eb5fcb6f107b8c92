/** Why a guest was not read inside: the codes of `Get-AvmaActivation`, those of the run, and what they ask for. */
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
    'unclassified'
] as const;
export type InsideFailureCode = (typeof insideFailureCodes)[number];

/** The code of a row's error; one that this version does not know is shown with all there is. */
export function insideFailureCode(code: string): InsideFailureCode {
    return insideFailureCodes.find(one => one === code) ?? 'unclassified';
}
