/** Why a guest couldn't be read inside. */
import { writtenCode } from '../../domain/errors/error-codes';
import { insideFailureCode, InsideFailureCode } from '../../domain/inside/inside-failures';
import { RowError } from '../../domain/facts/facts';
import { JobState } from './run-options';

export interface InsideFailure {
    readonly code: InsideFailureCode;
    /** All details, for copying; empty if the code says everything. */
    readonly raw: string;
}

/** Null while a guest is being read, and if it was read. */
export function insideFailure(job: JobState<{ readonly error: RowError | null }> | undefined): InsideFailure | null {
    switch (job?.kind) {
        case 'timedOut':
            return { code: 'timedOut', raw: '' };
        case 'notTried':
            return { code: job.because, raw: '' };
        case 'failed':
            return { code: 'hostFailed', raw: `${job.failure.code}\n${job.failure.raw}` };
        case 'done': {
            const { error } = job.row;
            return (
                error && {
                    code: insideFailureCode(error.code),
                    raw: [error.code, error.hresult === null ? null : writtenCode(error.hresult >>> 0), error.id, error.reason, error.message]
                        .filter(part => part !== null && part !== '')
                        .join('\n')
                }
            );
        }
        default:
            return null;
    }
}
