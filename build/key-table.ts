/** Generates the PowerShell module's key lookup from src/app/domain: the key for each build and edition, and the hosts that activate it. */
import { assess } from '../src/app/domain/judgement/assess';
import { azureLocalFamilies, newestFamily, oldestBuild, serverVersions, ServerVersion } from '../src/app/domain/versions/builds';
import { azureLocalSku, editions, hostSkus, KeyEdition } from '../src/app/domain/versions/editions';
import { HostFacts } from '../src/app/domain/facts/facts';
import { hypotheticalGuest } from '../src/app/domain/what-if/hypothetical-guest';
import { hypotheticalHost } from '../src/app/domain/what-if/hypothetical-host';
import { avmaKey, avmaKeys } from '../src/app/domain/versions/keys';

const keyEditions = [...new Set(avmaKeys.map(key => key.edition))];

/** Datacenter hosts by build, and Azure Local by its AVMA setup, under the names that the module derives from a host's facts. */
const hosts: ReadonlyArray<{ readonly name: string; readonly facts: HostFacts }> = [
    ...serverVersions.map(({ build }) => ({
        name: `${build}`,
        facts: { ...hypotheticalHost({ version: newestFamily, edition: 'datacenter', activated: true }), buildNumber: build }
    })),
    ...azureLocalFamilies.map(version => ({
        name: `azureLocal ${version}`,
        facts: hypotheticalHost({ version, edition: 'azureLocal', activated: true })
    })),
    { name: 'azureLocal subscription', facts: hypotheticalHost({ version: newestFamily, edition: 'azureLocalSubscription', activated: true }) }
];

const list = (names: readonly string[]): string => `@(${names.map(name => `'${name}'`).join(', ')})`;

/** The entry of a version and edition; null if no key is documented. */
function entry(version: ServerVersion, edition: KeyEdition): string | null {
    const guest = hypotheticalGuest(version, edition);
    const sku = Number(guest.intrinsic.find(item => item.name === 'OSEditionId')?.data);
    const key = avmaKey(version.build, sku);
    if (!key) {
        return null;
    }
    const verdicts = hosts.map(host => ({ name: host.name, verdict: assess(host.facts, guest).verdict }));
    const names = (verdict: string): string => list(verdicts.filter(one => one.verdict === verdict).map(one => one.name));
    return `    '${version.build} ${edition}' = @{ version = '${version.name}'; key = '${key.key}'; activatedBy = ${names('eligible')}; unsure = ${names('unknown')} }`;
}

/** The module's variables, as PowerShell code. */
export function keyTable(): string {
    const withKey = editions.filter(({ kind }) => keyEditions.some(edition => edition === kind));
    return [
        '# Which key for which build and edition, and which hosts activate it. Made by the build from what the tool knows (src/app/domain).',
        `$datacenterHostSkus = @(${hostSkus('datacenter').join(', ')})`,
        '# Nobody documents whether these activate guests.',
        `$undocumentedHostSkus = @(${hostSkus('azureEdition', 'undocumented').join(', ')})`,
        `$oldestAvmaBuild = ${oldestBuild}`,
        `$azureLocalSku = ${azureLocalSku}`,
        '# Datacenter hosts by their build, Azure Local by its set-up.',
        `$avmaHosts = ${list(hosts.map(host => host.name))}`,
        '$avmaEditions = @{',
        ...withKey.map(({ sku, kind }) => `    '${sku}' = '${kind}'`),
        '}',
        '$avmaKeys = @{',
        ...serverVersions.flatMap(version => keyEditions.map(edition => entry(version, edition))).filter(line => line !== null),
        '}'
    ].join('\n');
}
