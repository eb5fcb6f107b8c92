/** The estate can't import the tool, so it has builds and keys of its own: they are those of the tool's table of releases. */
import { genericKey } from '../../dev-gateway/estate/published-keys';
import { guestSystems, nodeSystems } from '../../dev-gateway/estate/systems';
import { KeyEdition } from '../../src/app/domain/versions/editions';
import { avmaKey } from '../../src/app/domain/versions/keys';
import { kmsClientKeyOf } from '../../src/app/domain/versions/kms-client-keys';
import { releases } from '../../src/app/domain/versions/releases';

type Skus = Readonly<Partial<Record<KeyEdition, number>>>;
const skus: Skus = { datacenter: 8, standard: 7, essentials: 50, azureEdition: 407 };
/** Essentials and Azure Edition are long-term releases only. */
const semiAnnualSkus: Skus = { datacenter: 145, standard: 146 };
const inEstate = releases.filter(({ name }) => guestSystems[name]);

describe('The estate', () => {
    for (const { name } of releases.filter(({ channel }) => channel === 'longTerm')) {
        it(`has ${name} as host and as guest (dev-gateway/estate/systems.ts, estate.schema.json)`, () => {
            expect([nodeSystems, guestSystems].map(systems => systems[name] !== undefined)).toEqual([true, true]);
        });
    }

    for (const { name, build, channel } of inEstate) {
        it(`gives ${name} the build and the keys of the table of releases (dev-gateway/estate/published-keys.ts)`, () => {
            const system = guestSystems[name];
            expect([system.kind === 'windows' && system.build, nodeSystems[name]?.build ?? build]).toEqual([build, build]);
            const ownSkus = channel === 'longTerm' ? skus : semiAnnualSkus;
            for (const [kind, sku] of Object.entries(ownSkus) as Array<[KeyEdition, number]>) {
                expect(genericKey('avma', name, sku))
                    .withContext(`AVMA ${kind}`)
                    .toBe(avmaKey(build, sku)?.key ?? null);
                expect(genericKey('kmsClient', name, sku))
                    .withContext(`KMS client ${kind}`)
                    .toBe(kmsClientKeyOf(build, kind, channel !== 'longTerm')?.key ?? null);
            }
        });
    }
});
