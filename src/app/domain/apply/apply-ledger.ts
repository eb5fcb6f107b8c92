/**
 * The record of a run in the browser: the plan and the results, without secrets and without texts that guests wrote. Stored as one head and one part for each guest, so that a new row only
 * rewrites its own guest's part.
 */
import { ApplyMode, ApplyRow } from '../facts/apply-facts';
import { applyState, ApplyState, CommandState, GuestProgress } from './apply-states';
import { ApplySkip, KeyClass } from './apply-target';
import { ActivationFacts } from '../facts/facts';
import { GuestKey, guestKey, GuestPlace } from '../facts/guest-key';
import { LicenseClass, licenseClass } from '../versions/license-class';
import { distinctNames } from '../facts/node-names';
import { recordedLastFive, recordedStatus } from '../versions/recorded-license';
import { RecordedLicense, RecordedRow } from './recorded-row';

/** One guest of a run. Dates are ISO 8601 in UTC, by the browser's clock. */
export interface LedgerGuest extends GuestPlace {
    readonly name: string;
    /** The name of the guest's account; null if the guest isn't entered. */
    readonly accountName: string | null;
    readonly channel: 'direct' | 'winrm' | null;
    readonly keyLastFive: string | null;
    /** From the plan; the rows contain what was found. */
    readonly fromClass: LicenseClass | null;
    readonly toClass: KeyClass | null;
    readonly skip: ApplySkip | null;
    readonly command: CommandState;
    /** The latest attempt that was sent, or may have been; 0 before the first. */
    readonly attempt: number;
    /** When the host first answered the last attempt; until then, when it was given to the gateway. */
    readonly sentAt: string | null;
    readonly rows: readonly RecordedRow[];
    /** What was read inside after a command that returned no result. */
    readonly reading: RecordedLicense | null;
    /** The code of the host's failure. */
    readonly hostFailure: string | null;
}

export interface LedgerHead {
    readonly version: typeof ledgerVersion;
    readonly runId: string;
    readonly hostName: string;
    readonly mode: ApplyMode;
    readonly startedAt: string;
    /** Null while the run works, and for good if its tab was closed before the end. */
    readonly endedAt: string | null;
    /** In the plan's order. */
    readonly keys: readonly GuestKey[];
}

export interface ApplyLedger extends LedgerHead {
    readonly guests: readonly LedgerGuest[];
}

/** The hosts of a run by the names that were used to reach them, without duplicates. */
export function hostsOf({ guests }: ApplyLedger): readonly string[] {
    return distinctNames(guests.map(({ hostName }) => hostName));
}

/** Records of version 1 contained texts of guests; those of version 2 named guests by their ids alone. */
export const ledgerVersion = 3;

export function progressOf(guest: LedgerGuest, mode: ApplyMode): GuestProgress {
    const { command, attempt, rows, reading, keyLastFive } = guest;
    return { command, attempt, rows, reading, keyLastFive, mode };
}

export function stateOf(guest: LedgerGuest, mode: ApplyMode): ApplyState {
    return applyState(progressOf(guest, mode));
}

/** The ledger of a run whose tab is gone: running commands become lost, and commands not sent yet become stopped. */
export function abandoned(ledger: ApplyLedger): ApplyLedger {
    if (ledger.endedAt !== null) {
        return ledger;
    }
    const afterwards: Readonly<Partial<Record<CommandState, CommandState>>> = { running: 'lost', queued: 'stopped', held: 'stopped' };
    return { ...ledger, guests: ledger.guests.map(guest => ({ ...guest, command: afterwards[guest.command] ?? guest.command })) };
}

/** The license in a reading, in the form that records have. */
export function seenIn(facts: ActivationFacts): RecordedLicense {
    return {
        keyClass: licenseClass(facts),
        partialProductKey: recordedLastFive(facts.partialProductKey),
        licenseStatus: recordedStatus(facts.licenseStatus)
    };
}

/**
 * Converts a last row into a reading: the license that it read, and the build and edition that the script compared with the guest's. Null if the row read
 * nothing.
 */
export function readingOfRow(row: ApplyRow, expectedBuild: number, expectedSku: number): ActivationFacts | null {
    const seen = row.after ?? row.before;
    return (
        seen && {
            collectedAt: row.at,
            vmId: row.vmId,
            channel: row.channel,
            computerName: null,
            insideVmId: row.vmId,
            buildNumber: expectedBuild,
            operatingSystemSku: expectedSku,
            productType: null,
            licenseName: null,
            ...seen,
            productKeyChannel: null,
            licenseFamily: null,
            licenseStatusReason: null,
            gracePeriodMinutes: null,
            evaluationEndDate: null,
            avmaHostName: null,
            avmaLastActivation: null,
            iaid: null,
            activationComponent: null,
            sppsvcState: null,
            sppsvcStartMode: null,
            dataExchangeService: null,
            unread: [],
            error: null
        }
    );
}

export function serialiseHead({ version, runId, hostName, mode, startedAt, endedAt, keys }: LedgerHead): string {
    return JSON.stringify({ version, runId, hostName, mode, startedAt, endedAt, keys });
}

const withoutNulls = (value: object): object => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));

/** A row as it is stored. Before an attempt's last row, which has both, the licenses are left out: the browser's storage is small. */
function storedRow(row: RecordedRow, hasEnded: boolean): object {
    const { before, after, error } = row;
    const license = (seen: RecordedLicense | null): object | null => (seen && (row.outcome !== null || !hasEnded) ? withoutNulls(seen) : null);
    return withoutNulls({ ...row, before: license(before), after: license(after), error: error && withoutNulls(error) });
}

/** The reader takes a missing field for null. */
export function serialiseGuest(guest: LedgerGuest): string {
    const ended = new Set(guest.rows.filter(row => row.outcome !== null).map(row => row.attempt));
    const { reading } = guest;
    return JSON.stringify(
        withoutNulls({ ...guest, rows: guest.rows.map(row => storedRow(row, ended.has(row.attempt))), reading: reading && withoutNulls(reading) })
    );
}

/** The names of a run's guests. */
export function namesOf({ guests }: ApplyLedger): ReadonlyMap<GuestKey, string> {
    return new Map(guests.map(guest => [guestKey(guest), guest.name]));
}
