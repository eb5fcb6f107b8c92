/** What `Install-AvmaKey` says while it works on one guest (design: 4.4), as an importer has checked it. */
import { RowError } from './facts';

/** `check` connects and reads only. `activate` and `renew` install nothing; `renew` activates also what is licensed, by the host that the guest is on now. */
export const applyModes = ['check', 'install', 'installAndActivate', 'activate', 'renew'] as const;
export type ApplyMode = (typeof applyModes)[number];

/** In their order inside the guest. */
export const applySteps = ['connect', 'check', 'install', 'activate', 'readBack', 'end'] as const;
export type ApplyStep = (typeof applySteps)[number];

/** How one attempt ended; in its last row only. */
export const applyOutcomes = ['activated', 'alreadyActivated', 'checked', 'installed', 'installedNotActivated', 'refused', 'failed'] as const;
export type ApplyOutcome = (typeof applyOutcomes)[number];

/** The installed Windows licence at one moment. Null where unknown. */
export interface SeenLicence {
    /** SoftwareLicensingProduct.Description */
    readonly licenseDescription: string | null;
    /** SoftwareLicensingProduct.PartialProductKey */
    readonly partialProductKey: string | null;
    /** SoftwareLicensingProduct.LicenseStatus, see HostFacts */
    readonly licenseStatus: number | null;
}

/** One row of `Install-AvmaKey`; several a guest, as it advances. */
export interface ApplyRow {
    /** The run's id, as it was sent. */
    readonly runId: string;
    /** Counts the rows of one command. */
    readonly seq: number;
    /** When the row was made, by the host's clock. */
    readonly at: string | null;
    readonly vmId: string;
    readonly channel: 'direct' | 'winrm' | null;
    /** The name of the account; never more of it. */
    readonly accountName: string | null;
    /** Last five characters of the key that the run is about. */
    readonly keyLastFive: string | null;
    /** As it was sent: 1 for the first try. */
    readonly attempt: number;
    /** What begins with this row; `end` for the last one. */
    readonly step: ApplyStep;
    /** In the last row only, null before. */
    readonly outcome: ApplyOutcome | null;
    /** What was installed before; null until it was read. */
    readonly before: SeenLicence | null;
    /** What was read back; null until then. */
    readonly after: SeenLicence | null;
    readonly error: RowError | null;
    /** Milliseconds since the command began. */
    readonly elapsedMs: number | null;
}

/** How the removal of one item of the guest's own Data Exchange pool ended (`Remove-AvmaDataExchangeItem`). */
export interface ItemRemoval {
    readonly collectedAt: string | null;
    readonly vmId: string;
    /** The item's name: text of the guest. */
    readonly name: string;
    readonly outcome: 'removed' | 'absent' | 'failed';
    readonly error: RowError | null;
}
