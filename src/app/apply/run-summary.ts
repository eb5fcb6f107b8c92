/** A run in one sentence. */
import { RunView } from '../state/apply.store';
import { AvmaStrings, dateText, fillText } from '../shared/texts';

export function runSummary({ ledger, counts, phase }: RunView, strings: AvmaStrings): string {
    return fillText(strings.Apply.summary, {
        phase: strings.RunPhases[phase],
        mode: strings.ApplyModes[ledger.mode].title,
        hostName: ledger.hostName,
        started: dateText(ledger.startedAt),
        final: counts.final,
        total: counts.total,
        open: counts.open
    });
}
