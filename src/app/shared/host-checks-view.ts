/** What a host needs to activate guests: what to do about each requirement that isn't met, and those that are. */
import { hostCheckCommand } from '../domain/advice/commands';
import { HostFacts } from '../domain/facts/facts';
import { CheckState, HostCheck, HostCheckId, hostChecks } from '../domain/judgement/host-checks';
import { lacksRights, unreadForCheck } from '../domain/judgement/unread';
import { AvmaStrings, caseValues, fillText } from './texts';
import { unreadText } from './unread-text';
import { checkIcons, StatusIcon } from './verdict-status';

export interface CheckRow {
    readonly id: HostCheckId;
    readonly icon: StatusIcon;
    readonly state: string;
    readonly title: string;
    readonly text: string;
    readonly fix: string;
    readonly command: string;
}

export interface HostChecksView {
    /** Everything that isn't met, or isn't known to be. */
    readonly open: readonly CheckRow[];
    readonly met: readonly CheckRow[];
    /** How many are met; empty if none is. */
    readonly metText: string;
}

/** What to do about a requirement that isn't met. */
function fixText({ id, state }: HostCheck, facts: HostFacts, { Checks, Reasons, Unread }: AvmaStrings): string {
    if (id === 'hyperV' && state === 'problem') {
        return Reasons.hyperVMissing.fix;
    }
    if (state === 'problem' || state === 'warning') {
        return Checks[id].fix;
    }
    const unread = state === 'unknown' ? unreadForCheck(facts, id) : null;
    return unread === null ? '' : lacksRights([unread]) ? Unread.checkFix : Unread.checkRetry;
}

function toRow(check: HostCheck, facts: HostFacts, strings: AvmaStrings): CheckRow {
    const { id, state, data } = check;
    const texts: Readonly<Record<CheckState | 'title', string>> = strings.Checks[id];
    const unread = state === 'unknown' ? unreadForCheck(facts, id) : null;
    const why = unread ? ` ${unreadText(unread, strings)}` : '';
    return {
        id,
        icon: checkIcons[state],
        state: strings.CheckStates[state],
        title: texts.title,
        text: fillText(texts[state], caseValues(data)) + why,
        fix: fixText(check, facts, strings),
        command: state === 'problem' || state === 'warning' ? hostCheckCommand(id, facts) : ''
    };
}

export function toHostChecksView(facts: HostFacts, strings: AvmaStrings): HostChecksView {
    const checks = hostChecks(facts);
    const rows = (met: boolean): CheckRow[] => checks.filter(({ state }) => (state === 'ok') === met).map(check => toRow(check, facts, strings));
    const [open, met] = [rows(false), rows(true)];
    return {
        open,
        met,
        metText: met.length === 0 ? '' : fillText(open.length === 0 ? strings.CheckCounts.allMet : strings.CheckCounts.othersMet, { count: met.length })
    };
}
