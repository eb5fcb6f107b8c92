/** The one table that says how a guest of a run stands: by its rows so far and by what became of its command. */
import { ApplyMode, ApplyOutcome, ApplyRow, ApplyStep, SeenLicence } from '../facts/apply-facts';
import { ApplyFailure, applyFailure } from './apply-failures';
import { licensed } from '../judgement/host-reasons';

/** What became of the command for a guest. */
export const commandStates = [
    /** Not to be sent: the plan leaves the guest out. */
    'skipped',
    /** Not sent yet: the guest is off. */
    'held',
    /** Not sent yet, or to be sent again. */
    'queued',
    'running',
    'ended',
    /** The host failed while it ran. */
    'failed',
    'timedOut',
    /** Whoever sent it is gone, and its end with it. */
    'lost',
    /** Never sent: the run was stopped. */
    'stopped',
    /** Never sent: its account was refused elsewhere. */
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
    'cancelled',
    'unknown'
] as const;
export type ApplyState = (typeof applyStates)[number];

/** `pending` and `working` are to come and under way, `good` is as it was asked for, `open` needs somebody's attention, `none` was left alone. */
export type StateKind = 'pending' | 'working' | 'good' | 'none' | 'open';

export interface StateProperties {
    readonly kind: StateKind;
    /** Nothing more will happen in this run. */
    readonly final: boolean;
    /** Worth another try as it is. Whether it then works is another matter. */
    readonly retry: boolean;
    /** `run`: the run reads the guest afterwards; `request`: only when somebody asks for it; `row`: its rows hold what a reading would. */
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
    // One that is right already costs no second look.
    alreadyRight: { kind: 'good', final: true, retry: false, reading: 'row' },
    checked: { kind: 'good', final: true, retry: false, reading: 'run' },
    skipped: { kind: 'none', final: true, retry: false, reading: 'none' },
    refused: { kind: 'open', final: true, retry: true, reading: 'run' },
    failed: { kind: 'open', final: true, retry: true, reading: 'run' },
    cancelled: { kind: 'none', final: true, retry: true, reading: 'none' },
    unknown: { kind: 'open', final: true, retry: true, reading: 'request' }
};

/** What is known of one guest of a run. */
export interface GuestProgress {
    readonly command: CommandState;
    /** The attempt that was sent last, from 1; 0 before the first. */
    readonly attempt: number;
    /** All rows so far, those of earlier attempts first. */
    readonly rows: readonly ApplyRow[];
    /** What was read inside after the command was gone, by anybody; null where nobody has looked. */
    readonly reading?: SeenLicence | null;
    /** Last five characters of the planned key; null where it was never decided. */
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

const holds = (seen: SeenLicence | null, lastFive: string | null): boolean =>
    seen !== null && lastFive !== null && seen.partialProductKey?.toUpperCase() === lastFive.toUpperCase();

/** Steps from which on something may have been written. */
const writing: readonly ApplyStep[] = ['install', 'activate', 'readBack'];

/**
 * Whether an outcome is what the rows show. A success that was not read back is none; and where the guest was lost while it was being
 * changed, that it failed says nothing of what is in it. Both stay unknown until the guest is read.
 */
function proved(rows: readonly ApplyRow[], { outcome, before, after, error }: LastRow, keyLastFive: string | null): boolean {
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
            // Once the key was read back, what came of its activation is open.
            const open = after === null || holds(after, keyLastFive);
            const lost = open && (error === null || applyFailure(error.code).group === 'inside');
            return !(lost && rows.some(row => writing.includes(row.step)));
        }
        default:
            return true;
    }
}

type LastRow = ApplyRow & { readonly outcome: ApplyOutcome };

function newestAttempt({ rows, attempt }: GuestProgress): readonly ApplyRow[] {
    return rows.filter(row => row.attempt === attempt);
}

/** The row that ended the newest attempt, or null where none has come. */
export function lastRow(progress: GuestProgress): LastRow | null {
    const row = [...newestAttempt(progress)].pop();
    return row && row.outcome !== null ? { ...row, outcome: row.outcome } : null;
}

/** Keys outside AVMA are never `activated`: that one is licensed is seen by what was read back, and that it was so before by that. */
function stateOfLast({ outcome, before, after }: LastRow, keyLastFive: string | null): ApplyState {
    const licensedWithIt = (seen: SeenLicence | null): boolean => holds(seen, keyLastFive) && seen?.licenseStatus === licensed;
    if (outcome === 'installed' && licensedWithIt(after)) {
        return licensedWithIt(before) ? 'alreadyRight' : 'done';
    }
    return stateOfOutcome[outcome];
}

/** What a reading says of a guest whose command said nothing in the end. */
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

/** Total: any rows and any command get a state. */
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
    // Never sent: its account was rejected elsewhere, or no session opened for it.
    return progress.attempt === 0 && (command === 'accountRefused' || command === 'failed') ? 'failed' : stateByReading(progress);
}

export type StateFailure = ApplyFailure & { /** Of the licensing service. */ readonly hresult: number | null };

const plainFailure = (code: string): StateFailure => ({ ...applyFailure(code), hresult: null });

/** How commands end without a last row, as the codes of failures have it. */
const failureOfCommand: Readonly<Partial<Record<CommandState, string>>> = {
    timedOut: 'timedOut',
    failed: 'hostFailed',
    lost: 'runLost',
    stopped: 'stopped',
    accountRefused: 'accountRefused'
};

/** Why a guest is not as it was asked for; null where nothing is to be explained. */
export function failureOf(progress: GuestProgress): StateFailure | null {
    const state = applyState(progress);
    if (stateProperties[state].kind !== 'open' && state !== 'cancelled') {
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

/** How a guest of a run stands, and why it is not as it was asked for. */
export interface StatedGuest {
    readonly state: ApplyState;
    readonly failure: StateFailure | null;
}

/** What a guest asks of somebody. One that was to be installed only, and is, asks nothing. */
export function kindOf({ state, failure }: StatedGuest): StateKind {
    const { kind } = stateProperties[state];
    return kind === 'open' && failure === null ? 'good' : kind;
}

/** Whether the run should read the guest after its command, or its last row says as much. Nobody reads what was not even entered. */
export function readingNeed(progress: GuestProgress): StateProperties['reading'] {
    const failure = failureOf(progress);
    const { reading } = stateProperties[applyState(progress)];
    return reading === 'run' && failure && (failure.group === 'inside' || failure.code === 'wrongMachine') ? 'none' : reading;
}

/** Where a run is. `waiting`: nothing is under way but guests that are off. `interrupted`: nobody saw its end. */
export const runPhases = ['working', 'waiting', 'ended', 'interrupted'] as const;
export type RunPhase = (typeof runPhases)[number];

/** How many guests of a run stand how; every state has its number. */
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
