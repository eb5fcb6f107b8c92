/** A run's panel as a value: what it says and what can be done. */
import { RunOutcome, runOutcomes, timeLeftMs } from '../domain/apply/run-progress';
import { kindOf, StateKind } from '../domain/apply/apply-states';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { SessionShortage } from '../domain/inside/session-shortage';
import { AccountQuestion } from '../domain/sign-in/account-question';
import { retryable, RunView, unknownGuests } from '../state/apply/apply.store';
import { AvmaStrings, fillText } from '../shared/texts';
import { outcomeText, runSummary } from './run-summary';

/** Where the run stands in this browser. */
export interface RunPlace {
    /** It is the run of this tab. */
    readonly current: boolean;
    /** Another tab works on it. */
    readonly elsewhere: boolean;
    /** It is about guests of this host. */
    readonly here: boolean;
    /** Guests of this host are being entered, so that nobody else can enter any. */
    readonly busy: boolean;
    /** Accounts that are paused until you decide. Until then, the time left is unknown. */
    readonly questions: readonly AccountQuestion[];
    /** Hosts that grant few sessions, or wait for a sign-in; until then, the time left is unknown, too. */
    readonly shortages: readonly SessionShortage[];
}

/** Outcomes of one kind, as a part of the bar and of its legend. */
interface BarPart {
    readonly kind: StateKind;
    readonly count: number;
    readonly text: string;
}

export interface RunPanel {
    readonly summary: string;
    readonly bar: readonly BarPart[];
    /** Who is at work, and how long the rest may take; empty unless something is in progress. */
    readonly now: string;
    readonly timeLeft: string;
    /** Offers the guests that were never sent; empty where there are none, or while the run works. */
    readonly continueText: string;
    /** It can be stopped. */
    readonly active: boolean;
    /** Guests that are off and are waited for, in words; empty where there are none, or where another tab waits for them. */
    readonly waitText: string;
    readonly canRetry: boolean;
    /** Offers to read the guests that nobody knows; empty where there are none, or while that is not possible. */
    readonly readText: string;
}

/** So many guests at work are named. */
const maxNamed = 4;
const minuteMs = 60_000;

/** The guests that were never sent, because the run was stopped. */
export function notStarted(view: RunView): readonly GuestKey[] {
    return view.guests.filter(({ state }) => state === 'cancelled').map(({ guest }) => guestKey(guest));
}

/** The guests that *Retry* is for: *Continue* takes those that were never sent. */
export function triedBefore(view: RunView): readonly GuestKey[] {
    const never = new Set(notStarted(view));
    return retryable(view).filter(key => !never.has(key));
}

function toBar(outcomes: readonly RunOutcome[], strings: AvmaStrings): readonly BarPart[] {
    const kinds = [...new Set(outcomes.map(({ kind }) => kind))];
    return kinds.map(kind => {
        const parts = outcomes.filter(one => one.kind === kind);
        return { kind, count: parts.reduce((sum, { count }) => sum + count, 0), text: parts.map(one => outcomeText(one, strings)).join(', ') };
    });
}

function nowText({ guests }: RunView, { Apply }: AvmaStrings): string {
    const names = guests.filter(one => kindOf(one) === 'working').map(({ guest }) => guest.name);
    const named = names.slice(0, maxNamed).join(', ');
    return names.length === 0
        ? ''
        : names.length > maxNamed
          ? fillText(Apply.atWorkMore, { names: named, count: names.length - maxNamed })
          : fillText(Apply.atWork, { names: named });
}

function timeLeftText({ ledger }: RunView, now: number, { Apply }: AvmaStrings): string {
    const left = timeLeftMs(ledger, now);
    return left === null ? '' : left < minuteMs ? Apply.timeLeftShort : fillText(Apply.timeLeft, { count: Math.ceil(left / minuteMs) });
}

/** @param now milliseconds of the browser's clock */
export function toRunPanel(view: RunView, { current, elsewhere, here, busy, questions, shortages }: RunPlace, now: number, strings: AvmaStrings): RunPanel {
    const paused = questions.length > 0 || shortages.some(({ signIn }) => signIn !== null);
    const active = current && (view.phase === 'working' || view.phase === 'waiting');
    const unsent = notStarted(view).length;
    const ours = here && !elsewhere;
    const readable = ours && !busy ? unknownGuests(view).length : 0;
    return {
        summary: runSummary(view, strings),
        bar: toBar(runOutcomes(view.counts, view.ledger.mode), strings),
        now: view.phase === 'working' ? nowText(view, strings) : '',
        timeLeft: view.phase === 'working' && !paused ? timeLeftText(view, now, strings) : '',
        continueText: ours && view.phase !== 'working' && unsent > 0 ? fillText(strings.Apply.continueRun, { count: unsent }) : '',
        active,
        waitText: active && view.held > 0 ? fillText(strings.Apply.waitsFor, { count: view.held }) : '',
        canRetry: ours && view.phase !== 'working' && triedBefore(view).length > 0,
        readText: readable > 0 ? fillText(strings.Apply.readUnknown, { count: readable }) : ''
    };
}
