/** The current license of a guest: its data in WMI, and the effects of installing and activating. */
import { InsideEntry } from './estate-file';
import { lastFiveOf, licensed, LicenceKind, licenceForms, never } from './inside-licences';

/** A fixed time before the estate's "now". */
const activationBefore = '2026-10-30T06:12:00Z';
/** LicenseStatus and LicenseStatusReason (0xC004F034) of a product with a key but no license. */
const unlicensed = { status: 5, reason: 0xc004f034, graceMinutes: 0 } as const;

/** Null if the estate file says "none". */
export interface InstalledLicence {
    readonly kind: Exclude<LicenceKind, 'none'>;
    readonly lastFive: string;
    readonly status: number;
    readonly reason: number;
    readonly graceMinutes: number;
    /** AVMA only: the activating host and the time (ISO 8601). */
    readonly avmaHost: string | null;
    readonly lastActivation: string;
    /** Result code of activating a key that Microsoft's servers activate; 0 is success. */
    readonly activation: number;
}

/**
 * The license in the estate file.
 * @param avmaHost the activating host, if AVMA activated it
 */
export function givenLicence(kind: LicenceKind, entry: InsideEntry, os: string, sku: number, avmaHost: string): InstalledLicence | null {
    if (kind === 'none') {
        return null;
    }
    const { status, reason, graceMinutes } = licenceForms[kind];
    const activated = kind === 'avma';
    return {
        kind,
        lastFive: entry.lastFive ?? lastFiveOf(kind, os, sku),
        status,
        reason: entry.statusReason ?? reason,
        graceMinutes: entry.graceMinutes ?? graceMinutes,
        avmaHost: activated ? avmaHost : null,
        lastActivation: activated ? (entry.lastActivation ?? activationBefore) : never,
        activation: 0
    };
}

/** A newly installed key, not activated. */
export function newLicence(kind: Exclude<LicenceKind, 'none'>, key: string, activation = 0): InstalledLicence {
    const unactivated = kind === 'avma' ? 'avmaUnlicensed' : kind;
    const form = licenceForms[unactivated];
    const { status, reason, graceMinutes } = form.status === licensed ? unlicensed : form;
    return { kind: unactivated, lastFive: key.slice(-5), status, reason, graceMinutes, avmaHost: null, lastActivation: never, activation };
}

/**
 * The license after its activation.
 * @param at time (ISO 8601)
 */
export function activatedLicence(licence: InstalledLicence, host: string, at: string): InstalledLicence {
    const avma = licence.kind === 'avma' || licence.kind === 'avmaUnlicensed';
    const kind = avma ? 'avma' : licence.kind === 'kmsClient' ? 'kmsClientLicensed' : licence.kind;
    const { status, reason, graceMinutes } = licenceForms[kind];
    return { ...licence, kind, status, reason, graceMinutes, avmaHost: avma ? host : null, lastActivation: avma ? at : never };
}
