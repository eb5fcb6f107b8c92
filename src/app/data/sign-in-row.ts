/** The row {vmId, signedIn} of scripts that enter a guest. */
import { map, OperatorFunction, tap, toArray } from 'rxjs';

const isSignIn = (row: unknown): boolean => typeof row === 'object' && row !== null && 'signedIn' in row;

/** Collects all rows, without the one that says that the guest has accepted the account, which is told at once. */
export function withoutSignIn(signedIn: (() => void) | undefined): OperatorFunction<readonly unknown[], readonly unknown[]> {
    return answers =>
        answers.pipe(
            tap(rows => rows.some(isSignIn) && signedIn?.()),
            toArray(),
            map(all => all.flat().filter(row => !isSignIn(row)))
        );
}
