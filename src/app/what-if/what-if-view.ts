/** What the page *What if* shows: every guest on a host that an administrator has in mind, beside its verdict today. */
import { HostFacts } from '../domain/facts/facts';
import { isHostName } from '../domain/facts/host-names';
import { sameMachine } from '../domain/facts/node-names';
import { assess } from '../domain/judgement/assess';
import { Change } from '../domain/judgement/compare-verdicts';
import { serverVersion } from '../domain/versions/builds';
import { edition } from '../domain/versions/editions';
import { defaultHost, HypotheticalHost, hypotheticalEditions, hypotheticalFamilies, hypotheticalHost } from '../domain/what-if/hypothetical-host';
import { AssessedGuest } from '../state/guests/guest-judge';
import { GuestsState } from '../state/guests/guests.store';
import { HostState } from '../state/hosts/host.store';
import { OtherHostState } from '../state/hosts/other-host.store';
import { FailureView, failureView } from '../shared/host-failure-text';
import { AvmaStrings, avmaStrings, compareNames, Explanation, fillText, reasonText } from '../shared/texts';
import { toWhatIfRow, WhatIfRow } from './what-if-row';

/** Where the other host is from: described by hand, asked by its name, or out of a file of facts. */
export type Source = 'described' | 'host' | 'file';

/** What the stores say. */
export interface WhatIfState {
    /** The opened host, by the name of its connection. */
    readonly hostName: string;
    readonly host: HostState;
    readonly guests: GuestsState;
    readonly assessed: readonly AssessedGuest[];
    /** The host that was asked, or read from a file, last. */
    readonly other: OtherHostState;
    /** Names of the connections of Windows Admin Center, to choose the other host from. */
    readonly connections: readonly string[];
}

/** What the administrator has chosen or typed. */
export interface WhatIfChoice {
    readonly source: Source;
    readonly described: HypotheticalHost;
    /** Leaves out guests for which both hosts are the same. */
    readonly onlyChanges: boolean;
    /** The host that the address names; empty for none. */
    readonly named: string;
    /** The name in the box. */
    readonly typed: string;
    /** The name that was to be asked and can't be a host's; empty once another one is typed. */
    readonly wrongName: string;
    /** The id of the guest whose reasons are shown; null for none. */
    readonly selected: string | null;
}

export const initialChoice: WhatIfChoice = {
    source: 'described',
    described: defaultHost,
    onlyChanges: false,
    named: '',
    typed: '',
    wrongName: '',
    selected: null
};

export interface WhatIfView {
    readonly choice: WhatIfChoice;
    /** What stands in place of the comparison; null for none. */
    readonly failure: FailureView | null;
    readonly busy: boolean;
    readonly loading: boolean;
    readonly noGuests: boolean;
    /** All guests; the table has those of `shownRows`. */
    readonly hasRows: boolean;
    readonly shownRows: WhatIfRow[];
    readonly selection: WhatIfRow | null;
    /** Why the selected guest has its verdict on the other host, and what to do. */
    readonly reasons: readonly Explanation[];
    readonly connections: readonly string[];
    /** How many guests are better off there, worse, or the same; empty without any. */
    readonly summary: string;
    readonly todayTitle: string;
    readonly activatedLabel: string;
    /** Which host guests are judged on; empty while that isn't known, and for one that is described. */
    readonly otherText: string;
    readonly canAsk: boolean;
    /** Why what was typed isn't asked; empty where it is. */
    readonly wrongText: string;
    readonly otherFailure: FailureView | null;
    /** What is wrong with the file; empty where nothing is. */
    readonly fileProblem: string;
}

/** The address says which comparison is shown. Only a change of the host in it changes the source, so that what somebody types meanwhile stays. */
export function withAddress(choice: WhatIfChoice, params: { get(name: string): string | null }): WhatIfChoice {
    const named = params.get('host') ?? '';
    const { source } = choice;
    const { version, edition: initialEdition } = initialChoice.described;
    const described: HypotheticalHost = {
        version: hypotheticalFamilies.find(one => one === params.get('version')) ?? version,
        edition: hypotheticalEditions.find(one => one === params.get('edition')) ?? initialEdition,
        activated: params.get('activated') !== 'false'
    };
    const chosen: WhatIfChoice = {
        ...choice,
        // The same description stays the same object, and with it the rows.
        described: JSON.stringify(described) === JSON.stringify(choice.described) ? choice.described : described,
        onlyChanges: params.get('changes') === 'true'
    };
    if (named === choice.named) {
        return chosen;
    }
    return named === ''
        ? { ...chosen, named, source: source === 'host' ? 'described' : source }
        : { ...chosen, named, source: 'host', typed: named, wrongName: wrongIn(named) };
}

/** The name if it can't be a host's, otherwise nothing. */
export function wrongIn(name: string): string {
    return isHostName(name) ? '' : name;
}

/** The same guest on the same other host gives the same row, so that the table keeps what it has drawn. */
export class WhatIfRows {
    private readonly rows = new WeakMap<AssessedGuest, { readonly there: HostFacts; readonly row: WhatIfRow }>();
    private readonly described = new WeakMap<HypotheticalHost, HostFacts>();

    /** The facts of a host that is described. */
    public hostOf(described: HypotheticalHost): HostFacts {
        const host = this.described.get(described) ?? hypotheticalHost(described);
        this.described.set(described, host);
        return host;
    }

    public of(assessed: AssessedGuest, there: HostFacts, strings: AvmaStrings): WhatIfRow {
        const known = this.rows.get(assessed);
        if (known?.there === there) {
            return known.row;
        }
        const row = toWhatIfRow(assessed, assess(there, assessed.guest), strings);
        this.rows.set(assessed, { there, row });
        return row;
    }
}

/** @param rows where the rows of earlier views are found again; changes nothing but their identity */
export function toView(state: WhatIfState, choice: WhatIfChoice, rows = new WhatIfRows()): WhatIfView {
    const strings = avmaStrings();
    const { WhatIf } = strings;
    const { host, hostName, guests, assessed, other, connections } = state;
    const { source, described } = choice;
    const there = source === 'described' ? rows.hostOf(described) : other.facts;
    const all = there ? assessed.map(one => rows.of(one, there, strings)) : [];
    const busy = host.loading || guests.loading || !guests.complete;
    const failure = host.failure && !host.facts ? host.failure : guests.failure;
    const shownRows = all.filter(row => !choice.onlyChanges || row.change !== 'same');
    const selection = shownRows.find(({ id }) => id === choice.selected) ?? null;
    return {
        choice,
        failure: all.length === 0 ? failureView(failure) : null,
        busy,
        loading: busy && all.length === 0,
        noGuests: !busy && assessed.length === 0,
        hasRows: all.length > 0,
        shownRows,
        selection,
        reasons: selection ? selection.reasons.map(reason => reasonText(reason, selection.id)) : [],
        // The opened host is what the others are compared with.
        connections: connections.filter(name => !sameMachine(name, hostName)).sort(compareNames),
        summary: all.length > 0 ? fillText(WhatIf.summary, countChanges(all)) : '',
        // The host's name is known before its facts are.
        todayTitle: fillText(WhatIf.today, { hostName: host.facts?.computerName ?? hostName }),
        activatedLabel: described.edition.startsWith('azureLocal') ? WhatIf.azureSetUp : WhatIf.activatedLabel,
        otherText: source === 'described' ? '' : otherText(other, strings),
        canAsk: choice.typed.trim() !== '',
        wrongText: source === 'host' && choice.wrongName !== '' ? fillText(WhatIf.wrongName, { name: choice.wrongName }) : '',
        otherFailure: source === 'described' ? null : failureView(other.failure),
        fileProblem: source === 'file' ? other.fileProblem : ''
    };
}

function countChanges(rows: readonly WhatIfRow[]): Readonly<Record<Change, number>> {
    const counts: Record<Change, number> = { better: 0, worse: 0, same: 0 };
    rows.forEach(({ change }) => counts[change]++);
    return counts;
}

/** A cluster's name and an alias are answered for by a machine of another name. */
function otherText({ loading, name, facts }: OtherHostState, { WhatIf }: AvmaStrings): string {
    if (loading) {
        return fillText(WhatIf.asking, { hostName: name });
    }
    if (!facts) {
        return '';
    }
    const what = [serverVersion(facts.buildNumber)?.name, edition(facts.operatingSystemSku)?.name].filter(part => !!part).join(' ');
    const own = [facts.computerName, facts.fqdn].filter((one): one is string => !!one);
    if (own.length === 0 || own.some(one => sameMachine(one, name))) {
        return fillText(WhatIf.judgedOn, { hostName: name, what });
    }
    const answered = fillText(WhatIf.judgedOnOther, { hostName: own[0], asked: name, what });
    return facts.clusterName !== null && sameMachine(facts.clusterName, name) ? `${answered}. ${WhatIf.ofNode}` : answered;
}
