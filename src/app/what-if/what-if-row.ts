import { Assessment, Reason } from '../domain/judgement/assessment';
import { Change, compareVerdicts } from '../domain/judgement/compare-verdicts';
import { identifyGuest } from '../domain/facts/guest-identity';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, reasonTitle } from '../shared/texts';
import { StatusIcon, verdictIcons } from '../shared/verdict-status';

interface VerdictCell {
    readonly icon: StatusIcon;
    readonly label: string;
    readonly headline: string;
}

/** A guest with its verdict today and on the other host. The table sorts and searches the texts. */
export interface WhatIfRow {
    readonly id: string;
    readonly name: string;
    readonly os: string;
    readonly today: VerdictCell;
    readonly todayText: string;
    readonly there: VerdictCell;
    readonly thereText: string;
    readonly change: Change;
    readonly changeText: string;
    /** Why it has its verdict on the other host; empty where nothing speaks against it. */
    readonly reasons: readonly Reason[];
}

function cell({ verdict, reasons }: Assessment, strings: AvmaStrings): VerdictCell {
    return { icon: verdictIcons[verdict], label: strings.Verdicts[verdict], headline: reasons[0] ? reasonTitle(reasons[0]) : '' };
}

const text = ({ label, headline }: VerdictCell): string => `${label} ${headline}`;

export function toWhatIfRow({ guest, assessment }: AssessedGuest, onOther: Assessment, strings: AvmaStrings): WhatIfRow {
    const today = cell(assessment, strings);
    const there = cell(onOther, strings);
    const change = compareVerdicts(assessment.verdict, onOther.verdict);
    return {
        id: guest.vmId,
        name: guest.name ?? guest.vmId,
        os: identifyGuest(guest, null).osName ?? '',
        today,
        todayText: text(today),
        there,
        thereText: text(there),
        change,
        changeText: strings.WhatIf[change],
        reasons: onOther.reasons
    };
}
