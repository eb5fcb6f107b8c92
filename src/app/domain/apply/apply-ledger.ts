/**
 * What stays of a run in the browser: what was planned and what came back, without anything secret. A run is one head and one part for each
 * guest, so that a row costs the writing of its own guest only.
 */
import { ApplyMode, ApplyRow, SeenLicence } from '../facts/apply-facts';
import { applyState, ApplyState, CommandState, GuestProgress } from './apply-states';
import { ApplySkip, KeyClass } from './apply-target';
import { ActivationFacts } from '../facts/facts';
import { LicenseClass, licenseClass } from '../versions/license-class';
import { distinctNames } from '../facts/node-names';
import { withoutKeys } from '../advice/product-key';

/** One guest of a run. Dates are ISO 8601 in UTC by the browser's clock. */
export interface LedgerGuest {
    readonly vmId: string;
    readonly name: string;
    /** The name by which the host that it is on was asked. */
    readonly hostName: string;
    /** The name of the account that enters it; null where it is not entered. */
    readonly accountName: string | null;
    readonly channel: 'direct' | 'winrm' | null;
    readonly keyLastFive: string | null;
    /** As it was planned; what was found is in the rows. */
    readonly fromClass: LicenseClass | null;
    readonly toClass: KeyClass | null;
    readonly skip: ApplySkip | null;
    readonly command: CommandState;
    /** The attempt that was sent last; 0 before the first. */
    readonly attempt: number;
    /** When the last attempt was sent. */
    readonly sentAt: string | null;
    readonly rows: readonly ApplyRow[];
    /** What was read after a command that said nothing in the end. */
    readonly reading: SeenLicence | null;
    /** What is known of a failure of the host, as it came. */
    readonly hostFailure: string | null;
}

export interface LedgerHead {
    readonly version: typeof ledgerVersion;
    readonly runId: string;
    readonly hostName: string;
    readonly mode: ApplyMode;
    readonly startedAt: string;
    /** Null while it runs, and for ever where nobody saw its end. */
    readonly endedAt: string | null;
    /** In the order of the plan. */
    readonly vmIds: readonly string[];
}

export interface ApplyLedger extends LedgerHead {
    readonly guests: readonly LedgerGuest[];
}

/** The hosts that a run works on, each once, by the names by which they were asked. */
export function hostsOf({ guests }: ApplyLedger): readonly string[] {
    return distinctNames(guests.map(({ hostName }) => hostName));
}

export const ledgerVersion = 1;

/** Nobody reads more of a message, and storage is small. */
const longestMessage = 400;

/** A text as it may be kept: without keys and the given secrets, cut to a length. */
export function keptText(text: string, secrets: readonly string[] = []): string {
    // Longer ones first: one may be a part of another.
    const ordered = secrets.filter(secret => secret !== '').sort((a, b) => b.length - a.length);
    return withoutKeys(ordered.reduce((kept, secret) => kept.split(secret).join('***'), text)).slice(0, longestMessage);
}

/** A row as it may be kept and shown. @param secrets passwords and keys of the run, in case something repeats them in a message */
export function keptRow(row: ApplyRow, secrets: readonly string[]): ApplyRow {
    const kept = (text: string | null): string | null => text && keptText(text, secrets);
    return {
        ...row,
        accountName: row.accountName && keptText(row.accountName),
        error: row.error && { ...row.error, id: kept(row.error.id), reason: kept(row.error.reason), message: kept(row.error.message) }
    };
}

export function progressOf(guest: LedgerGuest, mode: ApplyMode): GuestProgress {
    const { command, attempt, rows, reading, keyLastFive } = guest;
    return { command, attempt, rows, reading, keyLastFive, mode };
}

export function stateOf(guest: LedgerGuest, mode: ApplyMode): ApplyState {
    return applyState(progressOf(guest, mode));
}

/** A run whose tab is gone: what was under way has nobody to tell of its end, and what was not sent never will be. */
export function abandoned(ledger: ApplyLedger): ApplyLedger {
    if (ledger.endedAt !== null) {
        return ledger;
    }
    const afterwards: Readonly<Partial<Record<CommandState, CommandState>>> = { running: 'lost', queued: 'stopped', held: 'stopped' };
    return { ...ledger, guests: ledger.guests.map(guest => ({ ...guest, command: afterwards[guest.command] ?? guest.command })) };
}

/** What a reading says of the licence, as rows have it. */
export function seenIn(facts: ActivationFacts): SeenLicence {
    const { licenseDescription, partialProductKey, licenseStatus } = facts;
    return { licenseDescription, partialProductKey, licenseStatus };
}

/**
 * What a last row says of a guest, as a reading: its licence as it was seen, and build and edition as the guest was held to them. Null where
 * the row has seen nothing.
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

/** The class of a licence that a row has seen. */
export function classSeen(seen: SeenLicence | null): LicenseClass | null {
    return seen && licenseClass({ ...seen, productKeyChannel: null });
}

export function serialiseHead({ version, runId, hostName, mode, startedAt, endedAt, vmIds }: LedgerHead): string {
    return JSON.stringify({ version, runId, hostName, mode, startedAt, endedAt, vmIds });
}

export function serialiseGuest(guest: LedgerGuest): string {
    return JSON.stringify(guest);
}
