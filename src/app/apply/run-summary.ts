/** What has happened to the guests of a run, in words. */
import { hostsOf } from '../domain/apply/apply-ledger';
import { RunOutcome, runOutcomes } from '../domain/apply/run-progress';
import { RunView } from '../state/apply/apply.store';
import { AvmaStrings, dateText, fillText } from '../shared/texts';

export function outcomeText({ id, count }: RunOutcome, { RunOutcomes }: AvmaStrings): string {
    return fillText(RunOutcomes[id], { count });
}

/** "9 activated, 3 failed". */
function outcomesText({ counts, ledger }: RunView, strings: AvmaStrings): string {
    return runOutcomes(counts, ledger.mode)
        .map(one => outcomeText(one, strings))
        .join(', ');
}

/** Guests were never sent, because the run was stopped. */
function phaseText({ phase, counts }: RunView, { Apply, RunPhases }: AvmaStrings): string {
    const stopped = counts.cancelled > 0;
    return stopped && phase === 'ended' ? Apply.stopped : stopped && phase === 'working' ? Apply.stopping : RunPhases[phase];
}

/** The host of a run, or how many there are. */
function placeText({ ledger }: RunView, { Apply }: AvmaStrings): string {
    const hosts = hostsOf(ledger);
    return hosts.length > 1 ? fillText(Apply.hosts, { count: hosts.length }) : (hosts[0] ?? ledger.hostName);
}

/** A run in a line: how it stands, and which one it is. */
export function runSummary(view: RunView, strings: AvmaStrings): string {
    const { mode, startedAt } = view.ledger;
    return fillText(strings.Apply.summary, {
        phase: phaseText(view, strings),
        outcomes: outcomesText(view, strings),
        mode: strings.ApplyModes[mode].title,
        hostName: placeText(view, strings),
        started: dateText(startedAt)
    });
}

/** What a notification says of a run: in its title what happened to most guests, never more than happened. */
export function runNotice(view: RunView, strings: AvmaStrings): { readonly title: string; readonly text: string } {
    const { Apply, RunNotices } = strings;
    const outcomes = runOutcomes(view.counts, view.ledger.mode);
    const told = (['done', 'installed', 'notActivated', 'checked', 'alreadyRight'] as const).find(id => outcomes.some(one => one.id === id)) ?? 'none';
    const text = fillText(Apply.notifyText, { phase: phaseText(view, strings), outcomes: outcomesText(view, strings) });
    return {
        title: fillText(RunNotices[told], { count: outcomes.find(({ id }) => id === told)?.count ?? 0, hostName: placeText(view, strings) }),
        text: view.counts.open > 0 || view.counts.cancelled > 0 ? `${text} ${Apply.notifyOpen}` : text
    };
}
