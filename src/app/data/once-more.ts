import { catchError, defer, MonoTypeOperatorFunction, Observable, tap, throwError } from 'rxjs';
import { isUnexplained, toHostFailure } from './host-failure';

/**
 * Reads once more, in a new session, what has failed without a reason and without a row: a gateway can have kept a session for too long. For readings only,
 * since whatever changes something may have begun; never more than once.
 * @param source opens a new session each time that it is subscribed to
 */
export function onceMore(): MonoTypeOperatorFunction<readonly unknown[]> {
    return (source): Observable<readonly unknown[]> =>
        defer(() => {
            let hasRows = false;
            return source.pipe(
                tap(rows => (hasRows ||= rows.length > 0)),
                catchError((error: unknown) => (!hasRows && isUnexplained(toHostFailure(error)) ? source : throwError(() => error)))
            );
        });
}
