/** The first line of the overview: the worst of what matters about the hosts and their guests. */
import { AvmaStrings, fillText, listText } from '../shared/texts';
import { HostStanding, OverviewHost, standings } from './overview-hosts';
import { GuestFinding } from './overview-guests';

/** How serious the headline is. `reading`: it isn't known yet. */
export type HeadlineLevel = 'good' | 'info' | 'warning' | 'bad' | 'unknown' | 'reading';

export interface Headline {
    readonly level: HeadlineLevel;
    readonly text: string;
    /** Of several hosts, what else keeps some of them from a plain yes. */
    readonly others: readonly string[];
}

/** `one`: the opened host. `nodes`: those of an opened cluster. `hosts`: several that were chosen. */
export type HostsKind = 'one' | 'nodes' | 'hosts';

const levels: Readonly<Record<HostStanding, HeadlineLevel>> = {
    no: 'bad',
    unread: 'warning',
    unseen: 'warning',
    unsure: 'warning',
    expiring: 'warning',
    unknown: 'unknown',
    partly: 'unknown',
    open: 'reading',
    yes: 'good'
};

/** So many names stand in a sentence. */
const maxNames = 10;

/** Names as a sentence lists them; of many, how many are left out. */
export function namesText(names: readonly string[], { Overview }: AvmaStrings): string {
    const left = names.length - maxNames;
    return left > 0 ? listText([...names.slice(0, maxNames), fillText(Overview.moreNames, { count: left })]) : names.join(', ');
}

/** One sentence for each standing that occurs, the worst first. */
function sentences(hosts: readonly OverviewHost[], kind: HostsKind, strings: AvmaStrings): Array<readonly [HostStanding, string]> {
    const texts = strings.Overview.standings[kind];
    const total = hosts.length;
    return standings.flatMap((standing): Array<readonly [HostStanding, string]> => {
        const names = hosts.filter(host => host.standing === standing).map(({ name }) => name);
        const values = { count: names.length, total, names: namesText(names, strings), hostName: names[0] };
        return names.length === 0 ? [] : [[standing, fillText(texts[standing], values)]];
    });
}

/**
 * @param hosts at least one
 * @param findings what needs attention, the worst first; null until all guests were read
 */
export function toHeadline(hosts: readonly OverviewHost[], kind: HostsKind, findings: readonly GuestFinding[] | null, strings: AvmaStrings): Headline {
    const [[worst, text], ...rest] = sentences(hosts, kind, strings);
    const others = rest.filter(([standing]) => standing !== 'yes').map(([, sentence]) => sentence);
    if (worst !== 'yes') {
        return { level: levels[worst], text, others };
    }
    if (findings === null) {
        return { level: 'reading', text, others };
    }
    for (const { level, text: guests } of findings) {
        if (level !== 'news') {
            return { level, text: fillText(strings.Overview.headlineAnd, { hosts: text, guests }), others };
        }
    }
    return { level: 'good', text, others };
}
