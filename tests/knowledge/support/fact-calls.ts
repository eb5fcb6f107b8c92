/** Functions of `domain` that read facts of hosts, guests and events. */
import fc from 'fast-check';
import { keptFacts, keptName, KeptReading, keptText, keptTooLong, keptUnder, recallReadings } from '../../../src/app/domain/guests/kept-reading';
import * as advice from '../../../src/app/domain/advice/commands';
import { canActivateNow } from '../../../src/app/domain/apply/activatable';
import { seenIn } from '../../../src/app/domain/apply/apply-ledger';
import { planApply, planGuest } from '../../../src/app/domain/apply/apply-plan';
import { targetKey } from '../../../src/app/domain/apply/apply-target';
import { handScript } from '../../../src/app/domain/apply/by-hand';
import { keyOffers, takesAccounts } from '../../../src/app/domain/apply/key-offers';
import { offlineItems, offlineScript } from '../../../src/app/domain/apply/offline-script';
import { decodeEvent, decodeStrings, eventResult } from '../../../src/app/domain/events/decode-event';
import * as eventFilter from '../../../src/app/domain/events/event-filter';
import { guestsThatRequested, usageChart, usageCells, usageCsv } from '../../../src/app/domain/events/usage-report';
import { EventBatch } from '../../../src/app/domain/facts/event-facts';
import { staleItemsNote } from '../../../src/app/domain/guests/stale-items';
import { accessByList, accessByScope } from '../../../src/app/domain/inside/guest-access';
import { placementsOf } from '../../../src/app/domain/hosts/placements';
import { eventXml } from '../../../src/app/domain/events/event-xml';
import { indexGuests, joinEvent } from '../../../src/app/domain/events/join-events';
import * as logged from '../../../src/app/domain/events/logged-requests';
import { outcomeChart, sumOf, axisTop } from '../../../src/app/domain/events/outcome-chart';
import { isSoonDue, termEnd } from '../../../src/app/domain/facts/due';
import { exportCase, hasHostValues } from '../../../src/app/domain/facts/export-case';
import { ActivationFacts, GuestFacts, HostFacts } from '../../../src/app/domain/facts/facts';
import { identifyGuest, itemValue } from '../../../src/app/domain/facts/guest-identity';
import { guestKey, keyOf } from '../../../src/app/domain/facts/guest-key';
import { LoggedRequest } from '../../../src/app/domain/facts/logged-request';
import { twinsOf } from '../../../src/app/domain/facts/twins';
import { changeOf, compareReadings } from '../../../src/app/domain/guests/guest-changes';
import * as guestFilter from '../../../src/app/domain/guests/guest-filter';
import { judgeMove, knownEnd } from '../../../src/app/domain/hosts/moves';
import { nodeDifferences } from '../../../src/app/domain/hosts/node-differences';
import { accountListReader } from '../../../src/app/domain/inside/account-list';
import { accountFor, claimedDomain } from '../../../src/app/domain/inside/account-scopes';
import { insideWay, wayInto } from '../../../src/app/domain/inside/inside-channel';
import { assess } from '../../../src/app/domain/judgement/assess';
import { countActivated, countByVerdict } from '../../../src/app/domain/judgement/count-by-verdict';
import { guestParticulars, guestReasons } from '../../../src/app/domain/judgement/guest-reasons';
import { hostAnswer, hostChecks } from '../../../src/app/domain/judgement/host-checks';
import { hostDoubts } from '../../../src/app/domain/judgement/host-doubts';
import * as hostReasons from '../../../src/app/domain/judgement/host-reasons';
import { judgeRequest, requestCounts } from '../../../src/app/domain/judgement/logged';
import { hostLicenseExpires } from '../../../src/app/domain/judgement/notes';
import * as readingTerm from '../../../src/app/domain/judgement/reading-term';
import { lacksRights, unreadForCheck } from '../../../src/app/domain/judgement/unread';
import { isVirtualMachine } from '../../../src/app/domain/judgement/virtual-machine';
import { channelClass, licenseClass } from '../../../src/app/domain/versions/license-class';
import { hostMatrix } from '../../../src/app/domain/what-if/host-matrix';
import { activation, date, event, guest, host, number, orNull, request, text } from './hostile-facts';
import { Call, call, called, few, params, mode, target } from './domain-call';
import { Judged, judged, reading, options, planned, knownGuests, loggedHost, batch, usageTitles, usageOf, row } from './judged-guests';

const keptReading: fc.Arbitrary<KeptReading> = fc.record({ host: text, cluster: orNull(text), readAt: number, hadAvma: fc.boolean(), facts: activation });

export const factCalls: readonly Call[] = [
    called(
        'assess',
        (facts: HostFacts, machine: GuestFacts, read: ActivationFacts | null, asked: LoggedRequest | null) => assess(facts, machine, read, asked),
        host,
        guest,
        orNull(activation),
        orNull(request)
    ),
    call(hostChecks, host),
    call(hostAnswer, host),
    call(hostDoubts, host),
    call(hostReasons.hostReasons, host),
    call(hostReasons.hostParticulars, host),
    call(hostReasons.coveredBuild, host),
    call(hostReasons.isAzureLocal, host),
    call(hostLicenseExpires, host),
    call(isVirtualMachine, host),
    call(lacksRights, few(fc.record({ field: text, code: text }))),
    call(takesAccounts, host),
    call(hostMatrix, orNull(host)),
    called('hostCheckCommand', (facts: HostFacts) => hostChecks(facts).map(({ id }) => advice.hostCheckCommand(id, facts)), host),
    call(identifyGuest, guest, orNull(activation)),
    call(itemValue, few(fc.record({ name: text, data: text })), text),
    called('guestReasons', (facts: HostFacts, machine: GuestFacts) => guestReasons(facts, machine, identifyGuest(machine, null)), host, guest),
    called('guestParticulars', (facts: HostFacts, machine: GuestFacts) => guestParticulars(facts, machine, identifyGuest(machine, null)), host, guest),
    called(
        'stepsForReason',
        ({ assessment, guest: { vmId } }: Judged) => assessment.reasons.map(({ code, data }) => advice.stepsForReason(code, data, vmId)),
        judged
    ),
    called(
        'stepsForNote',
        ({ assessment, guest: { vmId } }: Judged) => assessment.notes.map(({ code, data }) => advice.stepsForNote(code, data, vmId)),
        judged
    ),
    call(requestCounts, host, guest, request),
    call(judgeRequest, host, guest, orNull(activation), orNull(request)),
    call(readingTerm.minutesLeftAt, host, activation),
    called('hasEnded', (facts: HostFacts, read: ActivationFacts) => readingTerm.hasEnded(facts, read, licenseClass(read)), host, activation),
    call(readingTerm.isCreatedSince, guest, activation),
    call(readingTerm.isReadingOf, guest, activation),
    call(termEnd, activation),
    call(isSoonDue, activation, number, number),
    call(channelClass, row),
    call(licenseClass, row),
    call(seenIn, activation),
    call(insideWay, host, guest),
    called('wayInto', (one: Judged, overNetwork: boolean) => wayInto(one, new Set([keyOf(one)]), overNetwork), judged, fc.boolean()),
    call(claimedDomain, guest),
    call(hasHostValues, guest),
    called(
        'exportCase',
        (one: Judged, events: Parameters<typeof decodeEvent>) =>
            exportCase({ host: one.host, guests: [one.guest], activations: one.activation ? [one.activation] : [], events }, 'pseudonyms'),
        judged,
        fc.tuple(event)
    ),
    call(guestFilter.reportedAddresses, guest),
    call(guestFilter.createdOn, guest),
    call(guestFilter.filterFacts, judged, text, text),
    called(
        'filterTest',
        (one: Judged, given: Parameters<typeof guestFilter.filterFromParams>[0]) =>
            guestFilter.filterTest(guestFilter.filterFromParams(given))(guestFilter.filterFacts(one, '', '')),
        judged,
        params
    ),
    called(
        'matchesFilter',
        (one: Judged, given: Parameters<typeof guestFilter.filterFromParams>[0]) =>
            guestFilter.matchesFilter(guestFilter.filterFacts(one, '', ''), guestFilter.filterFromParams(given)),
        judged,
        params
    ),
    called('filterChoices', (list: Judged[]) => guestFilter.filterChoices(list.map(one => guestFilter.filterFacts(one, '', ''))), few(judged)),
    call(changeOf, judged, judged),
    call(compareReadings, orNull(reading), reading),
    call(
        countByVerdict,
        few(judged).map(list => list.map(({ assessment }) => assessment))
    ),
    call(
        countActivated,
        few(judged).map(list => list.map(({ assessment }) => assessment))
    ),
    call(twinsOf, few(judged)),
    call(guestKey, fc.record({ hostName: text, vmId: text })),
    call(keyOf, judged),
    called('knownEnd', ({ assessment, activation: read }: Judged) => knownEnd(assessment, read), judged),
    called('judgeMove', (there: HostFacts | null, one: Judged) => judgeMove(there, one.guest, one.activation, one.assessment), orNull(host), judged),
    call(
        nodeDifferences,
        few(fc.tuple(text, host)).map(list => new Map(list))
    ),
    call(canActivateNow, judged),
    call(keyOffers, judged),
    call(planGuest, judged, options),
    call(planApply, few(judged), options),
    called(
        'targetKey',
        (one: Judged, chosen: Parameters<typeof targetKey>[2], how: Parameters<typeof targetKey>[3]) => targetKey(one, one.activation, chosen, how),
        judged,
        target,
        mode
    ),
    call(handScript, planned),
    call(offlineItems, planned),
    call(offlineScript, planned),
    call(eventResult, event),
    call(decodeStrings, event),
    call(decodeEvent, event),
    call(eventXml, event),
    call(indexGuests, knownGuests),
    called(
        'joinEvent',
        (one: Parameters<typeof joinEvent>[0], guests: Parameters<typeof indexGuests>[0]) => joinEvent(one, indexGuests(guests)),
        event,
        knownGuests
    ),
    called(
        'eventFilterFacts',
        (one: Parameters<typeof joinEvent>[0], guests: Parameters<typeof indexGuests>[0], words: string) =>
            eventFilter.eventFilterFacts(one, joinEvent(one, indexGuests(guests)), words),
        event,
        knownGuests,
        text
    ),
    called(
        'eventFilterTest',
        (one: Parameters<typeof joinEvent>[0], given: Parameters<typeof eventFilter.eventFilterFromParams>[0], now: number) =>
            eventFilter.eventFilterTest(eventFilter.eventFilterFromParams(given), now)(eventFilter.eventFilterFacts(one, joinEvent(one, indexGuests([])), '')),
        event,
        params,
        number
    ),
    call(logged.fullName, guest),
    call(logged.newestRequests, few(loggedHost)),
    call(logged.logsByName, host, few(guest), few(event)),
    called(
        'requestEvents',
        (of: Parameters<typeof logged.newestRequests>[0][number]) => logged.requestEvents(logged.newestRequests([of]), of.facts),
        loggedHost
    ),
    called(
        'outcomeChart',
        (time: string, from: string, to: string) =>
            outcomeChart([{ time: Date.parse(time), outcome: 'success' }], { from: Date.parse(from), to: Date.parse(to), unit: 'day' }, () => 0),
        date,
        date,
        date
    )
];

export const listCalls: readonly Call[] = [
    call(keptUnder, host),
    call(keptName, text, text),
    call(keptFacts, activation, host),
    call(keptText, keptReading),
    called(
        'keptTooLong',
        (name: string, written: string, readAt: number, now: number) => keptTooLong(new Map([[name, written]]), new Map([[name, readAt]]), now),
        text,
        text,
        number,
        number
    ),
    called(
        'recallReadings',
        (facts: HostFacts, guests: GuestFacts[], kept: KeptReading[]) =>
            recallReadings([{ hostName: 'HV01', facts, guests, complete: true }], new Map(guests.map(({ vmId }) => [vmId, kept])), new Map()),
        host,
        few(guest),
        few(keptReading)
    ),
    call(logged.countedEvents, batch),
    called('usageChart', (given: EventBatch, guests: Judged[], from: string) => usageChart(usageOf(given, guests, from)), batch, few(judged), date),
    called('sumOf', (given: EventBatch, from: string) => sumOf(usageChart(usageOf(given, [], from))?.buckets ?? []), batch, date),
    called('axisTop', (given: EventBatch, from: string) => axisTop(usageChart(usageOf(given, [], from))?.buckets ?? []), batch, date),
    called('usageCsv', (given: EventBatch, guests: Judged[], from: string) => usageCsv(usageOf(given, guests, from), usageTitles), batch, few(judged), date),
    called('usageCells', (given: EventBatch, guests: Judged[], from: string) => usageOf(given, guests, from).entries.map(usageCells), batch, few(judged), date),
    called('usageUnknowns', (given: EventBatch, guests: Judged[], from: string) => usageOf(given, guests, from).unknowns, batch, few(judged), date),
    called(
        'guestsThatRequested',
        (given: EventBatch, guests: Judged[], from: string) => guestsThatRequested(usageOf(given, guests, from)),
        batch,
        few(judged),
        date
    ),
    called(
        'staleItemsNote',
        (hadAvma: boolean, read: ActivationFacts, machine: GuestFacts) => staleItemsNote(hadAvma, licenseClass(read), machine),
        fc.boolean(),
        activation,
        guest
    ),
    called('accountFor', (one: Judged) => accountFor(one, [{ scope: { kind: 'host', hostName: one.hostName } }]), judged),
    called(
        'accessByScope',
        (guests: Judged[], user: string, password: string) => accessByScope(guests, [{ user, password, scope: { kind: 'all' }, kept: null }], new Map()),
        few(judged),
        text,
        text
    ),
    called('accessByList', (guests: Judged[], written: string) => accessByList(accountListReader(guests)(written), guests, new Map()), few(judged), text),
    called('unreadForCheck', (facts: HostFacts) => hostChecks(facts).map(({ id }) => unreadForCheck(facts, id)), host),
    called(
        'placementsOf',
        (guests: Judged[], name: string) =>
            placementsOf(
                guests,
                guests.map(({ guest: { vmId } }) => ({
                    collectedAt: null,
                    vmId,
                    name,
                    groupName: null,
                    ownerNode: name,
                    state: 2,
                    possibleOwners: null,
                    preferredOwners: null,
                    unread: []
                }))
            ),
        few(judged),
        text
    )
];
