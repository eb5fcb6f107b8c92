/** Generated guests with their verdicts, and what is made of many of them. */
import fc from 'fast-check';
import { planApply } from '../../../src/app/domain/apply/apply-plan';
import { UsageColumn, usageColumns, UsageReport } from '../../../src/app/domain/events/usage-report';
import { UsageAccumulator } from '../../../src/app/domain/events/usage-accumulator';
import { EventBatch } from '../../../src/app/domain/facts/event-facts';
import { ActivationFacts, GuestFacts, HostFacts } from '../../../src/app/domain/facts/facts';
import { keyOf } from '../../../src/app/domain/facts/guest-key';
import { assess } from '../../../src/app/domain/judgement/assess';
import { activation, event, guest, host, orNull, request, text } from './hostile-facts';
import { few, mode, target } from './domain-call';

export interface Judged {
    readonly hostName: string;
    readonly host: HostFacts;
    readonly guest: GuestFacts;
    readonly activation: ActivationFacts | null;
    readonly inside: { readonly facts: ActivationFacts } | null;
    readonly assessment: ReturnType<typeof assess>;
}

export const judged: fc.Arbitrary<Judged> = fc.tuple(text, host, guest, orNull(activation), orNull(request)).map(([hostName, facts, machine, read, asked]) => ({
    hostName,
    host: facts,
    guest: machine,
    activation: read,
    inside: read && { facts: read },
    assessment: assess(facts, machine, read, asked)
}));
export const reading = few(judged).map(list => new Map(list.map(one => [keyOf(one), one])));
export const options = fc.record({ mode, target });
export const planned = few(judged).chain(list => options.map(chosen => planApply(list, chosen).items));
export const knownGuests = few(fc.record({ hostName: text, vmId: guest.map(({ vmId }) => vmId), name: orNull(text), fqdn: orNull(text) }));
export const loggedHost = fc.record({ hostName: text, facts: host, guests: few(guest), events: few(event) });
export const batch: fc.Arbitrary<EventBatch> = few(event).map(events => ({ logs: [], events, problems: [] }));
export const usageTitles = Object.fromEntries(usageColumns.map(name => [name, name])) as Record<UsageColumn, string>;

export function usageOf(given: EventBatch, guests: readonly Judged[], from: string): UsageReport {
    const usage = new UsageAccumulator({ host: null, from, until: from, guests });
    usage.take(given);
    return usage.result({ complete: true, cutLogs: [] });
}

export const row = fc.record({ productKeyChannel: orNull(text), licenseDescription: orNull(text), partialProductKey: orNull(text), unread: fc.constant([]) });
