/** Every combination of rows and command has exactly one state. */
import { ApplyOutcome, applyOutcomes, ApplyRow, applySteps, SeenLicense } from '../facts/apply-facts';
import { accountStanding, applyFailure, applyRefusals, isRequestLimit, retryDelay } from './apply-failures';
import { applyState, applyStates, commandStates, CommandState, countStates, failureOf, GuestProgress, readingNeed, stateProperties } from './apply-states';
import { RowError } from '../facts/facts';
import { insideFailureCodes } from '../inside/inside-failures';

const error = (code: string, hresult: number | null = null): RowError => ({ code, hresult, id: null, reason: null, message: null });
const seen = (partialProductKey: string | null, licenseStatus: number | null): SeenLicense => ({ licenseDescription: null, partialProductKey, licenseStatus });

function row(change: Partial<ApplyRow> = {}): ApplyRow {
    return {
        runId: 'r',
        seq: 1,
        at: null,
        vmId: 'v',
        channel: 'direct',
        accountName: 'ann',
        keyLastFive: 'WMBMW',
        attempt: 1,
        step: 'end',
        outcome: null,
        before: null,
        after: null,
        error: null,
        elapsedMs: 1,
        ...change
    };
}

function progress(command: CommandState, rows: readonly ApplyRow[] = [], change: Partial<GuestProgress> = {}): GuestProgress {
    return { command, attempt: 1, rows, keyLastFive: 'WMBMW', mode: 'installAndActivate', ...change };
}

const good = seen('wmbmw', 1);
const ends = (outcome: ApplyOutcome, change: Partial<ApplyRow> = {}): ApplyRow => row({ outcome, ...change });

describe('the state of a guest', () => {
    it('follows the steps while its command runs', () => {
        const states = applySteps.map(step => applyState(progress('running', [row({ step: 'connect' }), row({ step })])));
        expect(states).toEqual(['connecting', 'checking', 'installing', 'activating', 'activating', 'activating']);
        expect(applyState(progress('running'))).toBe('connecting');
    });

    it('is what the last row says, whatever became of the command after it', () => {
        const cases: ReadonlyArray<readonly [ApplyRow, string]> = [
            [ends('activated', { after: good }), 'done'],
            [ends('alreadyActivated', { before: good }), 'alreadyRight'],
            [ends('checked', { before: seen('3V66T', 1) }), 'checked'],
            [ends('installed', { after: seen('WMBMW', 5) }), 'installed'],
            [ends('installedNotActivated', { after: seen('WMBMW', 5) }), 'installed'],
            [ends('refused', { error: error('keyNotReplaceable') }), 'refused'],
            [ends('failed', { error: error('licensingError', 0xc004f050) }), 'failed']
        ];
        for (const command of ['running', 'ended', 'failed', 'timedOut', 'lost', 'stopped'] as const) {
            for (const [last, expected] of cases) {
                expect(applyState(progress(command, [row({ step: 'check' }), last])))
                    .withContext(`${command} ${String(last.outcome)}`)
                    .toBe(expected as never);
            }
        }
    });

    it('is done for a key outside AVMA by what was read back, and already right by what was there before', () => {
        expect(applyState(progress('ended', [ends('installed', { before: seen('3V66T', 1), after: good })]))).toBe('done');
        expect(applyState(progress('ended', [ends('installed', { before: good, after: good })]))).toBe('alreadyRight');
        expect(applyState(progress('ended', [ends('installed', { before: good, after: null })]))).toBe('installed');
    });

    it('takes no claim of success that was not read back', () => {
        const claims: readonly ApplyRow[] = [
            ends('activated'),
            ends('activated', { before: good }),
            ends('activated', { after: seen('WMBMW', 5) }),
            ends('activated', { after: seen('3V66T', 1) }),
            ends('activated', { after: seen('WMBMW', null) }),
            ends('alreadyActivated'),
            ends('alreadyActivated', { before: seen('WMBMW', 5) }),
            ends('alreadyActivated', { before: good, after: seen('3V66T', 1) }),
            ends('installed', { after: seen('3V66T', 1) })
        ];
        for (const claim of claims) {
            expect(applyState(progress('ended', [claim])))
                .withContext(JSON.stringify(claim))
                .toBe('unknown');
        }
        expect(applyState(progress('ended', [ends('activated', { after: good })], { keyLastFive: null }))).toBe('unknown');
    });

    it('is unknown where a guest was lost while it was being changed, and failed where it was lost before', () => {
        const lost = ends('failed', { error: error('sessionLost') });
        for (const step of ['install', 'activate', 'readBack'] as const) {
            expect(applyState(progress('ended', [row({ step }), lost]))).toBe('unknown');
        }
        expect(applyState(progress('ended', [row({ step: 'activate' }), { ...lost, after: { ...good, licenseStatus: 5 } }]))).toBe('unknown');
        expect(applyState(progress('ended', [row({ step: 'check' }), lost]))).toBe('failed');
        expect(applyState(progress('ended', [row({ step: 'install' }), ends('failed', { error: error('licensingError', 1) })]))).toBe('failed');
        expect(applyState(progress('ended', [row({ step: 'install' }), { ...lost, after: seen('3V66T', 5) }]))).toBe('failed');
    });

    it('is unknown without a last row, and stays so until it is read', () => {
        for (const command of ['ended', 'failed', 'timedOut', 'lost'] as const) {
            for (const rows of [[], [row({ step: 'connect' })], [row({ step: 'install' })]]) {
                const states = [null, seen('WMBMW', 1), seen('WMBMW', 5), seen('3V66T', 1), seen(null, null)].map(reading =>
                    applyState(progress(command, rows, { reading }))
                );
                expect(states).withContext(command).toEqual(['unknown', 'done', 'installed', 'failed', 'failed']);
                expect(applyState(progress(command, rows, { reading: seen('3V66T', 1), mode: 'check' }))).toBe('checked');
            }
        }
    });

    it('knows of what was never sent', () => {
        const unsent = { attempt: 0 };
        const states = (['skipped', 'held', 'queued', 'stopped', 'accountRefused', 'failed'] as const).map(command =>
            applyState(progress(command, [], unsent))
        );
        expect(states).toEqual(['skipped', 'waiting', 'waiting', 'cancelled', 'notTried', 'notTried']);
    });

    it('is that of the newest attempt', () => {
        const first = ends('installedNotActivated', { after: seen('WMBMW', 5), error: error('licensingError', 0xc004fd00 | 0) });
        expect(applyState(progress('queued', [first]))).toBe('waiting');
        expect(applyState(progress('running', [first], { attempt: 2 }))).toBe('connecting');
        expect(applyState(progress('timedOut', [first], { attempt: 2 }))).toBe('unknown');
        expect(applyState(progress('stopped', [first]))).toBe('installed');
        expect(applyState(progress('ended', [first, ends('activated', { after: good, attempt: 2 })], { attempt: 2 }))).toBe('done');
    });

    it('exists for everything, and says why where it is open', () => {
        for (const command of commandStates) {
            for (const outcome of [null, ...applyOutcomes]) {
                for (const attempt of [0, 1]) {
                    const one = progress(command, outcome ? [ends(outcome)] : [], { attempt });
                    const state = applyState(one);
                    expect(applyStates).toContain(state);
                    const failure = failureOf(one);
                    expect(failure === null || stateProperties[state].kind === 'open' || ['cancelled', 'notTried'].includes(state)).toBeTrue();
                    expect(failure !== null || stateProperties[state].kind !== 'open').toBeTrue();
                    expect(stateProperties[state].final).toBe(
                        !['queued', 'held', 'running'].includes(command) || (command === 'running' && attempt === 1 && outcome !== null)
                    );
                }
            }
        }
    });
});

describe('why a guest is not as it was asked for', () => {
    const code = (one: GuestProgress): string | null => failureOf(one)?.code ?? null;

    it('is the code of the last row, or how the command ended', () => {
        expect(code(progress('ended', [ends('refused', { error: error('guestChanged') })]))).toBe('guestChanged');
        expect(failureOf(progress('ended', [ends('failed', { error: error('licensingError', -1073418160) })]))).toEqual({
            group: 'apply',
            code: 'licensingError',
            hresult: -1073418160
        });
        expect((['timedOut', 'failed', 'lost', 'ended'] as const).map(command => code(progress(command)))).toEqual([
            'timedOut',
            'hostFailed',
            'runLost',
            'notProved'
        ]);
        expect(code(progress('ended', [ends('refused')]))).toBe('unclassified');
        expect((['stopped', 'accountRefused'] as const).map(command => code(progress(command, [], { attempt: 0 })))).toEqual(['stopped', 'accountRefused']);
        expect(code(progress('timedOut', [], { reading: seen('3V66T', 1) }))).toBe('notChanged');
        expect(code(progress('ended', [ends('activated', { after: good })]))).toBeNull();
    });

    it('is no fault where it was not asked to activate', () => {
        const installed = ends('installed', { after: seen('WMBMW', 5) });
        expect([code(progress('ended', [installed], { mode: 'install' })), code(progress('ended', [installed]))]).toEqual([null, 'notLicensed']);
    });

    it('has texts under its group, also for codes of later versions', () => {
        expect(applyRefusals.map(one => applyFailure(one).group)).toEqual(applyRefusals.map(() => 'apply' as const));
        expect(applyFailure('noAnswer')).toEqual({ group: 'inside', code: 'noAnswer' });
        expect(applyFailure('something new')).toEqual({ group: 'inside', code: 'unclassified' });
    });
});

describe('what follows from a state', () => {
    it('reads guests that were entered, once, and others on request only', () => {
        const need = (rows: readonly ApplyRow[], command: CommandState = 'ended'): string => readingNeed(progress(command, rows));
        expect(need([ends('activated', { after: good })])).toBe('run');
        expect(need([ends('alreadyActivated', { before: good })])).toBe('row');
        expect(need([ends('refused', { error: error('keyNotReplaceable') })])).toBe('run');
        expect(need([ends('refused', { error: error('wrongMachine') })])).toBe('none');
        expect(need([ends('failed', { error: error('licensingError', 1) })])).toBe('run');
        expect(need([ends('failed', { error: error('credentialRefused') })])).toBe('none');
        expect(need([], 'timedOut')).toBe('request');
        expect(need([], 'running')).toBe('none');
    });

    it('counts every guest once', () => {
        const failure = { group: 'apply', code: 'notLicensed', hresult: null } as const;
        const counts = countStates((['done', 'done', 'failed', 'waiting', 'unknown', 'cancelled'] as const).map(state => ({ state, failure })));
        expect([counts.total, counts.done, counts.failed, counts.open, counts.final, counts.refused]).toEqual([6, 2, 1, 2, 5, 0]);
    });

    it('tries again after the request limit only, ever later, and not for ever', () => {
        expect(isRequestLimit(error('licensingError', 0xc004fd00))).toBeTrue();
        expect(isRequestLimit(error('licensingError', 0xc004fd00 | 0))).toBeTrue();
        expect(isRequestLimit(error('requestLimit'))).toBeTrue();
        for (const other of [null, error('licensingError'), error('licensingError', 0xc004fd01), error('sessionLost', 0xc004fd00)]) {
            expect(isRequestLimit(other)).toBeFalse();
        }
        const delays = [1, 2, 3, 4, 5].map(retryDelay);
        expect(delays[4]).toBeNull();
        expect(delays.slice(0, 4).every((delay, index) => delay !== null && (index === 0 || delay > (delays[index - 1] ?? 0)))).toBeTrue();
    });

    it('lets an account go on only after a guest has certainly taken it', () => {
        expect([accountStanding('connect', null), accountStanding('check', null), accountStanding('end', null)]).toEqual(['unknown', 'proven', 'proven']);
        const by = (code: string): string => accountStanding('end', error(code));
        expect(insideFailureCodes.filter(one => by(one) === 'refused')).toEqual(['credentialRefused', 'winrmAccessDenied']);
        expect(['noAnswer', 'winrmUnreachable', 'unclassified', 'new code', 'invalidParameter'].map(by)).toEqual(Array<string>(5).fill('unknown'));
        expect(['sessionLost', 'identityUnknown', ...applyRefusals].map(by).every(one => one === 'proven')).toBeTrue();
    });
});
