import { ChangeDetectionStrategy, Component, OnInit } from '@angular/core';
import { Router } from '@angular/router';
import { combineLatest, map, Observable } from 'rxjs';
import { Verdict } from '../domain/judgement/assessment';
import { canActivateNow } from '../domain/apply/activatable';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { LogState } from '../domain/events/log-report';
import { countActivated, countByVerdict } from '../domain/judgement/count-by-verdict';
import { isReadLongAgo, isSoonDue } from '../domain/facts/due';
import { HostFacts } from '../domain/facts/facts';
import { hostAnswer } from '../domain/judgement/host-checks';
import { takesAccounts } from '../domain/apply/key-offers';
import { pages } from '../domain/advice/links';
import { lacksRights } from '../domain/judgement/unread';
import { HostFailure } from '../data/host-failure';
import { ApplySelection } from '../state/apply/apply-selection';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostLogsState, HostLogsStore } from '../state/guests/host-logs';
import { GuestsState, GuestsStore } from '../state/guests/guests.store';
import { HostState, HostStore } from '../state/hosts/host.store';
import { HostFailureText, hostFailureText } from '../shared/host-failure-text';
import { remember } from '../shared/remember';
import { avmaStrings, countText, dateText, fillText, listText } from '../shared/texts';
import { answerIcons, StatusIcon, verdictIcons } from '../shared/verdict-status';

interface VerdictTile {
    readonly verdict: Verdict;
    readonly label: string;
    readonly text: string;
    readonly icon: StatusIcon;
    /** The number of its guests, as it is written. */
    readonly count: string;
    readonly empty: boolean;
    /** How it is known of how many, where this is in question; otherwise empty. */
    readonly evidence: string;
}

/** What the account couldn't read. */
interface UnreadNotice {
    readonly text: string;
    /** The fields with their codes, to be copied. */
    readonly raw: string;
}

interface OverviewView {
    readonly loading: boolean;
    readonly headline: string;
    /** Which node of an opened cluster has answered; empty where a host was opened. */
    readonly ofNode: string;
    readonly icon: StatusIcon;
    /** Null until the host was read. */
    readonly facts: HostFacts | null;
    /** Null where an administrator would see no more. */
    readonly unread: UnreadNotice | null;
    readonly tiles: readonly VerdictTile[];
    /** Guests to look at again, in words; empty where there is none. */
    readonly due: readonly string[];
    readonly counting: boolean;
    /** Guests that can be activated now; empty until all guests were read. */
    readonly activatable: readonly GuestKey[];
    readonly activateText: string;
    readonly guestCount: string;
    readonly readAt: string;
    readonly failure: HostFailure | null;
    /** Hosts whose logs couldn't be read, and what follows; empty if there are none. */
    readonly withoutLog: readonly string[];
    readonly known: boolean;
    /** The language that a policy leaves the tool on this host; empty where it takes nothing away. */
    readonly restricted: string;
}

/** What the host can do, what it lacks, and how its guests stand. */
@Component({ selector: 'avma-overview', templateUrl: './overview.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class OverviewComponent implements OnInit {
    public readonly strings = avmaStrings();
    public readonly view: Observable<OverviewView>;
    public readonly restrictedLink = pages.applicationControl;
    private readonly toActivatable = remember((assessed: readonly AssessedGuest[]) => assessed.filter(canActivateNow).map(keyOf));

    constructor(
        private readonly hosts: HostStore,
        private readonly guests: GuestsStore,
        logs: HostLogsStore,
        private readonly selection: ApplySelection,
        private readonly router: Router
    ) {
        this.view = combineLatest([hosts.state, guests.judged, logs.state]).pipe(
            map(([host, { guests: guestsState, assessed }, hostLogs]) => ({
                ...this.toView(host, guestsState, assessed),
                withoutLog: this.withoutLog(hostLogs)
            }))
        );
    }

    public static navigationTitle(): string {
        return avmaStrings().Overview.tab;
    }

    public ngOnInit(): void {
        this.hosts.ensure();
        this.guests.ensure();
    }

    public refresh(): void {
        this.hosts.refresh();
        this.guests.refresh();
    }

    public open(verdict: Verdict): void {
        void this.router.navigate(['/guests'], { queryParams: { verdict } });
    }

    /** Hands the guests to the dialog that applies keys, which shows the plan before anything is done. */
    public activate(keys: readonly GuestKey[]): void {
        this.selection.choose({ keys, keyTarget: 'avma' });
    }

    /** The guests by the end of their terms. */
    public openDue(): void {
        void this.router.navigate(['/guests'], { queryParams: { sort: 'expires', evidence: 'verified' } });
    }

    public failureText(failure: HostFailure): HostFailureText {
        return hostFailureText(failure.code);
    }

    public readonly byId = (_: number, row: { readonly id?: string; readonly verdict?: string }): string => row.id ?? row.verdict ?? '';

    private toView(host: HostState, guests: GuestsState, assessed: readonly AssessedGuest[] | null): Omit<OverviewView, 'withoutLog'> {
        const facts = host.facts;
        const answer = facts ? hostAnswer(facts) : 'unknown';
        const activatable = assessed && guests.complete ? this.toActivatable(assessed) : [];
        const headlines = {
            yes: this.strings.Overview.headlineOk,
            unsure: this.strings.Overview.headlineUnsure,
            partly: this.strings.Overview.headlinePartly,
            no: this.strings.Overview.headlineProblem,
            unknown: this.strings.Overview.headlineUnknown
        };
        return {
            loading: host.loading || guests.loading,
            known: !!facts,
            restricted: facts && !takesAccounts(facts) ? fillText(this.strings.Overview.restrictedText, { languageMode: facts.languageMode }) : '',
            headline: fillText(headlines[answer], { hostName: facts?.computerName ?? this.hosts.hostName }),
            ofNode: this.hosts.isCluster
                ? fillText(this.strings.Overview.ofNode, {
                      cluster: facts?.clusterName ?? this.hosts.hostName,
                      hostName: facts?.computerName ?? this.strings.Common.unknown
                  })
                : '',
            icon: answerIcons[answer],
            unread: facts && lacksRights(facts.unread) ? this.unread(facts) : null,
            facts,
            tiles: assessed ? this.tiles(assessed) : [],
            due: assessed ? this.due(assessed) : [],
            activatable,
            activateText: fillText(this.strings.Apply.activate, { count: activatable.length }),
            counting: guests.loading && guests.guests.length === 0,
            guestCount: fillText(this.strings.Overview.guestCount, { count: guests.guests.length }),
            readAt: facts?.collectedAt ? fillText(this.strings.Common.readAt, { time: dateText(facts.collectedAt) }) : '',
            failure: host.failure ?? guests.failure
        };
    }

    private unread({ computerName, unread }: HostFacts): UnreadNotice {
        return {
            text: fillText(this.strings.Unread.hostText, { hostName: computerName ?? this.hosts.hostName }),
            raw: unread.map(({ field, code }) => `${field}: ${code}`).join('\n')
        };
    }

    private withoutLog(logs: HostLogsState): string[] {
        const hostsWith = (state: LogState): string[] => [...logs].filter(([, log]) => log.state === state).map(([hostName]) => hostName);
        const texts = [
            [this.strings.Overview.logDenied, hostsWith('denied')],
            [this.strings.Overview.logFailed, hostsWith('failed')]
        ] as const;
        return texts.filter(([, names]) => names.length > 0).map(([text, names]) => fillText(text, { hostNames: listText(names) }));
    }

    private due(assessed: readonly AssessedGuest[]): string[] {
        const now = Date.now();
        const read = assessed.flatMap(({ inside }) => inside ?? []);
        const counts: ReadonlyArray<readonly [string, number]> = [
            [this.strings.Overview.soonDue, read.filter(one => isSoonDue(one.facts, one.readAt, now)).length],
            [this.strings.Overview.readLongAgo, read.filter(one => isReadLongAgo(one.readAt, now)).length]
        ];
        return counts.filter(([, count]) => count > 0).map(([text, count]) => fillText(text, { count }));
    }

    private tiles(assessed: readonly AssessedGuest[]): VerdictTile[] {
        const assessments = assessed.map(one => one.assessment);
        const activatedBy = countActivated(assessments).map(([evidence, count]) => fillText(this.strings.Evidence.counts[evidence], { count }));
        return [...countByVerdict(assessments)].map(([verdict, count]) => ({
            verdict,
            count: countText(count),
            empty: count === 0,
            label: this.strings.Verdicts[verdict],
            text: this.strings.VerdictTexts[verdict],
            icon: verdictIcons[verdict],
            evidence: verdict === 'activated' ? listText(activatedBy) : ''
        }));
    }
}
