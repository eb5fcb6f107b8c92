/** A guest of a run as its table shows it. */
import { StatusIconType } from '@microsoft/windows-admin-center-sdk/angular';
import { ApplyLedger, progressOf } from '../domain/apply/apply-ledger';
import { recordOf } from '../domain/apply/apply-record';
import { ApplyState, kindOf, lastRow, StateKind } from '../domain/apply/apply-states';
import { RunGuest } from '../state/apply/apply.store';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { skipText } from '../shared/skip-text';
import { AvmaStrings, fillText } from '../shared/texts';
import { statusIconClass } from '../shared/verdict-status';
import { FailureText, failureText } from './failure-text';

/** Every state has a sign beside its word. */
const icons: Readonly<Record<StateKind, string>> = {
    open: statusIconClass(StatusIconType.Error),
    working: statusIconClass(StatusIconType.Progress),
    pending: 'sme-icon sme-icon-hourGlass',
    good: statusIconClass(StatusIconType.Success),
    none: 'sme-icon sme-icon-blocked'
};
const ownIcons: Readonly<Partial<Record<ApplyState, string>>> = {
    installed: statusIconClass(StatusIconType.Warning),
    refused: statusIconClass(StatusIconType.Warning),
    unknown: statusIconClass(StatusIconType.Unknown)
};

export interface RunRow {
    readonly key: GuestKey;
    readonly name: string;
    /** The host that it is on, where the run works on several; else empty. */
    readonly host: string;
    /** What its name does, for those who do not see it. */
    readonly openText: string;
    readonly state: ApplyState;
    readonly stateText: string;
    readonly iconClass: string;
    /** Last five characters of the planned key; empty where none was decided. */
    readonly lastFive: string;
    /** When a guest at work was sent, in milliseconds of the browser's clock; null for all others. */
    readonly since: number | null;
    /** How long one that has ended took; empty where nobody knows. */
    readonly took: string;
    /** Why it is not as it was asked for; null where nothing is to be explained. */
    readonly why: FailureText | null;
    /** Offers to look up the code that `why` names; empty without one. */
    readonly lookUpText: string;
    /** What the guest or its host wrote about it, on this page only; empty without it. */
    readonly message: string;
    /** What its state means; empty where `why` says all. */
    readonly meaning: string;
    /** Its record, to be copied: made only when somebody asks. No text of the guest is in it. */
    readonly details: () => string;
}

const second = 1000;
const minute = 60;

/** How long something takes or took, as on a stop-watch. */
export function elapsedText(milliseconds: number, { Apply }: AvmaStrings): string {
    const seconds = Math.max(0, Math.round(milliseconds / second));
    return seconds < minute
        ? fillText(Apply.seconds, { count: seconds })
        : fillText(Apply.minutes, { minutes: Math.floor(seconds / minute), count: seconds % minute });
}

function explanation({ guest, failure }: RunGuest, strings: AvmaStrings): FailureText | null {
    if (failure) {
        return failureText(failure, guest.toClass === 'own', strings);
    }
    return guest.skip ? { ...skipText(guest.skip, guest.vmId, strings), code: '' } : null;
}

function meaningOf({ guest, state }: RunGuest, why: FailureText | null, strings: AvmaStrings): string {
    if (guest.command === 'held') {
        return strings.Apply.held;
    }
    if (state === 'waiting' && guest.attempt > 0) {
        return strings.Apply.again;
    }
    // That nobody knows stands beside why nobody does.
    return why === null || state === 'unknown' ? strings.ApplyStateTexts[state] : '';
}

/**
 * @param ledger the run that the guest is of, for its record
 * @param message the guest's last message, already masked; empty without one
 */
export function toRunRow(one: RunGuest, ledger: ApplyLedger, message: string, strings: AvmaStrings): RunRow {
    const { guest, state } = one;
    const kind = kindOf(one);
    const took = lastRow(progressOf(guest, ledger.mode))?.elapsedMs ?? null;
    const why = explanation(one, strings);
    return {
        key: guestKey(guest),
        name: guest.name,
        host: ledger.guests.some(({ hostName }) => hostName !== guest.hostName) ? guest.hostName : '',
        openText: fillText(strings.Apply.openGuest, { guestName: guest.name }),
        state,
        stateText: state === 'waiting' && guest.attempt === 0 ? strings.Apply.notStarted : strings.ApplyStates[state],
        iconClass: `avma-cell-icon ${kind === 'good' ? icons.good : (ownIcons[state] ?? icons[kind])}`,
        lastFive: guest.keyLastFive ?? '',
        since: kind === 'working' && guest.sentAt !== null ? Date.parse(guest.sentAt) : null,
        took: took === null || kind === 'pending' ? '' : elapsedText(took, strings),
        why,
        lookUpText: why?.code ? fillText(strings.Apply.lookUp, { code: why.code }) : '',
        message: why === null ? '' : message,
        meaning: meaningOf(one, why, strings),
        details: () => JSON.stringify({ ...recordOf(ledger, guest), hostFailure: guest.hostFailure, rows: guest.rows }, null, 2)
    };
}
