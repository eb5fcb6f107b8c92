/** Derives the state of a guest in a run from its rows and its command. */
import { ApplyMode, ApplyOutcome, ApplyRow, ApplyStep, SeenLicense } from '../facts/apply-facts';
import { RowError } from '../facts/facts';
import { ApplyFailure, applyFailure } from './apply-failures';
import { licensed } from '../versions/license-class';

/** The state of a guest's command. */
export const commandStates = [
    /** Not sent: the plan skips the guest. */
    'skipped',
    /** Not sent yet: the guest is off. */
    'held',
    /** Not sent yet, or waiting for a retry. */
    'queued',
    'running',
    'ended',
    /** The host failed during the command. */
    'failed',
    'timedOut',
    /** The tab that sent it is gone, so its result is unknown. */
    'lost',
    /** Never sent: the run was stopped. */
    'stopped',
    /** Never sent: its account was rejected elsewhere. */
    'accountRefused'
] as const;
export type CommandState = (typeof commandStates)[number];

export const applyStates = [
    'waiting',
    'connecting',
    'checking',
    'installing',
    'activating',
    'done',
    'installed',
    'alreadyRight',
    'checked',
    'skipped',
    'refused',
    'failed',
    'notTried',
    'cancelled',
    'unknown'
] as const;
export type ApplyState = (typeof applyStates)[number];

/** `pending`: not started; `working`: in progress; `good`: as requested; `open`: needs attention; `none`: unchanged on purpose. */
export type StateKind = 'pending' | 'working' | 'good' | 'none' | 'open';

export interface StateProperties {
    readonly kind: StateKind;
    /** Whether nothing more will happen in this run. */
    readonly final: boolean;
    /** Whether a retry without changes makes sense; it may fail again. */
    readonly retry: boolean;
    /** `run`: the run reads the guest afterwards; `request`: only if the administrator starts it; `row`: the rows already contain what a reading would. */
    readonly reading: 'none' | 'run' | 'row' | 'request';
}

export const stateProperties: Readonly<Record<ApplyState, StateProperties>> = {
    waiting: { kind: 'pending', final: false, retry: false, reading: 'none' },
    connecting: { kind: 'working', final: false, retry: false, reading: 'none' },
    checking: { kind: 'working', final: false, retry: false, reading: 'none' },
    installing: { kind: 'working', final: false, retry: false, reading: 'none' },
    activating: { kind: 'working', final: false, retry: false, reading: 'none' },
    done: { kind: 'good', final: true, retry: false, reading: 'run' },
    installed: { kind: 'open', final: true, retry: true, reading: 'run' },
    // The row already contains everything that a second reading would return.
    alreadyRight: { kind: 'good', final: true, retry: false, reading: 'row' },
    checked: { kind: 'good', final: true, retry: false, reading: 'run' },
    skipped: { kind: 'none', final: true, retry: false, reading: 'none' },
    refused: { kind: 'open', final: true, retry: true, reading: 'run' },
    failed: { kind: 'open', final: true, retry: true, reading: 'run' },
    /** Never sent: its account was rejected elsewhere, or no session opened for it. */
    notTried: { kind: 'none', final: true, retry: true, reading: 'none' },
    cancelled: { kind: 'none', final: true, retry: true, reading: 'none' },
    unknown: { kind: 'open', final: true, retry: true, reading: 'request' }
};

type SeenKey = Pick<SeenLicense, 'partialProductKey' | 'licenseStatus'>;

/** What a row says about the state of its guest. */
interface StatedRow extends Pick<ApplyRow, 'at' | 'attempt' | 'step' | 'outcome' | 'elapsedMs'> {
    readonly before: SeenKey | null;
    readonly after: SeenKey | null;
    readonly error: Pick<RowError, 'code' | 'hresult'> | null;
}

/** Everything known about one guest of a run. */
export interface GuestProgress {
    readonly command: CommandState;
    /** The latest attempt that was sent, starting at 1; 0 before the first. */
    readonly attempt: number;
    /** All rows so far, oldest attempt first. */
    readonly rows: readonly StatedRow[];
    /** What was read inside after the command was lost, by any action; null if the guest wasn't read. */
    readonly reading?: SeenKey | null;
    /** Last five characters of the planned key; null if no key was selected. */
    readonly keyLastFive: string | null;
    readonly mode: ApplyMode;
}

const stateOfStep: Readonly<Record<ApplyStep, ApplyState>> = {
    connect: 'connecting',
    check: 'checking',
    install: 'installing',
    activate: 'activating',
    readBack: 'activating',
    end: 'activating'
};

const stateOfOutcome: Readonly<Record<ApplyOutcome, ApplyState>> = {
    activated: 'done',
    alreadyActivated: 'alreadyRight',
    checked: 'checked',
    installed: 'installed',
    installedNotActivated: 'installed',
    refused: 'refused',
    failed: 'failed'
};

const holds = (seen: SeenKey | null, lastFive: string | null): boolean =>
    seen !== null && lastFive !== null && seen.partialProductKey?.toUpperCase() === lastFive.toUpperCase();

/** Steps that may already have changed the guest. */
const writing: readonly ApplyStep[] = ['install', 'activate', 'readBack'];

/**
 * Whether the rows confirm an outcome. Success counts only if it was read back. A failure that lost the guest while it was being changed says nothing about
 * its key. Both stay unknown until the guest is read.
 */
function proved(rows: readonly StatedRow[], { outcome, before, after, error }: LastRow, keyLastFive: string | null): boolean {
    switch (outcome) {
        case 'activated':
            return holds(after, keyLastFive) && after?.licenseStatus === licensed;
        case 'alreadyActivated': {
            const seen = after ?? before;
            return holds(seen, keyLastFive) && seen?.licenseStatus === licensed;
        }
        case 'installed':
        case 'installedNotActivated':
            return after === null || holds(after, keyLastFive);
        case 'failed': {
            // After the key was read back, only its activation is uncertain.
            const open = after === null || holds(after, keyLastFive);
            const lost = open && (error === null || applyFailure(error.code).group === 'inside');
            return !(lost && rows.some(row => writing.includes(row.step)));
        }
        default:
            return true;
    }
}

type LastRow = StatedRow & { readonly outcome: ApplyOutcome };

function newestAttempt({ rows, attempt }: GuestProgress): readonly StatedRow[] {
    return rows.filter(row => row.attempt === attempt);
}

/** The row that ended the newest attempt; null if it hasn't arrived. */
export function lastRow(progress: GuestProgress): LastRow | null {
    const row = [...newestAttempt(progress)].pop();
    return row && row.outcome !== null ? { ...row, outcome: row.outcome } : null;
}

/** For keys outside AVMA, no row says `activated`; the licenses before and after show whether the guest is licensed, and whether it already was. */
function stateOfLast({ outcome, before, after }: LastRow, keyLastFive: string | null): ApplyState {
    const licensedWithIt = (seen: SeenKey | null): boolean => holds(seen, keyLastFive) && seen?.licenseStatus === licensed;
    if (outcome === 'installed' && licensedWithIt(after)) {
        return licensedWithIt(before) ? 'alreadyRight' : 'done';
    }
    return stateOfOutcome[outcome];
}

/** The state that a reading shows, for a guest whose command returned no result. */
function stateByReading({ reading, keyLastFive, mode }: GuestProgress): ApplyState {
    if (!reading) {
        return 'unknown';
    }
    if (mode === 'check') {
        return 'checked';
    }
    if (!holds(reading, keyLastFive)) {
        return 'failed';
    }
    return reading.licenseStatus === licensed ? 'done' : 'installed';
}

const neverSent: Readonly<Partial<Record<CommandState, ApplyState>>> = {
    skipped: 'skipped',
    held: 'waiting',
    queued: 'waiting'
};

/** The state for any combination of rows and command. */
export function applyState(progress: GuestProgress): ApplyState {
    const { command, keyLastFive } = progress;
    const unsent = neverSent[command];
    if (unsent) {
        return unsent;
    }
    const rows = newestAttempt(progress);
    const last = lastRow(progress);
    if (last) {
        return proved(rows, last, keyLastFive) ? stateOfLast(last, keyLastFive) : stateByReading(progress);
    }
    if (command === 'running') {
        return rows.length === 0 ? 'connecting' : stateOfStep[rows[rows.length - 1].step];
    }
    if (progress.attempt === 0 && command === 'stopped') {
        return 'cancelled';
    }
    return progress.attempt === 0 && (command === 'accountRefused' || command === 'failed') ? 'notTried' : stateByReading(progress);
}

export type StateFailure = ApplyFailure & { /** Of the licensing service. */ readonly hresult: number | null };

const plainFailure = (code: string): StateFailure => ({ ...applyFailure(code), hresult: null });

/** Failure codes for commands that end without a last row. */
const failureOfCommand: Readonly<Partial<Record<CommandState, string>>> = {
    timedOut: 'timedOut',
    failed: 'hostFailed',
    lost: 'runLost',
    stopped: 'stopped',
    accountRefused: 'accountRefused'
};

/** Why a guest isn't in the requested state; null if there is nothing to explain. */
export function failureOf(progress: GuestProgress): StateFailure | null {
    const state = applyState(progress);
    if (stateProperties[state].kind !== 'open' && state !== 'cancelled' && state !== 'notTried') {
        return null;
    }
    const last = lastRow(progress);
    if (last?.error) {
        return { ...applyFailure(last.error.code), hresult: last.error.hresult };
    }
    if (state === 'installed') {
        return progress.mode === 'install' ? null : plainFailure('notLicensed');
    }
    if (state === 'failed' && progress.reading) {
        return plainFailure('notChanged');
    }
    return plainFailure(failureOfCommand[progress.command] ?? (state === 'unknown' ? 'notProved' : 'unclassified'));
}

/** The state of a guest in a run, and why it isn't the requested one. */
export interface StatedGuest {
    readonly state: ApplyState;
    readonly failure: StateFailure | null;
}

/** The attention that a guest needs. A guest whose key should only be installed, and is, needs none. */
export function kindOf({ state, failure }: StatedGuest): StateKind {
    const { kind } = stateProperties[state];
    return kind === 'open' && failure === null ? 'good' : kind;
}

/** Whether the run should read the guest after its command. Never reads a guest that couldn't be entered. */
export function readingNeed(progress: GuestProgress): StateProperties['reading'] {
    const failure = failureOf(progress);
    const { reading } = stateProperties[applyState(progress)];
    return reading === 'run' && failure && (failure.group === 'inside' || failure.code === 'wrongMachine') ? 'none' : reading;
}

/** The phase of a run. `waiting`: only guests that are off are left. `interrupted`: its tab was closed before the end. */
export const runPhases = ['working', 'waiting', 'ended', 'interrupted'] as const;
export type RunPhase = (typeof runPhases)[number];

/** The number of guests in each state, zeros included. */
export type ApplyCounts = Readonly<Record<ApplyState, number>> & { readonly total: number; readonly open: number; readonly final: number };

export function countStates(guests: Iterable<StatedGuest>): ApplyCounts {
    const counts: Record<string, number> = Object.fromEntries([...applyStates, 'total', 'open', 'final'].map(name => [name, 0]));
    for (const guest of guests) {
        counts[guest.state]++;
        counts['total']++;
        counts['open'] += kindOf(guest) === 'open' ? 1 : 0;
        counts['final'] += stateProperties[guest.state].final ? 1 : 0;
    }
    return counts as unknown as ApplyCounts;
}
