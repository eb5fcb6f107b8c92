/** A run in one sentence. */
import { hostsOf } from '../domain/apply/apply-ledger';
import { RunView } from '../state/apply/apply.store';
import { AvmaStrings, dateText, fillText } from '../shared/texts';

export function runSummary({ ledger, counts, phase }: RunView, strings: AvmaStrings): string {
    const hosts = hostsOf(ledger);
    return fillText(strings.Apply.summary, {
        phase: strings.RunPhases[phase],
        mode: strings.ApplyModes[ledger.mode].title,
        hostName: hosts.length > 1 ? fillText(strings.Apply.hosts, { count: hosts.length }) : (hosts[0] ?? ledger.hostName),
        started: dateText(ledger.startedAt),
        final: counts.final,
        total: counts.total,
        open: counts.open
    });
}
