/** The current license of a guest: its data in WMI, and the effects of installing and activating. */
import { InsideEntry } from './estate-file';
import { lastFiveOf, licensed, LicenseKind, licenseForms, never } from './inside-licenses';

/** A fixed time before the estate's "now". */
const activationBefore = '2026-10-30T06:12:00Z';
/** LicenseStatus and LicenseStatusReason (0xC004F034) of a product with a key but no license. */
const unlicensed = { status: 5, reason: 0xc004f034, graceMinutes: 0 } as const;

/** Null if the estate file says "none". */
export interface InstalledLicense {
    readonly kind: Exclude<LicenseKind, 'none'>;
    /** Null for a license without a key. */
    readonly lastFive: string | null;
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
export function givenLicense(kind: LicenseKind, entry: InsideEntry, os: string, sku: number, avmaHost: string): InstalledLicense | null {
    if (kind === 'none') {
        return null;
    }
    const { status, reason, graceMinutes } = licenseForms[kind];
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
export function newLicense(kind: Exclude<LicenseKind, 'none'>, key: string, activation = 0): InstalledLicense {
    const unactivated = kind === 'avma' ? 'avmaUnlicensed' : kind;
    const form = licenseForms[unactivated];
    const { status, reason, graceMinutes } = form.status === licensed ? unlicensed : form;
    return { kind: unactivated, lastFive: key.slice(-5), status, reason, graceMinutes, avmaHost: null, lastActivation: never, activation };
}

/**
 * The license after its activation.
 * @param at time (ISO 8601)
 */
export function activatedLicense(license: InstalledLicense, host: string, at: string): InstalledLicense {
    const avma = license.kind === 'avma' || license.kind === 'avmaUnlicensed';
    const kind = avma ? 'avma' : license.kind === 'kmsClient' ? 'kmsClientLicensed' : license.kind;
    const { status, reason, graceMinutes } = licenseForms[kind];
    return { ...license, kind, status, reason, graceMinutes, avmaHost: avma ? host : null, lastActivation: avma ? at : never };
}
