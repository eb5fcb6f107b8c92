import { catchError, defer, MonoTypeOperatorFunction, Observable, tap, throwError } from 'rxjs';
import { isUnexplained, toHostFailure } from './host-failure';

/**
 * Retries a reading once, in a new session, if it failed without a reason and without rows, because a gateway may have kept the session too long. For
 * readings only, since a change may already have started.
 * @param source opens a new session for each subscription
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
