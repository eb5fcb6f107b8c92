/** The page *Apply keys* as a value: the run of this tab, those that this browser remembers, and a reading that was asked for here. */
import { namesOf } from '../domain/apply/apply-ledger';
import { GuestKey } from '../domain/facts/guest-key';
import { AccountQuestion } from '../domain/sign-in/account-question';
import { SessionShortage } from '../domain/inside/session-shortage';
import { ApplyStoreState, EarlierRun, RunView } from '../state/apply/apply.store';
import { GuestJobs } from '../state/inside/guest-readings';
import { insideFailure } from '../state/inside/inside-failure';
import { AvmaStrings, fillText } from '../shared/texts';
import { runSummary } from './run-summary';

/** What the stores know. */
export interface ApplyPageState {
    readonly apply: ApplyStoreState;
    readonly inside: GuestJobs;
    /** Whether a run is about guests of this host. */
    readonly isHere: (view: RunView) => boolean;
}

/** What somebody has chosen. */
export interface ApplyPageChoice {
    /** Earlier runs that are looked at: of the others nothing is drawn but their summary. */
    readonly opened: readonly string[];
    /** A reading was asked for on this page, and what became of it was not dismissed. */
    readonly asked: boolean;
}

export interface EarlierRunLine {
    readonly runId: string;
    readonly summary: string;
    readonly open: boolean;
    /** Null where its record cannot be read. */
    readonly view: RunView | null;
    readonly elsewhere: boolean;
    readonly here: boolean;
    /** Why its record cannot be read; empty where it can. */
    readonly problem: string;
    /** The record makes no sense, and no other tab works on it. */
    readonly canDelete: boolean;
}

export interface ApplyPage {
    /** There is no run to be shown. */
    readonly empty: boolean;
    /** How far a reading that was asked for here has come, or how it ended; null where none was. */
    readonly reading: { readonly running: boolean; readonly done: number; readonly total: number; readonly text: string } | null;
    /** Hosts that grant the reading fewer sessions than it wants; null where nothing is being read. */
    readonly readingShortages: readonly SessionShortage[] | null;
    readonly readingQuestions: readonly AccountQuestion[];
    /** Names of the guests of all runs that are shown. */
    readonly names: ReadonlyMap<GuestKey, string>;
    readonly run: RunView | null;
    /** Why rows of the run could not be kept; empty where they were. */
    readonly writeProblem: string;
    /** That earlier runs were deleted to make room; empty where none was. */
    readonly removed: string;
    readonly shortages: readonly SessionShortage[];
    readonly questions: readonly AccountQuestion[];
    /** Guests of this host are being entered. */
    readonly busy: boolean;
    readonly jobs: GuestJobs['jobs'];
    readonly earlier: readonly EarlierRunLine[];
}

const noNames: ReadonlyMap<GuestKey, string> = new Map();

export const nothingChosen: ApplyPageChoice = { opened: [], asked: false };

/** An earlier run is opened or closed. */
export function toggleRun(choice: ApplyPageChoice, runId: string, open: boolean): ApplyPageChoice {
    const others = choice.opened.filter(one => one !== runId);
    return { ...choice, opened: open ? [...others, runId] : others };
}

function toReading({ jobs, running }: GuestJobs, { LookInside }: AvmaStrings): ApplyPage['reading'] {
    const all = [...jobs.values()];
    const total = all.length;
    const done = all.filter(({ kind }) => kind !== 'waiting' && kind !== 'working').length;
    const failed = all.filter(job => insideFailure(job) !== null).length;
    const text = running ? fillText(LookInside.running, { done, total }) : fillText(LookInside.finished, { read: total - failed, total, failed });
    return { running, done, total, text };
}

function toLine(run: EarlierRun, { opened }: ApplyPageChoice, isHere: ApplyPageState['isHere'], strings: AvmaStrings): EarlierRunLine {
    const { runId, view, elsewhere, problem } = run;
    return {
        runId,
        summary: view ? runSummary(view, strings) : strings.Apply.broken,
        open: opened.includes(runId),
        view,
        elsewhere,
        here: view !== null && isHere(view),
        problem: problem ? strings.LedgerProblems[problem.code] : '',
        canDelete: problem !== null && !elsewhere
    };
}

export function toView({ apply, inside, isHere }: ApplyPageState, choice: ApplyPageChoice, strings: AvmaStrings): ApplyPage {
    const { run, earlier, writeProblem, removed, shortages, questions } = apply;
    const ledgers = [run, ...earlier.map(({ view }) => view)].flatMap(view => (view ? [view.ledger] : []));
    return {
        empty: run === null && earlier.length === 0,
        reading: choice.asked && inside.jobs.size > 0 ? toReading(inside, strings) : null,
        readingShortages: inside.running ? inside.shortages : null,
        readingQuestions: inside.questions,
        names: inside.questions.length > 0 ? new Map(ledgers.flatMap(ledger => [...namesOf(ledger)])) : noNames,
        run,
        writeProblem: writeProblem ? strings.LedgerWrites[writeProblem] : '',
        removed: removed > 0 ? fillText(strings.Apply.removed, { count: removed }) : '',
        shortages,
        questions,
        busy: inside.running || run?.phase === 'working',
        jobs: inside.jobs,
        earlier: earlier.map(one => toLine(one, choice, isHere, strings))
    };
}
