/** Hosts that do not exist (yet): before a move, before an upgrade, before buying. They are judged by the rules that judge real ones. */
import { azureLocalLikeOem, azureLocalSetup, azureLocalSubscription, familyBuild, longTermFamilies, newestPublishedFamily } from '../versions/builds';
import { azureLocalSku } from '../versions/editions';
import { KeyFamily } from '../versions/releases';
import { HostFacts } from '../facts/facts';

/** `azureLocal...`: Azure Local with the set-up that its name says. */
export const hypotheticalEditions = [
    'datacenter',
    'standard',
    'datacenterEvaluation',
    'hyperVServer',
    'azureLocal',
    'azureLocalSubscription',
    'azureLocalOem'
] as const;
export type HypotheticalEdition = (typeof hypotheticalEditions)[number];

export const hypotheticalFamilies: readonly KeyFamily[] = longTermFamilies;

export interface HypotheticalHost {
    /** On Azure Local: the version of the Datacenter key that it is set up with. */
    readonly version: KeyFamily;
    readonly edition: HypotheticalEdition;
    readonly activated: boolean;
}

/** What the picker starts with. */
export const defaultHost: HypotheticalHost = { version: newestPublishedFamily, edition: 'datacenter', activated: true };

const skus: Readonly<Record<HypotheticalEdition, number>> = {
    datacenter: 8,
    standard: 7,
    datacenterEvaluation: 80,
    hyperVServer: 42,
    azureLocal: azureLocalSku,
    azureLocalSubscription: azureLocalSku,
    azureLocalOem: azureLocalSku
};

/** The setup of Azure Local that has these guests, by the version of its Datacenter keys. */
const setups: Readonly<Partial<Record<HypotheticalEdition, (version: KeyFamily) => string | null>>> = {
    azureLocal: azureLocalSetup,
    azureLocalSubscription: () => azureLocalSubscription,
    azureLocalOem: () => azureLocalLikeOem
};

const licensed = 1;
const notification = 5;

/** The facts that `assess` needs of such a host; everything else is unknown. */
export function hypotheticalHost({ version, edition, activated }: HypotheticalHost): HostFacts {
    const setup = setups[edition];
    return {
        collectedAt: null,
        computerName: null,
        fqdn: null,
        osCaption: null,
        buildNumber: familyBuild(version),
        operatingSystemSku: skus[edition],
        productType: 3,
        manufacturer: null,
        model: null,
        licenseDescription: null,
        productKeyChannel: null,
        partialProductKey: null,
        licenseStatus: activated ? licensed : notification,
        licenseStatusReason: null,
        gracePeriodMinutes: 0,
        evaluationEndDate: null,
        sppsvcState: null,
        sppsvcStartMode: 'Auto',
        vmmsState: 'Running',
        hyperVPowerShell: null,
        hyperVRights: true,
        clusterName: null,
        clusterNodeNames: [],
        azureLocalActivation: setup ? { configured: activated, version: activated ? setup(version) : null } : null,
        psVersion: null,
        languageMode: null,
        unread: []
    };
}
