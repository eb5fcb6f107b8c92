/** The hosts that the overview is about, and how each of them stands. */
import { HostFailure } from '../data/host-failure';
import { HostFacts } from '../domain/facts/facts';
import { hostAnswer } from '../domain/judgement/host-checks';
import { hostLicenseExpires } from '../domain/judgement/notes';
import { GuestsState } from '../state/guests/guests.store';
import { HostState } from '../state/hosts/host.store';
import { HostsState } from '../state/hosts/hosts.store';

/**
 * How hosts stand, the worst first. `unread`: the host or its guests couldn't be read, or couldn't be read again. `expiring`: it can activate guests, but its
 * license ends soon. `open`: not read yet.
 */
export const standings = ['no', 'unread', 'unseen', 'unsure', 'expiring', 'unknown', 'partly', 'open', 'yes'] as const;
export type HostStanding = (typeof standings)[number];

export interface OverviewHost {
    readonly name: string;
    readonly standing: HostStanding;
    /** Null until the host was read. */
    readonly facts: HostFacts | null;
    readonly failure: HostFailure | null;
}

function standingOf(facts: HostFacts | null, failed: boolean): HostStanding {
    const answer = facts && hostAnswer(facts);
    // What is wrong with the host explains why its guests couldn't be read.
    if (answer === 'no' || answer === 'unseen') {
        return answer;
    }
    if (failed) {
        return 'unread';
    }
    return answer === 'yes' && facts && hostLicenseExpires(facts) ? 'expiring' : (answer ?? 'open');
}

/**
 * @param hosts the nodes of a cluster, or hosts that were chosen. Those without Hyper-V count only where no other is among them.
 * @param areNodes nodes have the names that their cluster gives them, without a domain
 */
export function hostsOfMany({ hosts }: HostsState, areNodes: boolean): OverviewHost[] {
    const distinct = hosts.filter(({ phase }) => phase !== 'duplicate');
    const withHyperV = distinct.filter(({ phase }) => phase !== 'withoutHyperV');
    return (withHyperV.length > 0 ? withHyperV : distinct).map(({ hostName, phase, facts, failure }) => ({
        name: facts?.computerName ?? (areNodes ? hostName.split('.')[0] : hostName),
        standing: standingOf(facts, phase === 'failed' || phase === 'cancelled'),
        facts,
        failure
    }));
}

export function openedHost(hostName: string, { facts, failure }: HostState, guests: GuestsState): OverviewHost {
    const failed = failure ?? guests.failure;
    return { name: facts?.computerName ?? hostName, standing: standingOf(facts, failed !== null), facts, failure: failed };
}
