/** What the page *Apply keys* shows of runs and readings. */
import { GuestKey } from '../domain/facts/guest-key';
import { ApplyLedger, ledgerVersion } from '../domain/apply/apply-ledger';
import { countStates } from '../domain/apply/apply-states';
import { ApplyStoreState, EarlierRun, RunView } from '../state/apply/apply.store';
import { GuestJobs } from '../state/inside/guest-readings';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { ApplyPage, ApplyPageChoice, nothingChosen, toggleRun, toView } from './apply-page';
import { runSummary } from './run-summary';

function viewOf(runId: string, phase: RunView['phase'], hostName = 'HV01'): RunView {
    const ledger: ApplyLedger = {
        version: ledgerVersion,
        runId,
        hostName,
        mode: 'installAndActivate',
        startedAt: '2026-01-02T10:00:00Z',
        endedAt: null,
        keys: [],
        guests: []
    };
    return { ledger, phase, guests: [], messages: new Map(), counts: countStates([]), held: 0 };
}

const earlier = (runId: string, change: Partial<EarlierRun> = {}): EarlierRun =>
    ({ runId, elsewhere: false, view: viewOf(runId, 'ended'), problem: null, ...change }) as EarlierRun;
const broken = (elsewhere: boolean): EarlierRun => earlier('broken', { view: null, problem: { code: 'version' } as never, elsewhere });

describe('the page of runs', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const idle: GuestJobs = { jobs: new Map(), running: false, shortages: [], questions: [] };
    const nothing: ApplyStoreState = { run: null, earlier: [], writeProblem: null, removed: 0, shortages: [], questions: [] };
    const jobsOf = (...kinds: readonly string[]): GuestJobs['jobs'] => new Map(kinds.map((kind, n) => [`id-${n}`, { kind }])) as unknown as GuestJobs['jobs'];
    const isHere = ({ ledger }: RunView): boolean => ledger.hostName === 'HV01';
    const page = (apply: Partial<ApplyStoreState>, inside: Partial<GuestJobs> = {}, choice: ApplyPageChoice = nothingChosen): ApplyPage =>
        toView({ apply: { ...nothing, ...apply }, inside: { ...idle, ...inside }, isHere }, choice, strings);

    it('is empty until there is a run, of this tab or remembered', () => {
        expect(page({}).empty).toBeTrue();
        expect(page({ run: viewOf('a', 'working') }).empty).toBeFalse();
        expect(page({ earlier: [earlier('a')] }).empty).toBeFalse();
    });

    it('is busy while guests are being entered: by the run, or by a reading', () => {
        expect(page({ run: viewOf('a', 'working') }).busy).toBeTrue();
        expect(page({ run: viewOf('a', 'waiting') }).busy).toBeFalse();
        expect(page({ run: viewOf('a', 'ended') }, { running: true }).busy).toBeTrue();
        expect(page({}).busy).toBeFalse();
    });

    it('tells of a reading that was asked for here, and of no other', () => {
        const jobs = jobsOf('working', 'waiting', 'timedOut', 'done');
        (jobs.get('id-3' as GuestKey) as unknown as { row: object }).row = { error: null };
        const asked = { ...nothingChosen, asked: true };
        expect(page({}, { jobs, running: true }).reading).toBeNull();
        expect(page({}, { running: true }, asked).reading).toBeNull();
        const text = fillText(strings.LookInside.running, { done: 2, total: 4 });
        expect(page({}, { jobs, running: true }, asked).reading).toEqual({ running: true, done: 2, total: 4, text });
        expect(page({}, { jobs }, asked).reading?.text).toBe(fillText(strings.LookInside.finished, { read: 3, total: 4, failed: 1 }));
    });

    it('offers sessions of a reading while it lasts, and those of the run', () => {
        const shortages = [{ hostName: 'HV01' }] as never;
        expect(page({}, { shortages }).readingShortages).toBeNull();
        expect(page({}, { shortages, running: true }).readingShortages).toBe(shortages);
        expect(page({ shortages }).shortages).toBe(shortages);
    });

    it('warns where rows of the run cannot be kept', () => {
        expect(page({ run: viewOf('a', 'working'), writeProblem: 'full' }).writeProblem).toBe(strings.LedgerWrites.full);
        expect(page({ run: viewOf('a', 'working') }).writeProblem).toBe('');
        expect([page({ removed: 0 }).removed, page({ removed: 2 }).removed]).toEqual(['', fillText(strings.Apply.removed, { count: 2 })]);
    });

    it('has earlier runs by their summaries, says which are of this host, and opens those that are looked at', () => {
        const other = earlier('b', { view: viewOf('b', 'interrupted', 'HV02'), elsewhere: true });
        const { earlier: lines } = page({ earlier: [earlier('a'), other] }, {}, { ...nothingChosen, opened: ['b'] });
        expect(lines.map(({ runId, here, open, elsewhere, problem, canDelete }) => [runId, here, open, elsewhere, problem, canDelete])).toEqual([
            ['a', true, false, false, '', false],
            ['b', false, true, true, '', false]
        ]);
        expect(lines[1].summary).toBe(runSummary(viewOf('b', 'interrupted', 'HV02'), strings));
    });

    it('says why a record cannot be read, and deletes it unless another tab works on it', () => {
        const [line] = page({ earlier: [broken(false)] }).earlier;
        expect([line.summary, line.view, line.here, line.problem, line.canDelete]).toEqual([
            strings.Apply.broken,
            null,
            false,
            strings.LedgerProblems.version,
            true
        ]);
        expect(page({ earlier: [broken(true)] }).earlier[0].canDelete).toBeFalse();
    });

    it('opens and closes a run, and leaves the others', () => {
        const one = toggleRun(nothingChosen, 'a', true);
        const two = toggleRun(one, 'b', true);
        expect(two.opened).toEqual(['a', 'b']);
        expect(toggleRun(two, 'b', true).opened).toEqual(['a', 'b']);
        expect(toggleRun(two, 'a', false)).toEqual({ opened: ['b'], asked: false });
    });
});
