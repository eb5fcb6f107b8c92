/** Rows of `Install-AvmaKey`, which reports its progress on one guest (design: 4.4). An importer has validated them. */
import { RowError } from './facts';

/** `check` only connects and reads. `activate` and `renew` install no key; `renew` also activates a licensed guest again, through its current host. */
export const applyModes = ['check', 'install', 'installAndActivate', 'activate', 'renew'] as const;
export type ApplyMode = (typeof applyModes)[number];

/** The steps inside the guest, in order. */
export const applySteps = ['connect', 'check', 'install', 'activate', 'readBack', 'end'] as const;
export type ApplyStep = (typeof applySteps)[number];

/** The result of one attempt; set in its last row only. */
export const applyOutcomes = ['activated', 'alreadyActivated', 'checked', 'installed', 'installedNotActivated', 'refused', 'failed'] as const;
export type ApplyOutcome = (typeof applyOutcomes)[number];

/** The installed Windows license at one moment. Null means unknown. */
export interface SeenLicense {
    /** SoftwareLicensingProduct.Description */
    readonly licenseDescription: string | null;
    /** SoftwareLicensingProduct.PartialProductKey */
    readonly partialProductKey: string | null;
    /** SoftwareLicensingProduct.LicenseStatus, see HostFacts */
    readonly licenseStatus: number | null;
}

/** One row of `Install-AvmaKey`, which emits several for each guest. */
export interface ApplyRow {
    /** The run's id, echoed from the request. */
    readonly runId: string;
    /** Row number within one command. */
    readonly seq: number;
    /** When the row was made, by the host's clock. */
    readonly at: string | null;
    readonly vmId: string;
    readonly channel: 'direct' | 'winrm' | null;
    /** The account's name only. */
    readonly accountName: string | null;
    /** Last five characters of the key to install or to activate. */
    readonly keyLastFive: string | null;
    /** Attempt number from the request; the first is 1. */
    readonly attempt: number;
    /** The step that starts with this row; `end` in the last row. */
    readonly step: ApplyStep;
    /** Null except in the last row. */
    readonly outcome: ApplyOutcome | null;
    /** The license before the change; null until it is read. */
    readonly before: SeenLicense | null;
    /** The license as read back; null until then. */
    readonly after: SeenLicense | null;
    readonly error: RowError | null;
    /** Milliseconds since the command began. */
    readonly elapsedMs: number | null;
}

/** The result of removing one item from the guest's own Data Exchange pool (`Remove-AvmaDataExchangeItem`). */
export interface ItemRemoval {
    readonly collectedAt: string | null;
    readonly vmId: string;
    /** The item's name, written by the guest. */
    readonly name: string;
    readonly outcome: 'removed' | 'absent' | 'failed';
    readonly error: RowError | null;
}
