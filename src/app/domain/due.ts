/** Which guests want to be looked at again. */
import { ActivationFacts } from './facts';
import { licenseClass } from './license-class';

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;
/** AVMA renews a guest's activation every seven days, so that two days before the end a renewal has been missed. */
const soonMs = 2 * dayMs;

/** Minutes until the AVMA term ends, from when it was read; null where the guest has none. @param readAt milliseconds since 1970 */
function termLeftMs(facts: ActivationFacts, readAt: number, now: number): number | null {
    const { gracePeriodMinutes } = facts;
    return licenseClass(facts) === 'avma' && gracePeriodMinutes !== null && gracePeriodMinutes > 0 ? readAt + gracePeriodMinutes * minuteMs - now : null;
}

export function isSoonDue(facts: ActivationFacts, readAt: number, now: number): boolean {
    const left = termLeftMs(facts, readAt, now);
    return left !== null && left <= soonMs;
}

/** What was read inside more than a day ago may have changed since. */
export function isReadLongAgo(readAt: number, now: number): boolean {
    return now - readAt > dayMs;
}
