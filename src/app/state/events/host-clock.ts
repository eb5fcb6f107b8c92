/** Tells how far a host's clock is from the browser's, from an answer of the host. */

/** Clocks that differ less agree: of domain members, Kerberos tolerates five minutes by default. */
export const clockTolerance = 5 * 60_000;

/**
 * Milliseconds that the host's clock is ahead of the browser's, negative if it is behind; 0 if it may agree, null if nothing is known.
 * @param collected when the answer was made, by the host's clock
 * @param sent when it was requested, by the browser's clock
 * @param arrived when it arrived, by the browser's clock
 */
export function clockAhead(collected: number, sent: number, arrived: number): number | null {
    if (Number.isNaN(collected)) {
        return null;
    }
    // It was made at some moment between the two.
    const least = collected - arrived;
    const most = collected - sent;
    return least > 0 ? least : most < 0 ? most : 0;
}
