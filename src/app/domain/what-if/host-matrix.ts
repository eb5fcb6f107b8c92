/** Which host activates which guest: asked of `assess`, so that the reference cannot say anything else than the guests' table. */
import { assess } from '../judgement/assess';
import { Reason } from '../judgement/assessment';
import { azureLocalFamilies, newestFamily, ServerVersion, serverVersions } from '../versions/builds';
import { KeyEdition } from '../versions/editions';
import { KeyFamily } from '../versions/releases';
import { HostFacts } from '../facts/facts';
import { hypotheticalGuest } from './hypothetical-guest';
import { HypotheticalEdition, hypotheticalFamilies, hypotheticalHost } from './hypothetical-host';

/** The versions that Microsoft's page lists keys for, oldest first. */
export const matrixGuests: readonly ServerVersion[] = serverVersions.filter(version => version.family !== null);

export interface MatrixCell {
    readonly guest: ServerVersion;
    readonly activates: boolean;
    /** Why not; null where it does. */
    readonly reason: Reason | null;
}

export interface MatrixRow {
    /** Null for the open host. */
    readonly host: { readonly version: KeyFamily; readonly edition: HypotheticalEdition } | null;
    readonly cells: readonly MatrixCell[];
}

const guestEdition: KeyEdition = 'datacenter';

/** The cells of one host, real or not. */
function matrixCells(host: HostFacts): MatrixCell[] {
    return matrixGuests.map(guest => {
        const { verdict, reasons } = assess(host, hypotheticalGuest(guest, guestEdition));
        return { guest, activates: verdict === 'eligible', reason: reasons[0] ?? null };
    });
}

/** Activated Datacenter hosts of each version, then Azure Local by its set-up. @param open the open host, where it is known: its row comes first */
export function hostMatrix(open: HostFacts | null): MatrixRow[] {
    const hosts: Array<NonNullable<MatrixRow['host']>> = [
        ...hypotheticalFamilies.map(version => ({ version, edition: 'datacenter' as const })),
        ...azureLocalFamilies.map(version => ({ version, edition: 'azureLocal' as const })),
        { version: newestFamily, edition: 'azureLocalSubscription' }
    ];
    const rows = hosts.map(host => ({ host, cells: matrixCells(hypotheticalHost({ ...host, activated: true })) }));
    return open ? [{ host: null, cells: matrixCells(open) }, ...rows] : rows;
}
