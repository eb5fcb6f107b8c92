/** Parses ledgers from the browser's storage, which may contain anything: validates each field, and returns the name of the invalid one. */
import { applyModes, applyOutcomes, applySteps } from '../facts/apply-facts';
import { ApplyLedger, LedgerGuest, LedgerHead, ledgerVersion } from './apply-ledger';
import { commandStates } from './apply-states';
import { ApplySkip, KeyClass } from './apply-target';
import { guestKey } from '../facts/guest-key';
import { licenseClasses } from '../versions/license-class';
import { recordedLastFive } from '../versions/recorded-license';
import { recordedCode, RecordedError, RecordedLicense, RecordedRow } from './recorded-row';

/** Why a saved run can't be displayed. `guest`: a guest's part is missing. */
export const ledgerProblemCodes = ['notJson', 'version', 'field', 'guest'] as const;
type LedgerProblemCode = (typeof ledgerProblemCodes)[number];

/** Why saving failed. `full`: the storage has no room. `unavailable`: the browser provides no storage. */
export const ledgerWriteProblems = ['full', 'unavailable'] as const;
export type LedgerWriteProblem = (typeof ledgerWriteProblems)[number];

export interface LedgerProblem {
    readonly code: LedgerProblemCode;
    /** The field's name, or the guest's id. */
    readonly where: string;
}

export type LedgerAnswer<T> = { readonly value: T; readonly problem: null } | { readonly value: null; readonly problem: LedgerProblem };

class BadField extends Error {
    constructor(public readonly where: string) {
        super(where);
    }
}

type Check<T> = (value: unknown, where: string) => T;

const failing = (where: string): never => {
    throw new BadField(where);
};

const text: Check<string> = (value, where) => (typeof value === 'string' ? value : failing(where));
/** A code, which is one short word. */
const word: Check<string> = (value, where) => (/^[A-Za-z]{1,40}$/.test(text(value, where)) ? text(value, where) : failing(where));
const whole: Check<number> = (value, where) => (typeof value === 'number' && Number.isInteger(value) ? value : failing(where));
const orNull =
    <T>(check: Check<T>): Check<T | null> =>
    (value, where) =>
        (value ?? null) === null ? null : check(value, where);
const list =
    <T>(check: Check<T>): Check<readonly T[]> =>
    (value, where) =>
        Array.isArray(value) ? value.map((one: unknown, index) => check(one, `${where}[${index}]`)) : failing(where);
const oneOf =
    <T extends string>(allowed: readonly T[]): Check<T> =>
    (value, where) =>
        allowed.find(one => one === value) ?? failing(where);

/** Requires a check for every field of a type; drops fields without one. */
const record =
    <T>(checks: { readonly [K in keyof T]-?: Check<T[K]> }): Check<T> =>
    (value, where) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
            return failing(where);
        }
        const fields = value as Readonly<Record<string, unknown>>;
        const names = Object.keys(checks) as Array<keyof T & string>;
        return Object.fromEntries(names.map(name => [name, checks[name](fields[name], where === '' ? name : `${where}.${name}`)])) as unknown as T;
    };

const keyClasses: readonly KeyClass[] = ['avma', 'kmsClient', 'own'];
const channel = orNull(oneOf(['direct', 'winrm'] as const));
const lastFive: Check<string> = (value, where) => recordedLastFive(text(value, where)) ?? failing(where);
const seen = orNull(record<RecordedLicense>({ keyClass: oneOf(licenseClasses), partialProductKey: orNull(lastFive), licenseStatus: orNull(whole) }));
const code: Check<string> = (value, where) => (recordedCode(text(value, where)) === value ? value : failing(where));

const row = record<RecordedRow>({
    seq: whole,
    at: orNull(text),
    attempt: whole,
    step: oneOf(applySteps),
    outcome: orNull(oneOf(applyOutcomes)),
    before: seen,
    after: seen,
    error: orNull(record<RecordedError>({ code, hresult: orNull(whole) })),
    elapsedMs: orNull(whole)
});

/** Not validated further: a skip's data is displayed only if this version has its code. */
const skip: Check<ApplySkip> = (value, where) => {
    const { source, code: reason } = record<{ source: string; code: string }>({ source: oneOf(['reason', 'obstacle', 'plan'] as const), code: text })(
        value,
        where
    );
    const data = (value as { data?: unknown }).data;
    return { source, code: reason, ...(source === 'obstacle' ? {} : { data: typeof data === 'object' && data !== null ? data : {} }) } as unknown as ApplySkip;
};

const guest = record<LedgerGuest>({
    vmId: text,
    name: text,
    hostName: text,
    accountName: orNull(text),
    channel,
    keyLastFive: orNull(text),
    fromClass: orNull(oneOf(licenseClasses)),
    toClass: orNull(oneOf(keyClasses)),
    skip: orNull(skip),
    command: oneOf(commandStates),
    attempt: whole,
    sentAt: orNull(text),
    rows: list(row),
    reading: seen,
    hostFailure: orNull(word)
});

/** What the head says of the run itself. */
export type LedgerTop = Omit<LedgerHead, 'keys'>;

const topFields = { runId: text, hostName: text, mode: oneOf(applyModes), startedAt: text, endedAt: orNull(text) };
const byIds = record<Omit<LedgerTop, 'version'> & { readonly vmIds: readonly string[] }>({ ...topFields, vmIds: list(text) });
const byKeys = record<Omit<LedgerTop, 'version'> & { readonly keys: readonly string[] }>({ ...topFields, keys: list(text) });

/** The names that the parts of a run's guests were saved under: ids in version 2, keys since. */
interface SavedHead {
    readonly top: LedgerTop;
    readonly names: readonly string[];
    readonly byId: boolean;
}

const head: Check<SavedHead> = (value, where) => {
    const version = typeof value === 'object' && value !== null ? (value as { readonly version?: unknown }).version : failing(where);
    if (version === 2) {
        const { vmIds: names, ...top } = byIds(value, where);
        return { top: { version: ledgerVersion, ...top }, names, byId: true };
    }
    if (version !== ledgerVersion) {
        return failing('version');
    }
    const { keys: names, ...top } = byKeys(value, where);
    return { top: { version: ledgerVersion, ...top }, names, byId: false };
};

function read<T>(check: Check<T>, stored: string): LedgerAnswer<T> {
    try {
        return { value: check(JSON.parse(stored), ''), problem: null };
    } catch (error) {
        if (!(error instanceof BadField)) {
            return { value: null, problem: { code: 'notJson', where: '' } };
        }
        return { value: null, problem: { code: error.where === 'version' ? 'version' : 'field', where: error.where } };
    }
}

export function readTop(stored: string): LedgerAnswer<LedgerTop> {
    const { value, problem } = read(head, stored);
    return value ? { value: value.top, problem: null } : { value: null, problem };
}

/** A guest's part under its name, which has to be the guest's own. */
function readPart(name: string, part: string | null, byId: boolean): LedgerAnswer<LedgerGuest> {
    const { value, problem } = part === null ? { value: null, problem: null } : read(guest, part);
    if (value && name === (byId ? value.vmId : guestKey(value))) {
        return { value, problem: null };
    }
    return { value: null, problem: { code: problem?.code ?? 'guest', where: problem ? `${name}.${problem.where}` : name } };
}

/**
 * @param partOf returns the saved part of a guest by its name, or null. A part of version 2 is under the guest's id, and what was learned of that guest since
 * is under its key.
 */
export function readLedger(stored: string, partOf: (name: string) => string | null): LedgerAnswer<ApplyLedger> {
    const saved = read(head, stored);
    if (saved.value === null) {
        return saved;
    }
    const { top, names, byId } = saved.value;
    const guests: LedgerGuest[] = [];
    for (const name of names) {
        const own = readPart(name, partOf(name), byId);
        if (own.value === null) {
            return own;
        }
        const key = guestKey(own.value);
        guests.push((byId ? readPart(key, partOf(key), false).value : null) ?? own.value);
    }
    return { value: { ...top, keys: guests.map(guestKey), guests }, problem: null };
}
