/** Which guests want to be looked at again. */
import { ActivationFacts } from './facts';
import { licenseClass } from '../versions/license-class';

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;
/** AVMA renews a guest's activation every seven days, so that two days before the end a renewal has been missed. */
const soonMs = 2 * dayMs;

/** Length of the term in milliseconds at the time of the reading; null where the guest has none. 0 means no term. */
function termMs({ gracePeriodMinutes }: ActivationFacts): number | null {
    return gracePeriodMinutes === null || gracePeriodMinutes <= 0 ? null : gracePeriodMinutes * minuteMs;
}

/**
 * The end of a guest's term, ISO 8601 in UTC; null without a term. Source: SoftwareLicensingProduct.GracePeriodRemaining, counted from when the
 * host collected the row, by the host's clock: the browser's clock may be wrong, and its rows arrive late.
 */
export function termEnd(facts: ActivationFacts): string | null {
    const term = termMs(facts);
    const collected = Date.parse(facts.collectedAt ?? '');
    return term === null || Number.isNaN(collected) ? null : new Date(collected + term).toISOString();
}

/**
 * Whether an AVMA term ends within two days. Compares the term with the time that has passed since the reading. Both times are the browser's,
 * so that a difference between its clock and the host's has no effect.
 * @param readAt milliseconds since 1970
 */
export function isSoonDue(facts: ActivationFacts, readAt: number, now: number): boolean {
    const term = termMs(facts);
    return licenseClass(facts) === 'avma' && term !== null && term - (now - readAt) <= soonMs;
}

/** What was read inside more than a day ago may have changed since. */
export function isReadLongAgo(readAt: number, now: number): boolean {
    return now - readAt > dayMs;
}
