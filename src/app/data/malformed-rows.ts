/** Rows of a guest that no script of ours writes. The host checks what a guest writes; here, whatever still doesn't fit is the guest's own failure, too. */
import { catchError, concatMap, from, map, MonoTypeOperatorFunction, Observable, of, OperatorFunction, takeWhile, throwError } from 'rxjs';
import { ApplyRow, applySteps } from '../domain/facts/apply-facts';
import { ImportError } from './import/field-readers';
import { importApplyRow } from './import/import-apply-row';

/** The error of such a row. Never with words of the guest. */
export const malformed = { code: 'malformedAnswer' } as const;

/** Imports all rows of one guest; rows that don't fit become `instead`. Without any row, the host didn't answer. */
export function importOrMalformed<T>(importRows: (rows: readonly unknown[]) => T, instead: () => readonly unknown[]): OperatorFunction<readonly unknown[], T> {
    return map(rows => {
        try {
            return importRows(rows);
        } catch (error) {
            if (error instanceof ImportError && rows.length > 0) {
                return importRows(instead());
            }
            throw error;
        }
    });
}

/**
 * Imports the rows of a key that is installed, as they come. The first one that doesn't fit, or that is one too many, becomes the last row; the command is canceled.
 * @param lastRow the last row of the guest, apart from its error
 */
export function importApplyRows(lastRow: object): OperatorFunction<readonly unknown[], ApplyRow> {
    return answers => {
        let count = 0;
        let bad = false;
        const read = (row: unknown): Observable<ApplyRow> => {
            count++;
            return of(row).pipe(
                map(one => {
                    if (count > applySteps.length) {
                        throw new ImportError('row', 'no more rows', null);
                    }
                    return importApplyRow(one);
                }),
                asLastRow(() => {
                    bad = true;
                    return importApplyRow({ ...lastRow, step: 'end', outcome: 'failed', error: malformed });
                })
            );
        };
        return answers.pipe(
            concatMap(rows => from(rows)),
            concatMap(read),
            takeWhile(() => !bad, true)
        );
    };
}

const asLastRow = (row: () => ApplyRow): MonoTypeOperatorFunction<ApplyRow> =>
    catchError((error: unknown) => (error instanceof ImportError ? of(row()) : throwError(() => error)));
