import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { HostFacts } from '../domain/facts/facts';
import { CheckRow, HostChecksView, toHostChecksView } from './host-checks-view';
import { avmaStrings } from './texts';
import { checkIcons } from './verdict-status';

/** What a host needs to activate guests: what isn't met with what to do, and the rest behind one line. */
@Component({
    selector: 'avma-host-checks',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ng-container *ngIf="view as checks">
            <ng-container *ngIf="checks.open.length > 0" [ngTemplateOutlet]="list" [ngTemplateOutletContext]="{ $implicit: checks.open }"></ng-container>
            <details *ngIf="checks.metText" class="avma-checks-met">
                <summary tabindex="0"><sme-status-icon [status]="okIcon" size="16px" aria-hidden="true"></sme-status-icon>{{ checks.metText }}</summary>
                <ng-container [ngTemplateOutlet]="list" [ngTemplateOutletContext]="{ $implicit: checks.met }"></ng-container>
            </details>
        </ng-container>
        <ng-template #list let-rows>
            <ul class="avma-checks">
                <li *ngFor="let check of rows; trackBy: byId">
                    <sme-status-icon [status]="check.icon" size="16px"></sme-status-icon>
                    <div>
                        <strong>{{ check.title }}</strong><span class="avma-check-state sme-scheme-secondary-text">{{ check.state }}</span>
                        <div>{{ check.text }}</div>
                        <div *ngIf="check.fix" class="avma-fix">{{ check.fix }}</div>
                        <div *ngIf="check.command" class="avma-command">
                            <code>{{ check.command }}</code>
                            <avma-copy-button [text]="check.command"></avma-copy-button>
                        </div>
                    </div>
                </li>
            </ul>
        </ng-template>`
})
export class HostChecksComponent {
    public view: HostChecksView | null = null;
    public readonly okIcon = checkIcons.ok;

    @Input() public set facts(facts: HostFacts | null) {
        this.view = facts && toHostChecksView(facts, avmaStrings());
    }

    public readonly byId = (_: number, check: CheckRow): string => check.id;
}
