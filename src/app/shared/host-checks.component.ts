import { ChangeDetectionStrategy, Component, Input } from '@angular/core';
import { hostCheckCommand } from '../domain/advice/commands';
import { HostFacts } from '../domain/facts/facts';
import { CheckState, hostChecks } from '../domain/judgement/host-checks';
import { lacksRights, unreadForCheck } from '../domain/judgement/unread';
import { avmaStrings, caseValues, fillText } from './texts';
import { unreadText } from './unread-text';
import { checkIcons, StatusIcon } from './verdict-status';

interface CheckRow {
    readonly id: string;
    readonly icon: StatusIcon;
    readonly state: string;
    readonly title: string;
    readonly text: string;
    readonly fix: string;
    readonly command: string;
}

/** What a host needs to activate guests, each with what was found and what to do. */
@Component({
    selector: 'avma-host-checks',
    changeDetection: ChangeDetectionStrategy.OnPush,
    template: `<ul class="avma-checks">
        <li *ngFor="let check of checks; trackBy: byId">
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
    </ul>`
})
export class HostChecksComponent {
    public readonly strings = avmaStrings();
    public checks: readonly CheckRow[] = [];

    @Input() public set facts(facts: HostFacts | null) {
        this.checks = (facts ? hostChecks(facts) : []).map(({ id, state, data }) => {
            const texts: Readonly<Record<CheckState | 'title' | 'fix', string>> = this.strings.Checks[id];
            const bad = state === 'problem' || state === 'warning';
            const unread = facts && state === 'unknown' ? unreadForCheck(facts, id) : null;
            const why = unread ? ` ${unreadText(unread, this.strings)}` : '';
            return {
                id,
                icon: checkIcons[state],
                state: this.strings.CheckStates[state],
                title: texts.title,
                text: fillText(texts[state], caseValues(data)) + why,
                fix: bad ? texts.fix : unread && lacksRights([unread]) ? this.strings.Unread.checkFix : '',
                command: bad && facts ? hostCheckCommand(id, facts) : ''
            };
        });
    }

    public readonly byId = (_: number, check: CheckRow): string => check.id;
}
