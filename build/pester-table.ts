/** tests/pester/keys.csv: the table that the Pester suite checks Get-AvmaKey against where there is no Node.js. Written by npm run docs. */
import { join } from 'node:path';
import { assess } from '../src/app/domain/judgement/assess';
import { HostFacts } from '../src/app/domain/facts/facts';
import { azureLocalFamilies, newestFamily, serverVersions } from '../src/app/domain/versions/builds';
import { editions } from '../src/app/domain/versions/editions';
import { avmaKey } from '../src/app/domain/versions/keys';
import { hypotheticalGuest } from '../src/app/domain/what-if/hypothetical-guest';
import { hypotheticalHost } from '../src/app/domain/what-if/hypothetical-host';
import { root } from './project';

export const pesterTableFile = join(root, 'tests/pester/keys.csv');

/** Activated hosts: Datacenter by its build, Azure Local by its setup. */
const hosts: ReadonlyArray<readonly [name: string, facts: HostFacts]> = [
    ...serverVersions.map(
        ({ build }) => [`${build}`, { ...hypotheticalHost({ version: newestFamily, edition: 'datacenter', activated: true }), buildNumber: build }] as const
    ),
    ...azureLocalFamilies.map(version => [`azureLocal ${version}`, hypotheticalHost({ version, edition: 'azureLocal', activated: true })] as const),
    ['azureLocal subscription', hypotheticalHost({ version: newestFamily, edition: 'azureLocalSubscription', activated: true })]
];

/** Each build and edition that has a key, with the hosts that activate it and those that aren't documented. */
export function pesterTable(): string {
    const lines = serverVersions.flatMap(version =>
        editions.flatMap(({ sku }) => {
            const key = avmaKey(version.build, sku);
            if (!key) {
                return [];
            }
            const described = hypotheticalGuest(version, key.edition);
            const intrinsic = described.intrinsic.map(item => (item.name === 'OSEditionId' ? { ...item, data: String(sku) } : item));
            const verdicts = hosts.map(([name, facts]) => ({ name, verdict: assess(facts, { ...described, intrinsic }).verdict }));
            const names = (wanted: string): string =>
                verdicts
                    .filter(({ verdict }) => verdict === wanted)
                    .map(({ name }) => name)
                    .join('; ');
            const cells = [version.build, sku, version.name, key.edition, key.key, names('eligible'), names('unknown')];
            return [cells.map(value => `"${value}"`).join(',')];
        })
    );
    return ['"build","sku","version","edition","key","activatedBy","unsure"', ...lines, ''].join('\n');
}
