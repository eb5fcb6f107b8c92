/** Guests that do not exist, reporting what a real one would: the reference asks the same rules about them. */
import { ServerVersion } from '../versions/builds';
import { KeyEdition } from '../versions/editions';
import { GuestFacts } from '../facts/facts';

const skus: Readonly<Record<KeyEdition, number>> = { datacenter: 8, standard: 7, essentials: 50, azureEdition: 407 };
const semiAnnualSkus: Readonly<Record<KeyEdition, number>> = { ...skus, datacenter: 145, standard: 146 };

/** A running guest of this version and edition whose Data Exchange says so. */
export function hypotheticalGuest(version: ServerVersion, edition: KeyEdition): GuestFacts {
    const sku = (version.longTerm ? skus : semiAnnualSkus)[edition];
    return {
        collectedAt: null,
        vmId: '00000000-0000-0000-0000-000000000000',
        name: null,
        enabledState: 2,
        lastStateChange: null,
        generation: null,
        version: null,
        notes: null,
        createdOn: null,
        uptimeMs: null,
        shielded: null,
        replicationState: null,
        parentSnapshot: null,
        dataExchangeState: 2,
        dataExchangeStatus: [],
        heartbeatStatus: [],
        intrinsic: [
            { name: 'OSPlatformId', data: '2' },
            { name: 'ProductType', data: '3' },
            { name: 'OSBuildNumber', data: String(version.build) },
            { name: 'OSEditionId', data: String(sku) }
        ],
        guest: [],
        hostItems: [],
        hostOnlyItems: [],
        malformed: [],
        clusterResource: null
    };
}
