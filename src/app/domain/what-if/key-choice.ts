/** The key for a version and an edition that somebody picks, or why there is none: asked of `assess` on a host that would activate it. */
import { assess } from '../judgement/assess';
import { Reason } from '../judgement/assessment';
import { newestFamily, ServerVersion } from '../versions/builds';
import { KeyEdition } from '../versions/editions';
import { hypotheticalGuest } from './hypothetical-guest';
import { hypotheticalHost } from './hypothetical-host';
import { AvmaKey, avmaKeyByLastFive } from '../versions/keys';

export interface KeyChoice {
    readonly key: AvmaKey | null;
    /** Why there is no key; null where there is one. */
    readonly reason: Reason | null;
}

export function chooseKey(version: ServerVersion, edition: KeyEdition): KeyChoice {
    const host = hypotheticalHost({ version: newestFamily, edition: edition === 'azureEdition' ? 'azureLocalSubscription' : 'datacenter', activated: true });
    const { keyLastFive, reasons } = assess(host, hypotheticalGuest(version, edition));
    const key = avmaKeyByLastFive(keyLastFive);
    return { key, reason: key ? null : (reasons[0] ?? null) };
}
