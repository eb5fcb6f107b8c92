/** A guest as the table shows it. */
import { Note, NoteCode, Verdict } from '../domain/judgement/assessment';
import { termEnd } from '../domain/facts/due';
import { ActivationFacts } from '../domain/facts/facts';
import { FilterFacts, filterFacts, guestState, reportedAddresses } from '../domain/guests/guest-filter';
import { identifyGuest, itemValue } from '../domain/facts/guest-identity';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { licenseClass } from '../domain/versions/license-class';
import { AssessedGuest } from '../state/guests/guest-judge';
import { evidenceText, verdictText as verdictWords } from '../shared/evidence-text';
import { AvmaStrings, dateText, fillText, noteText, reasonTitle } from '../shared/texts';
import { statusIconClass, verdictIcons } from '../shared/verdict-status';

/** One row of the table. The table sorts these texts; a text is empty where nothing is known. */
export interface GuestRow {
    readonly id: GuestKey;
    readonly name: string;
    /** The computer name of the host that it is on. */
    readonly host: string;
    readonly state: string;
    readonly os: string;
    readonly edition: string;
    readonly build: string;
    readonly verdict: Verdict;
    /** Verdict in words, without an age: what rows are grouped by. */
    readonly verdictLabel: string;
    /** The first reason's title; empty if there is none. */
    readonly headline: string;
    /** Verdict in words, then the headline: what the column is sorted by. */
    readonly verdictText: string;
    /** The verdict as it is drawn: plain classes and texts, since a component a cell is what scrolling waits for. */
    readonly cell: { readonly iconClass: string; readonly label: string; readonly headlineText: string };
    /** Reported, in the host's log, or verified, in words. */
    readonly evidence: string;
    readonly verified: boolean;
    /** Last five characters of the AVMA key that it needs or has. */
    readonly key: string;
    /** From here to `expires`: read inside. */
    readonly keyClass: string;
    readonly lastFive: string;
    readonly avmaHost: string;
    /** When the term of the license ends, ISO 8601. */
    readonly expires: string;
    /** The same as the page's region writes it. */
    readonly expiresText: string;
    /** Reported addresses and name: claims of the guest. */
    readonly addresses: string;
    readonly fqdn: string;
    /** IntegrationServicesVersion of Data Exchange */
    readonly integration: string;
    /** Titles of what is worth knowing. */
    readonly remarks: string;
    /** Those of the remarks that somebody should look at; empty for most guests. */
    readonly badge: string;
    readonly filter: FilterFacts;
    readonly assessed: AssessedGuest;
}

/** Notes that are called out beside the result. */
const badges: ReadonlySet<NoteCode> = new Set<NoteCode>(['sameId', 'activatedByOtherHost', 'termImplausible', 'activationExpiring', 'staleGuestItems']);

/** Msvm_ComputerSystem.EnabledState in words. */
export function stateText(enabledState: number | null, strings: AvmaStrings): string {
    const state = guestState(enabledState);
    return state === 'unknown'
        ? strings.Common.unknown
        : state === 'other'
          ? fillText(strings.States.other, { state: String(enabledState) })
          : strings.States[state];
}

/** When the term that was read ends, ISO 8601 to the minute, since Windows counts terms in minutes; null where it isn't known. */
export function expiryOf(facts: ActivationFacts): string | null {
    const end = termEnd(facts);
    return end && `${end.slice(0, 16)}Z`;
}

/** Those whose Data Exchange the host can change: in shielded machines it is blocked. */
export function changesDataExchange(rows: readonly GuestRow[]): GuestRow[] {
    return rows.filter(({ assessed }) => !assessed.guest.shielded);
}

/** @param ofMany it stands among guests of other hosts, so that its host is worth a search */
export function toGuestRow(assessed: AssessedGuest, strings: AvmaStrings, ofMany = false): GuestRow {
    const { guest, assessment, inside } = assessed;
    const host = assessed.host.computerName ?? assessed.hostName;
    const identity = identifyGuest(guest, inside?.facts ?? null);
    const headline = assessment.reasons[0] ? reasonTitle(assessment.reasons[0]) : '';
    const label = verdictWords(assessment, assessed.host.collectedAt, strings);
    const verdictText = `${label} ${headline}`;
    const titles = (notes: readonly Note[]): string => notes.map(note => noteText(note, guest.vmId).title).join('; ');
    const expires = (inside && expiryOf(inside.facts)) ?? '';
    const fromDataExchange = identifyGuest(guest, null).silence === null;
    return {
        id: keyOf(assessed),
        name: guest.name ?? guest.vmId,
        host,
        state: stateText(guest.enabledState, strings),
        os: identity.osName ?? '',
        edition: identity.edition?.name ?? '',
        build: identity.build === null ? '' : String(identity.build),
        verdict: assessment.verdict,
        verdictLabel: strings.Verdicts[assessment.verdict],
        headline,
        verdictText,
        cell: {
            iconClass: `avma-cell-icon ${statusIconClass(verdictIcons[assessment.verdict])}`,
            label,
            headlineText: headline === '' ? '' : ` \u2013 ${headline}`
        },
        evidence: evidenceText(assessment, assessed.host.collectedAt, strings).label,
        verified: assessment.evidence === 'verified',
        key: assessment.keyLastFive ?? '',
        keyClass: inside ? strings.Inside.classes[licenseClass(inside.facts)] : '',
        lastFive: inside?.facts.partialProductKey ?? '',
        avmaHost: inside?.facts.avmaHostName ?? '',
        expires,
        expiresText: dateText(expires),
        addresses: reportedAddresses(guest).join(', '),
        fqdn: identity.reportedName ?? '',
        integration: fromDataExchange ? (itemValue(guest.intrinsic, 'IntegrationServicesVersion') ?? '') : '',
        remarks: titles(assessment.notes),
        badge: titles(assessment.notes.filter(note => badges.has(note.code))),
        filter: filterFacts({ guest, assessment, activation: inside?.facts ?? null }, ofMany ? `${verdictText} ${host}` : verdictText, host),
        assessed
    };
}

/** The same guest gives the same row, so that the table keeps what it has drawn. */
export class GuestRows {
    private readonly rows = new WeakMap<AssessedGuest, GuestRow>();

    /** The parameters are those of `toGuestRow`. */
    public of(assessed: AssessedGuest, strings: AvmaStrings, ofMany: boolean): GuestRow {
        const row = this.rows.get(assessed) ?? toGuestRow(assessed, strings, ofMany);
        this.rows.set(assessed, row);
        return row;
    }
}
