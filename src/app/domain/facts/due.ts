/** Finds guests whose reading is due for a refresh. */
import { ActivationFacts } from './facts';
import { licenseClass } from '../versions/license-class';

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;
/** AVMA renews an activation every seven days, so a term with two days left means that a renewal was missed. */
const soonMs = 2 * dayMs;

/** Term left at the time of the reading, in milliseconds; null for a guest without a term (GracePeriodRemaining of 0). */
function termMs({ gracePeriodMinutes }: ActivationFacts): number | null {
    return gracePeriodMinutes === null || gracePeriodMinutes <= 0 ? null : gracePeriodMinutes * minuteMs;
}

/**
 * End of a guest's term, ISO 8601 in UTC; null without a term. Adds SoftwareLicensingProduct.GracePeriodRemaining to the time at which the host collected the
 * row. Uses the host's clock, because the browser's may be wrong and rows arrive late.
 */
export function termEnd(facts: ActivationFacts): string | null {
    const term = termMs(facts);
    const collected = Date.parse(facts.collectedAt ?? '');
    return term === null || Number.isNaN(collected) ? null : new Date(collected + term).toISOString();
}

/**
 * Whether an AVMA term ends within two days. Subtracts the time since the reading from the term. Both times come from the browser's clock, so a difference
 * between it and the host's clock has no effect.
 * @param readAt milliseconds since 1970
 */
export function isSoonDue(facts: ActivationFacts, readAt: number, now: number): boolean {
    const term = termMs(facts);
    return licenseClass(facts) === 'avma' && term !== null && term - (now - readAt) <= soonMs;
}

/** Whether a reading is more than a day old, so that it may be out of date. */
export function isReadLongAgo(readAt: number, now: number): boolean {
    return now - readAt > dayMs;
}
