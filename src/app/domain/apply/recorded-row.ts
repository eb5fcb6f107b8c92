/**
 * What a run's record keeps of a row. A guest is hostile: it can write its password, in any form, into each text that it returns. So a record has none of
 * these texts, only codes and numbers, the class of a key, and five characters that can stand in a product key.
 */
import { ApplyRow, SeenLicense } from '../facts/apply-facts';
import { Particulars } from '../judgement/assessment';
import { LicenseClass, licenseClass } from '../versions/license-class';
import { recordedLastFive, recordedStatus } from '../versions/recorded-license';
import { applyFailure } from './apply-failures';
import { ApplySkip } from './apply-target';

/** An installed license, without the text that describes it. */
export interface RecordedLicense {
    readonly keyClass: LicenseClass;
    /** Null also for what isn't part of a product key. */
    readonly partialProductKey: string | null;
    readonly licenseStatus: number | null;
}

/** A code that this version knows, and the number of the licensing service. */
export interface RecordedError {
    readonly code: string;
    readonly hresult: number | null;
}

/** A row of `Install-AvmaKey` without texts. What all rows of a guest share stands in its ledger. */
export interface RecordedRow extends Pick<ApplyRow, 'seq' | 'at' | 'attempt' | 'step' | 'outcome' | 'elapsedMs'> {
    readonly before: RecordedLicense | null;
    readonly after: RecordedLicense | null;
    readonly error: RecordedError | null;
}

/** The code, if this version knows it; otherwise `unclassified`. */
export function recordedCode(code: string): string {
    return applyFailure(code).code;
}

function recordedLicense(seen: SeenLicense): RecordedLicense {
    return {
        keyClass: licenseClass({ ...seen, productKeyChannel: null }),
        partialProductKey: recordedLastFive(seen.partialProductKey),
        licenseStatus: recordedStatus(seen.licenseStatus)
    };
}

export function recordedRow({ seq, at, attempt, step, outcome, elapsedMs, before, after, error }: ApplyRow): RecordedRow {
    return {
        seq,
        at,
        attempt,
        step,
        outcome,
        before: before && recordedLicense(before),
        after: after && recordedLicense(after),
        error: error && { code: recordedCode(error.code), hresult: error.hresult },
        elapsedMs
    };
}

/** Texts of a skip's data that come from the host, from our tables or from the plan. All others, such as the system's name, may be the guest's words. */
const ownTexts: ReadonlySet<string> = new Set([
    'guestName',
    'guestVersion',
    'edition',
    'convertsTo',
    'keyLastFive',
    'remark',
    'hostName',
    'hostVersion',
    'hostEdition'
]);

function recordedData(data: Particulars): Particulars {
    const recorded = Object.entries(data).map(([name, value]): [string, Particulars[string]] => [
        name,
        name === 'installedLastFive'
            ? recordedLastFive(typeof value === 'string' ? value : null)
            : typeof value !== 'string' || ownTexts.has(name)
              ? value
              : null
    ]);
    return Object.fromEntries(recorded);
}

/** Why a guest is skipped, without words of the guest. */
export function recordedSkip(skip: ApplySkip): ApplySkip {
    return skip.source === 'obstacle' ? skip : { ...skip, data: recordedData(skip.data) };
}
