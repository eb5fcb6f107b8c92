import { catchError, MonoTypeOperatorFunction, throwError } from 'rxjs';
import { HostFailure, toHostFailure } from './host-failure';
import { ImportError } from './import/field-readers';

/** One answer of the gateway, partial or last. Gateways write null for what there is nothing of. */
export interface PowerShellAnswer {
    readonly sessionId?: string;
    /** A list, or the one value where there is one. */
    readonly results?: unknown;
    readonly errors?: ReadonlyArray<{ readonly message?: string }> | null;
    /** The message of what ended the command. */
    readonly exception?: unknown;
    /** 0, or the HTTP status that the answer itself does not have. */
    readonly statusCode?: number | null;
}

/** The failure that an answer of HTTP status 200 or 202 holds, in the form that whole requests fail in, so that `toHostFailure` reads both alike. */
export class AnswerError extends Error {
    /** Undefined where the answer has none. */
    public readonly status: number | undefined;
    public readonly xhr: { readonly response: object };

    constructor({ errors, exception, statusCode }: PowerShellAnswer) {
        super(errors?.[0]?.message ?? (typeof exception === 'string' ? exception : ''));
        this.status = isFailure(statusCode) ? statusCode : undefined;
        this.xhr = { response: { errors, exception, statusCode } };
    }
}

const firstFailure = 400;

function isFailure(statusCode: number | null | undefined): statusCode is number {
    return typeof statusCode === 'number' && statusCode >= firstFailure;
}

/** @throws AnswerError for an answer that holds an error, an exception, or the status of a failure: never taken for an empty host */
export function rowsOf(answer: PowerShellAnswer): readonly unknown[] {
    const { results, errors, exception, statusCode } = answer;
    if ((errors?.length ?? 0) > 0 || (exception ?? null) !== null || isFailure(statusCode)) {
        throw new AnswerError(answer);
    }
    return Array.isArray(results) ? (results as readonly unknown[]) : (results ?? null) === null ? [] : [results];
}

/** Whatever fails becomes a `HostFailure`; a row that no importer takes is `badRow`. */
export function failAsHostFailure<T>(): MonoTypeOperatorFunction<T> {
    return catchError((error: unknown) => {
        const failure: HostFailure = error instanceof ImportError ? { code: 'badRow', raw: error.message } : toHostFailure(error);
        return throwError(() => failure);
    });
}
