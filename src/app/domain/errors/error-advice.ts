/** Lists the possible causes of a result code, and marks those that this case's facts confirm. */
import { NoteCode, Particulars, ReasonCode } from '../judgement/assessment';
import { azureLocalSku, edition, HostEditionKind, hostEditionKind } from '../versions/editions';
import { ErrorCauseId } from './error-causes';
import { errorCode, isKnownCode, symbolOf, unsignedCode } from './error-codes';
import { licensed } from '../versions/license-class';
import { avmaKeyByLastFive } from '../versions/keys';
import { kmsClientLastFives } from '../versions/kms-client-keys';

/** `confirmed`: the facts show this condition. That makes it the most likely cause, not a proven one. */
export type CauseStanding = 'confirmed' | 'possible';

interface AdvisedCause {
    readonly id: ErrorCauseId;
    readonly standing: CauseStanding;
}

export interface ErrorAdvice {
    /** Unsigned 32 bit; unchanged if it isn't a 32-bit code. */
    readonly code: number;
    readonly symbol: string | null;
    /** Whether any table contains the code. */
    readonly known: boolean;
    /** Confirmed causes first, then by likelihood; empty for an unknown code. */
    readonly causes: readonly AdvisedCause[];
}

/** The reasons and notes of an assessment that confirm a cause. */
export const causeFindings: Readonly<Partial<Record<ErrorCauseId, ReadonlyArray<ReasonCode | NoteCode>>>> = {
    notOnHyperV: ['hyperVMissing'],
    activationComponentMissing: ['activationComponentMissing'],
    dataExchangeOff: ['dataExchangeDisabled', 'dataExchangeSilent'],
    hostNotActivated: ['hostNotActivated'],
    hostNotDatacenter: ['hostNotDatacenter', 'hostEvaluation'],
    azureLocalNotSetUp: ['azureLocalNotSetUp'],
    hostIsVirtualMachine: ['hostIsVirtualMachine'],
    hostLicensingServiceDisabled: ['hostLicensingServiceDisabled'],
    guestNewerThanHost: ['guestNewerThanHost'],
    editionNotCovered: ['guestTooOld', 'editionNotCovered', 'essentialsNotCovered', 'azureEditionNeedsAzureLocal'],
    movedToAnotherHost: ['activatedByOtherHost'],
    keyOfOtherVersionOrEdition: ['wrongAvmaKey'],
    evaluationEdition: ['evaluationEdition', 'evaluationDomainController'],
    otherKeyInstalled: ['makKey', 'oemKey', 'retailKey'],
    kmsClientKeyInstalled: ['kmsClientKey'],
    kmsHostKeyInstalled: ['kmsHostKey'],
    licensingServiceDisabled: ['licensingServiceDisabled'],
    clientLicense: ['clientEdition']
};

const number = (value: Particulars[string] | undefined): number | null => (typeof value === 'number' ? value : null);
const lastFive = (value: Particulars[string] | undefined): string | null => (typeof value === 'string' ? value.trim().toUpperCase() : null);

const notDatacenterKinds: readonly HostEditionKind[] = ['datacenterEvaluation', 'standardEvaluation', 'other'];

/** Confirms causes from particulars alone, for cases without an assessment or without the matching reason. */
const shownBy: Readonly<Partial<Record<ErrorCauseId, (data: Particulars) => boolean>>> = {
    hostNotActivated: data => number(data.hostLicenseStatus) !== null && data.hostLicenseStatus !== licensed && data.hostSku !== azureLocalSku,
    hostNotDatacenter: data => {
        const sku = number(data.hostSku);
        return sku !== null && sku !== azureLocalSku && notDatacenterKinds.includes(hostEditionKind(sku));
    },
    keyOfOtherVersionOrEdition: data => {
        const right = lastFive(data.keyLastFive);
        const installed = lastFive(data.installedLastFive);
        return right !== null && installed !== right && avmaKeyByLastFive(installed) !== null;
    },
    evaluationEdition: data => edition(number(data.guestSku))?.kind === 'evaluation',
    kmsClientKeyInstalled: data => kmsClientLastFives.includes(lastFive(data.installedLastFive) ?? ''),
    clientLicense: data => edition(number(data.guestSku))?.kind === 'client'
};

/**
 * The causes of a code in this case.
 * @param particulars known facts about guest and host, in the form that reasons carry
 * @param findings codes of the assessment's reasons and notes
 */
export function errorAdvice(code: number, particulars: Particulars = {}, findings: ReadonlyArray<ReasonCode | NoteCode> = []): ErrorAdvice {
    const known = isKnownCode(code);
    // A code that only the header contains has a symbol, but no causes.
    const ids: readonly ErrorCauseId[] = errorCode(code)?.causes ?? (known ? ['notDocumentedForAvma'] : []);
    const isConfirmed = (id: ErrorCauseId): boolean =>
        (causeFindings[id]?.some(finding => findings.includes(finding)) ?? false) || (shownBy[id]?.(particulars) ?? false);
    const causes = ids.map((id): AdvisedCause => ({ id, standing: isConfirmed(id) ? 'confirmed' : 'possible' }));
    return {
        code: unsignedCode(code) ?? code,
        symbol: symbolOf(code),
        known,
        causes: [...causes.filter(one => one.standing === 'confirmed'), ...causes.filter(one => one.standing === 'possible')]
    };
}
