/** Differences between the nodes of a cluster that affect activation, because guests move between nodes. */
import { knownAzureLocalSetup, serverVersion } from '../versions/builds';
import { hostEditionName } from '../versions/editions';
import { HostFacts } from '../facts/facts';
import { hostAnswer } from '../judgement/host-checks';

export const comparedProperties = ['answer', 'edition', 'version', 'build', 'licenseStatus', 'licensingService', 'azureLocal'] as const;
export type ComparedProperty = (typeof comparedProperties)[number];

/** A property's value as text; null if unknown. Uses codes and edition names, which aren't localized. */
const valueOf: Readonly<Record<ComparedProperty, (host: HostFacts) => string | null>> = {
    answer: host => hostAnswer(host),
    edition: host => hostEditionName(host.operatingSystemSku) ?? (host.operatingSystemSku === null ? null : `SKU ${host.operatingSystemSku}`),
    version: host => serverVersion(host.buildNumber)?.name ?? null,
    build: host => (host.buildNumber === null ? null : String(host.buildNumber)),
    licenseStatus: host => (host.licenseStatus === null ? null : String(host.licenseStatus)),
    licensingService: host => host.sppsvcStartMode,
    azureLocal: ({ azureLocalActivation: read }) => read && (knownAzureLocalSetup(read.version) ?? read.version)
};

export interface NodeDifference {
    readonly property: ComparedProperty;
    /** Each value with the nodes that have it, most frequent first; a null value means unknown. */
    readonly values: ReadonlyArray<{ readonly value: string | null; readonly nodeNames: readonly string[] }>;
}

/**
 * @param nodes hosts that were read, by node name
 * @returns the properties whose values differ
 */
export function nodeDifferences(nodes: ReadonlyMap<string, HostFacts>): readonly NodeDifference[] {
    return comparedProperties.flatMap(property => {
        const byValue = new Map<string | null, string[]>();
        for (const [name, host] of nodes) {
            const value = valueOf[property](host);
            byValue.set(value, [...(byValue.get(value) ?? []), name]);
        }
        const values = [...byValue].map(([value, nodeNames]) => ({ value, nodeNames })).sort((a, b) => b.nodeNames.length - a.nodeNames.length);
        return values.length > 1 ? [{ property, values }] : [];
    });
}
