/** A run's panel as a value: what it says and what can be done. */
import { retryable, RunView, unknownGuests } from '../state/apply/apply.store';
import { AvmaStrings, fillText } from '../shared/texts';
import { runSummary } from './run-summary';

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
}

export interface RunPanel {
    readonly summary: string;
    /** It can be stopped. */
    readonly active: boolean;
    /** Guests that are off and are waited for, in words; empty where there are none, or where another tab waits for them. */
    readonly waitText: string;
    readonly canRetry: boolean;
    /** Offers to read the guests that nobody knows; empty where there are none, or while that is not possible. */
    readonly readText: string;
}

export function toRunPanel(view: RunView, { current, elsewhere, here, busy }: RunPlace, strings: AvmaStrings): RunPanel {
    const active = current && (view.phase === 'working' || view.phase === 'waiting');
    const ours = here && !elsewhere;
    const readable = ours && !busy ? unknownGuests(view).length : 0;
    return {
        summary: runSummary(view, strings),
        active,
        waitText: active && view.held > 0 ? fillText(strings.Apply.waitsFor, { count: view.held }) : '',
        canRetry: ours && view.phase !== 'working' && retryable(view).length > 0,
        readText: readable > 0 ? fillText(strings.Apply.readUnknown, { count: readable }) : ''
    };
}
