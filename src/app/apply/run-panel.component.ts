import { ChangeDetectionStrategy, Component, EventEmitter, Input, OnChanges, Output } from '@angular/core';
import { GuestKey } from '../domain/facts/guest-key';
import { namesOf } from '../domain/apply/apply-ledger';
import { recordCsv, recordJson } from '../domain/apply/apply-record';
import { RunView } from '../state/apply/apply.store';
import { GuestJobs } from '../state/inside/guest-readings';
import { AccountDecision, AccountQuestion } from '../domain/sign-in/account-question';
import { SessionShortage } from '../domain/inside/session-shortage';
import { saveFile } from '../shared/save-file';
import { avmaStrings } from '../shared/texts';
import { RunPanel, toRunPanel } from './run-panel';

/** A run with all that can be done about it: the one of this tab, or one that this browser remembers. */
@Component({ selector: 'avma-run-panel', templateUrl: './run-panel.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class RunPanelComponent implements OnChanges {
    @Input() public view: RunView | null = null;
    /** It is the run of this tab. */
    @Input() public current = false;
    /** Another tab works on it. */
    @Input() public elsewhere = false;
    /** It is about guests of this host. */
    @Input() public here = true;
    /** Guests of this host are being entered, so that nobody else can enter any. */
    @Input() public busy = false;
    /** How readings that somebody asked for stand, by the id of the guest. */
    @Input() public jobs: GuestJobs['jobs'] = new Map();
    /** Hosts that grant fewer sessions than the run wants. */
    @Input() public shortages: readonly SessionShortage[] = [];
    /** Accounts that the run has paused. */
    @Input() public questions: readonly AccountQuestion[] = [];
    @Output() public readonly decide = new EventEmitter<AccountDecision>();
    @Output() public readonly resumeHost = new EventEmitter<string>();
    @Output() public readonly stopHost = new EventEmitter<string>();
    @Output() public readonly stop = new EventEmitter<void>();
    @Output() public readonly stopWaiting = new EventEmitter<void>();
    @Output() public readonly retry = new EventEmitter<RunView>();
    /** The guests that were never sent are to be planned. */
    @Output() public readonly continueRun = new EventEmitter<RunView>();
    /** The guests of which nobody knows how they ended are to be read. */
    @Output() public readonly readUnknown = new EventEmitter<RunView>();
    @Output() public readonly dismiss = new EventEmitter<void>();
    @Output() public readonly forget = new EventEmitter<RunView>();
    @Output() public readonly openGuest = new EventEmitter<GuestKey>();
    @Output() public readonly lookUp = new EventEmitter<string>();
    public readonly strings = avmaStrings();
    /** Null without a run. */
    public panel: RunPanel | null = null;
    public names: ReadonlyMap<GuestKey, string> = new Map();

    public readonly byKind = (_: number, { kind }: { readonly kind: string }): string => kind;

    public ngOnChanges(): void {
        this.panel = this.view && toRunPanel(this.view, this, Date.now(), this.strings);
        this.names = this.questions.length > 0 && this.view ? namesOf(this.view.ledger) : this.names;
    }

    public save(format: 'csv' | 'json'): void {
        const ledger = this.view?.ledger;
        if (ledger) {
            const content = format === 'csv' ? recordCsv(ledger) : recordJson(ledger);
            saveFile(`avma-run-${ledger.hostName}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', content);
        }
    }
}
