/** How changing Data Exchange went, as its panel shows it. */
import { dataExchangeFailure, DataExchangeFailureCode, dataExchangeFailureCodes } from '../domain/inside/data-exchange-failures';
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { DataExchangeState } from '../state/guests/data-exchange.store';
import { AvmaStrings, fillText } from '../shared/texts';

export interface DataExchangeView {
    /** Something was asked for. */
    readonly shown: boolean;
    readonly text: string;
    readonly running: boolean;
    /** Something was changed, and can be changed back. */
    readonly canUndo: boolean;
    readonly failure: DataExchangeState['failure'];
    /** Those that were not changed, by why. */
    readonly groups: ReadonlyArray<{ readonly code: DataExchangeFailureCode; readonly names: readonly string[] }>;
}

/** @param names names of guests */
export function toDataExchangeView(state: DataExchangeState, names: ReadonlyMap<GuestKey, string>, strings: AvmaStrings): DataExchangeView {
    const { outcomes, failure, running, request } = state;
    const count = (outcome: string): number => outcomes.filter(one => one.outcome === outcome).length;
    const done = count('done');
    const groups = dataExchangeFailureCodes
        .map(code => ({
            code,
            // The return value says more than a code where Hyper-V has refused.
            names: outcomes
                .filter(one => dataExchangeFailure(one) === code)
                .map(one => `${names.get(guestKey(one)) ?? one.vmId}${one.returnValue ? ` (${one.returnValue})` : ''}`)
        }))
        .filter(group => group.names.length > 0);
    const failed = groups.reduce((sum, group) => sum + group.names.length, 0);
    const texts = strings.DataExchange;
    const text = failure
        ? strings.Failures[failure.code].title
        : running
          ? fillText(texts.running, { count: request?.places.length ?? 0 })
          : fillText(texts.finished, { done, already: count('already'), failed });
    return { shown: request !== null, text, running, canUndo: done > 0 && !running, failure, groups };
}
