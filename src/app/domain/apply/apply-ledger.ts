/**
 * The record of a run in the browser: the plan and the results, without secrets. Stored as one head and one part for each guest, so that a new row only
 * rewrites its own guest's part.
 */
import { ApplyMode, ApplyRow, SeenLicense } from '../facts/apply-facts';
import { applyState, ApplyState, CommandState, GuestProgress } from './apply-states';
import { ApplySkip, KeyClass } from './apply-target';
import { ActivationFacts } from '../facts/facts';
import { LicenseClass, licenseClass } from '../versions/license-class';
import { distinctNames } from '../facts/node-names';
import { withoutKeys } from '../advice/product-key';

/** One guest of a run. Dates are ISO 8601 in UTC, by the browser's clock. */
export interface LedgerGuest {
    readonly vmId: string;
    readonly name: string;
    /** The name that was used to reach the guest's host. */
    readonly hostName: string;
    /** The name of the guest's account; null if the guest isn't entered. */
    readonly accountName: string | null;
    readonly channel: 'direct' | 'winrm' | null;
    readonly keyLastFive: string | null;
    /** From the plan; the rows contain what was found. */
    readonly fromClass: LicenseClass | null;
    readonly toClass: KeyClass | null;
    readonly skip: ApplySkip | null;
    readonly command: CommandState;
    /** The latest attempt that was sent; 0 before the first. */
    readonly attempt: number;
    /** When the last attempt was sent. */
    readonly sentAt: string | null;
    readonly rows: readonly ApplyRow[];
    /** What was read inside after a command that returned no result. */
    readonly reading: SeenLicense | null;
    /** The host's failure, as received. */
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
    readonly vmIds: readonly string[];
}

export interface ApplyLedger extends LedgerHead {
    readonly guests: readonly LedgerGuest[];
}

/** The hosts of a run by the names that were used to reach them, without duplicates. */
export function hostsOf({ guests }: ApplyLedger): readonly string[] {
    return distinctNames(guests.map(({ hostName }) => hostName));
}

export const ledgerVersion = 1;

/** Nobody reads more of a message, and the browser's storage is small. */
const longestMessage = 400;

/** A text that is safe to save: removes keys and the given secrets, and truncates the rest. */
export function redactText(text: string, secrets: readonly string[] = []): string {
    // Longest first, because one secret may be part of another.
    const ordered = secrets.filter(secret => secret !== '').sort((a, b) => b.length - a.length);
    return withoutKeys(ordered.reduce((redacted, secret) => redacted.split(secret).join('***'), text)).slice(0, longestMessage);
}

/**
 * A row that is safe to save and display.
 * @param secrets passwords and keys of the run, in case an error message repeats them
 */
export function redactRow(row: ApplyRow, secrets: readonly string[]): ApplyRow {
    const redacted = (text: string | null): string | null => text && redactText(text, secrets);
    return {
        ...row,
        accountName: row.accountName && redactText(row.accountName),
        error: row.error && { ...row.error, id: redacted(row.error.id), reason: redacted(row.error.reason), message: redacted(row.error.message) }
    };
}

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

/** The license in a reading, in the form that rows have. */
export function seenIn(facts: ActivationFacts): SeenLicense {
    const { licenseDescription, partialProductKey, licenseStatus } = facts;
    return { licenseDescription, partialProductKey, licenseStatus };
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

/** The class of a license in a row. */
export function classSeen(seen: SeenLicense | null): LicenseClass | null {
    return seen && licenseClass({ ...seen, productKeyChannel: null });
}

export function serialiseHead({ version, runId, hostName, mode, startedAt, endedAt, vmIds }: LedgerHead): string {
    return JSON.stringify({ version, runId, hostName, mode, startedAt, endedAt, vmIds });
}

export function serialiseGuest(guest: LedgerGuest): string {
    return JSON.stringify(guest);
}
