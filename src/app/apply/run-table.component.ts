import { ChangeDetectionStrategy, Component, EventEmitter, Input, Output } from '@angular/core';
import { recordCsv, recordJson } from '../domain/apply-record';
import { stateProperties } from '../domain/apply-states';
import { RunGuest, RunView } from '../state/apply.store';
import { saveFile } from '../shared/save-file';
import { avmaStrings, ExplainedText, fillText } from '../shared/texts';
import { skipText } from '../shared/skip-text';
import { failureText } from './failure-text';

/** The guests of a run: how each stands, why, and what to do. */
@Component({ selector: 'avma-run-table', templateUrl: './run-table.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class RunTableComponent {
    @Input() public view: RunView | null = null;
    /** The id of the guest to open. */
    @Output() public readonly openGuest = new EventEmitter<string>();
    public readonly strings = avmaStrings();

    public readonly byGuest = (_: number, { guest }: RunGuest): string => guest.vmId;

    public explanation({ guest, failure }: RunGuest): ExplainedText | null {
        return failure ? failureText(failure, this.strings) : guest.skip ? skipText(guest.skip, guest.vmId, this.strings) : null;
    }

    /** All that came back, to be copied. */
    public raw({ guest }: RunGuest): string {
        return guest.rows.length === 0 ? '' : JSON.stringify(guest.rows, null, 2);
    }

    public elapsed({ guest, state }: RunGuest): string {
        const milliseconds = guest.rows[guest.rows.length - 1]?.elapsedMs ?? null;
        return milliseconds === null || stateProperties[state].kind === 'pending'
            ? ''
            : fillText(this.strings.Apply.seconds, { count: Math.round(milliseconds / 1000) });
    }

    public save(format: 'csv' | 'json'): void {
        const ledger = this.view?.ledger;
        if (!ledger) {
            return;
        }
        const content = format === 'csv' ? recordCsv(ledger) : recordJson(ledger);
        saveFile(`avma-run-${ledger.hostName}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', content);
    }
}
