import { catchError, MonoTypeOperatorFunction, throwError } from 'rxjs';
import { HostFailure, toHostFailure } from './host-failure';
import { ImportError } from './import/field-readers';

/** One answer of the gateway, partial or last. */
export interface PowerShellAnswer {
    readonly results?: readonly unknown[];
    readonly errors?: ReadonlyArray<{ readonly message?: string }>;
}

/** @throws the first error of the answer, as one whose message `toHostFailure` reads */
export function rowsOf(answer: PowerShellAnswer): readonly unknown[] {
    const error = answer.errors?.[0];
    if (error) {
        throw new Error(error.message ?? JSON.stringify(error));
    }
    return answer.results ?? [];
}

/** Whatever fails becomes a `HostFailure`; a row that no importer takes is `badRow`. */
export function failAsHostFailure<T>(): MonoTypeOperatorFunction<T> {
    return catchError((error: unknown) => {
        const failure: HostFailure = error instanceof ImportError ? { code: 'badRow', raw: error.message } : toHostFailure(error);
        return throwError(() => failure);
    });
}
