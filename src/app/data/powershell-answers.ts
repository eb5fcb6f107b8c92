import { catchError, MonoTypeOperatorFunction, throwError } from 'rxjs';
import { HostFailure, toHostFailure } from './host-failure';
import { ImportError } from './import/field-readers';

/** One answer of the gateway, partial or last. Gateways write null for empty fields. */
export interface PowerShellAnswer {
    readonly sessionId?: string;
    /** A list, or a single value. */
    readonly results?: unknown;
    readonly errors?: ReadonlyArray<{ readonly message?: string }> | null;
    /** The message of the exception that ended the command. */
    readonly exception?: unknown;
    /** 0, or an HTTP status that the response itself doesn't have. */
    readonly statusCode?: number | null;
}

/** A failure inside an answer with HTTP status 200 or 202, in the form of a failed request, so that `toHostFailure` accepts both. */
class AnswerError extends Error {
    /** Undefined if the answer has none. */
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

/** @throws AnswerError for an answer with an error, an exception or a failing status, which must not look like an empty host */
export function rowsOf(answer: PowerShellAnswer): readonly unknown[] {
    const { results, errors, exception, statusCode } = answer;
    if ((errors?.length ?? 0) > 0 || (exception ?? null) !== null || isFailure(statusCode)) {
        throw new AnswerError(answer);
    }
    return Array.isArray(results) ? (results as readonly unknown[]) : (results ?? null) === null ? [] : [results];
}

/** Converts any failure to a `HostFailure`; a row that an importer rejects becomes `badRow`. */
export function failAsHostFailure<T>(): MonoTypeOperatorFunction<T> {
    return catchError((error: unknown) => {
        const failure: HostFailure = error instanceof ImportError ? { code: 'badRow', raw: error.message } : toHostFailure(error);
        return throwError(() => failure);
    });
}
