/** All that the details of one guest say. */
import { actionForNote, actionForReason, AdviceAction, adviceActions } from '../domain/advice/advice-actions';
import { canActivateNow } from '../domain/apply/activatable';
import { keyOffers, takesAccounts } from '../domain/apply/key-offers';
import { NoteCode, Particulars, Reason, ReasonCode } from '../domain/judgement/assessment';
import { ActivationFacts, DataItem, GuestFacts, isHostPool, MalformedItem } from '../domain/facts/facts';
import { GuestIdentity, identifyGuest } from '../domain/facts/guest-identity';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { guestParticulars } from '../domain/judgement/guest-reasons';
import { AvmaKey, avmaKeyByLastFive } from '../domain/versions/keys';
import { licenseClass } from '../domain/versions/license-class';
import { KmsClientKey, kmsClientKey } from '../domain/versions/kms-client-keys';
import { lacksRights } from '../domain/judgement/unread';
import { AssessedGuest } from '../state/guests/guest-judge';
import { InsideReading } from '../state/inside/look-inside.store';
import { EvidenceText, evidenceText, verdictText } from '../shared/evidence-text';
import { agoText, AvmaStrings, codeText, dateText, durationText, Explanation, fillText, noteText, reasonText } from '../shared/texts';
import { unreadText } from '../shared/unread-text';
import { StatusIcon, verdictIcons } from '../shared/verdict-status';
import { expiryOf, stateText } from './guest-row';

/** A line of what is known. */
export interface Fact {
    readonly label: string;
    readonly value: string;
}

/** Items of one origin, as a table. */
export interface ItemPool {
    readonly title: string;
    readonly items: readonly DataItem[];
    /** The host pushed them, so that each value stays hidden until it is asked for. */
    readonly hidden: boolean;
}

/** A reason or a note, and what the tool can do about it here; null where only its commands help. */
export interface Advice {
    readonly code: ReasonCode | NoteCode;
    readonly explanation: Explanation;
    readonly action: AdviceAction | null;
}

export interface GuestDetailsView {
    readonly verdict: string;
    readonly verdictText: string;
    readonly icon: StatusIcon;
    readonly evidence: EvidenceText;
    /** It can be activated now, with nothing to confirm. */
    readonly canActivate: boolean;
    /** The host lets the tool sign in to the guest. */
    readonly canRead: boolean;
    readonly reasons: readonly Advice[];
    readonly notes: readonly Advice[];
    readonly key: AvmaKey | null;
    /** What the guest goes back to when it leaves AVMA; null where none is published. */
    readonly kmsClientKey: KmsClientKey | null;
    /** What an error of this guest is explained with. */
    readonly particulars: Particulars;
    readonly findings: ReadonlyArray<ReasonCode | NoteCode>;
    /** The result code that is the reason, where there is one. */
    readonly errorCode: string;
    readonly id: GuestKey;
    readonly vmId: string;
    readonly facts: readonly Fact[];
    /** What was read inside; empty where nobody has looked. */
    readonly inside: readonly Fact[];
    /** When that was, and how long ago. */
    readonly insideAt: string;
    /** What to do where the account couldn't read everything; empty where it could. */
    readonly insideFix: string;
    readonly pools: readonly ItemPool[];
    /** Whether the guest itself has written items, which can be removed there. */
    readonly removable: boolean;
    /** Raw text that the guest wrote and that is no item. What the host wrote is among its items, since it may be a secret, too. */
    readonly malformed: readonly string[];
}

const minuteMs = 60 * 1000;

/** Where reasons hold a result code. */
const codeNames: Readonly<Partial<Record<ReasonCode, string>>> = { requestFailed: 'code', statusCode: 'statusCode', hostNotActivated: 'hostStatusCode' };

/** The code of the failed request, or the one that the guest's or the host's own licensing gives as the reason; empty where there is none. */
function errorCodeOf(reasons: readonly Reason[]): string {
    const reason = reasons.find(({ code }) => code === 'requestFailed') ?? reasons[0];
    const code = reason && reason.data[codeNames[reason.code] ?? ''];
    return typeof code === 'number' ? codeText(code) : '';
}

/** What can be done for this guest now. What the details begin with isn't offered again. */
function possibleActions(assessed: AssessedGuest): ReadonlySet<AdviceAction> {
    const { host, guest } = assessed;
    const takes = takesAccounts(host);
    const offersKey = takes && !canActivateNow(assessed) && keyOffers(assessed).some(({ keyTarget, refusal }) => keyTarget === 'avma' && refusal === null);
    const possible: Readonly<Record<AdviceAction, boolean>> = {
        activate: offersKey,
        readLicense: takes,
        readLog: takes,
        enableDataExchange: !guest.shielded,
        removeItems: guest.guest.length > 0,
        refresh: true,
        overview: true,
        reference: true,
        moves: true
    };
    return new Set(adviceActions.filter(action => possible[action]));
}

/** @param now milliseconds of the browser's clock, for how long ago a reading was */
export function toGuestDetails(assessed: AssessedGuest, now: number, strings: AvmaStrings): GuestDetailsView {
    const { hostName, host, guest, assessment, inside } = assessed;
    const identity = identifyGuest(guest, inside?.facts ?? null);
    const possible = possibleActions(assessed);
    const offered = (action: AdviceAction | null): AdviceAction | null => (action && possible.has(action) ? action : null);
    const notes = assessment.verdict === 'notApplicable' ? [] : assessment.notes;
    return {
        verdict: verdictText(assessment, host.collectedAt, strings),
        verdictText: strings.VerdictTexts[assessment.verdict],
        icon: verdictIcons[assessment.verdict],
        evidence: evidenceText(assessment, host.collectedAt, strings),
        canActivate: canActivateNow(assessed),
        canRead: possible.has('readLicense'),
        reasons: assessment.reasons.map(reason => ({
            code: reason.code,
            explanation: reasonText(reason, guest.vmId),
            action: offered(actionForReason(reason.code))
        })),
        notes: notes.map(note => ({ code: note.code, explanation: noteText(note, guest.vmId), action: offered(actionForNote(note.code)) })),
        key: avmaKeyByLastFive(assessment.keyLastFive),
        kmsClientKey: kmsClientKey(identity.build, identity.sku),
        particulars: guestParticulars(host, guest, identity),
        findings: [...assessment.reasons, ...assessment.notes].map(one => one.code),
        id: keyOf({ hostName, guest }),
        vmId: guest.vmId,
        errorCode: errorCodeOf(assessment.reasons),
        facts: machineFacts(guest, identity, strings),
        inside: inside ? insideFacts(inside.facts, strings) : [],
        insideAt: inside ? insideAtText(inside, now, strings) : '',
        insideFix: inside && lacksRights(inside.facts.unread) ? strings.Inside.unreadFix : '',
        pools: [
            { title: strings.Details.intrinsic, items: guest.intrinsic, hidden: false },
            { title: strings.Details.guest, items: guest.guest, hidden: false },
            { title: strings.Details.hostItems, items: withMalformed(guest, guest.hostItems, 'host', strings), hidden: true },
            { title: strings.Details.hostOnlyItems, items: withMalformed(guest, guest.hostOnlyItems, 'hostOnly', strings), hidden: true }
        ],
        removable: guest.guest.length > 0,
        malformed: guest.malformed.filter(({ pool }) => !isHostPool(pool)).map(({ raw }) => raw)
    };
}

function withMalformed(guest: GuestFacts, items: readonly DataItem[], pool: MalformedItem['pool'], strings: AvmaStrings): DataItem[] {
    const raw = guest.malformed.filter(one => one.pool === pool);
    return [...items, ...raw.map(one => ({ name: strings.Details.malformed, data: one.raw }))];
}

function machineFacts(guest: GuestFacts, identity: GuestIdentity, strings: AvmaStrings): Fact[] {
    const details = strings.Details;
    const yesNo = (value: boolean | null): string => (value === null ? strings.Common.unknown : value ? strings.Common.yes : strings.Common.no);
    const exchange = guest.dataExchangeState === 2 ? details.enabled : guest.dataExchangeState === 3 ? details.disabled : strings.Common.unknown;
    const facts: Array<readonly [string, string | null]> = [
        [strings.Guests.state, stateText(guest.enabledState, strings)],
        [strings.Guests.os, identity.osName],
        [details.build, identity.build === null ? null : String(identity.build)],
        [details.dataExchange, exchange],
        [details.generation, guest.generation === null ? null : String(guest.generation)],
        [details.version, guest.version],
        [details.uptime, guest.uptimeMs ? durationText(Math.round(guest.uptimeMs / minuteMs)) : null],
        [details.created, dateText(guest.createdOn)],
        [details.shielded, yesNo(guest.shielded)],
        [details.replication, guest.replicationState ? String(guest.replicationState) : null],
        [details.checkpoint, guest.parentSnapshot ? strings.Common.yes : strings.Common.no],
        [details.cluster, guest.clusterResource],
        [details.notesText, guest.notes],
        [details.id, guest.vmId]
    ];
    return known(facts);
}

function insideAtText({ readAt }: InsideReading, now: number, strings: AvmaStrings): string {
    const age = agoText(Math.max(0, Math.round((now - readAt) / minuteMs)));
    return fillText(strings.LookInside.readAt, { time: dateText(new Date(readAt).toISOString()), age });
}

function insideFacts(facts: ActivationFacts, strings: AvmaStrings): Fact[] {
    const end = expiryOf(facts);
    const texts = strings.Inside;
    const status = `s${facts.licenseStatus}`;
    const statuses: Readonly<Record<string, string>> = texts.statuses;
    const why = (field: keyof ActivationFacts): string | null => {
        const unread = facts.unread.find(one => one.field === field);
        return unread ? unreadText(unread, strings) : null;
    };
    return known([
        [texts.computerName, facts.computerName ?? why('computerName')],
        [texts.license, facts.licenseName],
        [texts.channel, facts.licenseDescription],
        [texts.keyClass, texts.classes[licenseClass(facts)]],
        [texts.lastFive, facts.partialProductKey],
        [texts.status, facts.licenseStatus === null ? null : (statuses[status] ?? String(facts.licenseStatus))],
        [texts.reason, facts.licenseStatusReason === null ? null : codeText(facts.licenseStatusReason)],
        [texts.expires, facts.gracePeriodMinutes ? durationText(facts.gracePeriodMinutes) + (end ? ` (${dateText(end)})` : '') : null],
        [texts.avmaHost, facts.avmaHostName],
        [texts.lastActivation, dateText(facts.avmaLastActivation)],
        [texts.component, facts.activationComponent ? texts.components[facts.activationComponent] : why('activationComponent')],
        [texts.service, facts.sppsvcState ?? why('sppsvcState')],
        [texts.dataExchangeService, facts.dataExchangeService ?? why('dataExchangeService')]
    ]);
}

function known(facts: ReadonlyArray<readonly [string, string | null]>): Fact[] {
    return facts.filter(([, value]) => !!value).map(([label, value]) => ({ label, value: value ?? '' }));
}
