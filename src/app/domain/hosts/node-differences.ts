/** What sets the nodes of a cluster apart, as far as it matters to activation: guests move between them. */
import { serverVersion } from '../versions/builds';
import { edition } from '../versions/editions';
import { HostFacts } from '../facts/facts';
import { hostAnswer } from '../judgement/host-checks';

export const comparedProperties = ['answer', 'edition', 'version', 'build', 'licenseStatus', 'licensingService', 'azureLocal'] as const;
export type ComparedProperty = (typeof comparedProperties)[number];

/** The value of a property as text; null where it is unknown. Codes and names of editions, nothing localized. */
const valueOf: Readonly<Record<ComparedProperty, (host: HostFacts) => string | null>> = {
    answer: host => hostAnswer(host),
    edition: host => edition(host.operatingSystemSku)?.name ?? (host.operatingSystemSku === null ? null : `SKU ${host.operatingSystemSku}`),
    version: host => serverVersion(host.buildNumber)?.name ?? null,
    build: host => (host.buildNumber === null ? null : String(host.buildNumber)),
    licenseStatus: host => (host.licenseStatus === null ? null : String(host.licenseStatus)),
    licensingService: host => host.sppsvcStartMode,
    azureLocal: host => host.azureLocalActivation?.version ?? null
};

export interface NodeDifference {
    readonly property: ComparedProperty;
    /** Each value with the nodes that have it; null stands for unknown. The most frequent first. */
    readonly values: ReadonlyArray<{ readonly value: string | null; readonly nodeNames: readonly string[] }>;
}

/** @param nodes nodes that were read, by name @returns properties in which they are not all alike */
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
