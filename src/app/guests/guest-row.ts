import { Verdict } from '../domain/assessment';
import { identifyGuest } from '../domain/guest-identity';
import { AssessedGuest } from '../state/guests.store';
import { AvmaStrings, fillText, reasonTitle } from '../shared/texts';
import { StatusIcon, verdictIcons } from '../shared/verdict-status';

/** One row of the table. The table sorts and searches these texts. */
export interface GuestRow {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly os: string;
    readonly edition: string;
    readonly verdict: Verdict;
    /** Verdict in words, then the headline: what the column is searched and sorted by. */
    readonly verdictText: string;
    readonly cell: { readonly icon: StatusIcon; readonly label: string; readonly headline: string };
    /** Reported or verified, in words. */
    readonly evidence: string;
    readonly key: string;
    readonly assessed: AssessedGuest;
}

/** Msvm_ComputerSystem.EnabledState in words. */
export function stateText(enabledState: number | null, strings: AvmaStrings): string {
    switch (enabledState) {
        case null:
            return strings.Common.unknown;
        case 2:
            return strings.States.running;
        case 3:
            return strings.States.off;
        case 4:
            return strings.States.stopping;
        case 6:
            return strings.States.saved;
        case 9:
        case 32768:
            return strings.States.paused;
        case 10:
            return strings.States.starting;
        default:
            return fillText(strings.States.other, { state: enabledState });
    }
}

export function toGuestRow(assessed: AssessedGuest, strings: AvmaStrings): GuestRow {
    const { guest, assessment } = assessed;
    const identity = identifyGuest(guest, null);
    const headline = assessment.reasons[0] ? reasonTitle(assessment.reasons[0]) : '';
    const label = strings.Verdicts[assessment.verdict];
    return {
        id: guest.vmId,
        name: guest.name ?? guest.vmId,
        state: stateText(guest.enabledState, strings),
        os: identity.osName ?? '',
        edition: identity.edition?.name ?? '',
        verdict: assessment.verdict,
        verdictText: `${label} ${headline}`,
        cell: { icon: verdictIcons[assessment.verdict], label, headline },
        evidence: strings.Evidence[assessment.evidence],
        key: assessment.keyLastFive ?? '',
        assessed
    };
}
