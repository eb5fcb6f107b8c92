/** The tables of keys against each other, against the answers that are known, and against the tables that others got wrong. */
import { serverVersions } from './builds';
import { chooseKey } from '../what-if/key-choice';
import { avmaKey, avmaKeyByLastFive, avmaKeys, lastFive } from './keys';
import { kmsClientKey, kmsClientKeyOf, kmsClientKeys } from './kms-client-keys';
import { licenseClass } from './license-class';

const form = /^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/;

describe('the generic keys', () => {
    it('have the form of keys and last fives that no two share, AVMA and KMS together', () => {
        const all = [...avmaKeys.map(one => one.key), ...kmsClientKeys.map(one => one.key)];
        expect([avmaKeys.length, kmsClientKeys.length]).toEqual([15, 21]);
        expect(all.every(key => form.test(key))).toBeTrue();
        expect(new Set(all.map(lastFive)).size).toBe(all.length);
    });

    it('are told from each other where other tools take one for the other', () => {
        // RackStack lists this KMS client key as the AVMA key of 2022 Azure Edition; two scripts list the others as AVMA keys.
        for (const five of ['KHMXV', 'J464C', '63DFG', '724CC']) {
            expect(avmaKeyByLastFive(five)).withContext(five).toBeNull();
            expect(licenseClass({ licenseDescription: null, productKeyChannel: null, partialProductKey: five })).toBe('kmsClient');
        }
        expect(avmaKey(20348, 407)?.key).toBe('F7TB6-YKN8Y-FCC6R-KQ484-VMK3J');
        // cloudbase-init gives every guest of NT 10.0 the keys of 2016.
        for (const build of [17763, 20348, 26100]) {
            expect(avmaKey(build, 8)?.family).not.toBe('2016');
        }
        // RackStack maps evaluation editions straight to AVMA keys.
        expect([79, 80, 159, 160].map(sku => avmaKey(17763, sku))).toEqual([null, null, null, null]);
    });

    it('give a guest of 2019 and one of 1809, which have the same build, KMS client keys of their own', () => {
        expect([kmsClientKey(17763, 8)?.key, kmsClientKey(17763, 145)?.key]).toEqual(['WMDGN-G9PQG-XVVXX-R3X43-63DFG', '6NMRW-2C8FM-D24W7-TQWMY-CWH2D']);
        expect(kmsClientKeyOf(17763, 'standard', true)?.version).toBe('1809–20H2');
        expect(kmsClientKey(19042, 146)?.key).toBe('N2KJX-J94YW-TQVFB-DG9YT-724CC');
    });

    it('give an evaluation the key of the edition that it converts to; Standard Core becomes Datacenter only', () => {
        expect([79, 80, 159, 160].map(sku => kmsClientKey(20348, sku)?.edition)).toEqual(['standard', 'datacenter', 'datacenter', 'datacenter']);
    });

    it('give nothing for clients, servers without keys, and builds that no page lists', () => {
        expect([kmsClientKey(20348, 48), kmsClientKey(9600, 33), kmsClientKey(25398, 8), kmsClientKey(null, 8), kmsClientKey(20348, null)]).toEqual([
            null,
            null,
            null,
            null,
            null
        ]);
    });
});

describe('chooseKey', () => {
    it('gives the key of each version and edition, or the reason why there is none', () => {
        const table = serverVersions.map(version => [
            version.name,
            ...(['datacenter', 'standard', 'essentials', 'azureEdition'] as const).map(edition => {
                const { key, reason } = chooseKey(version, edition);
                expect(key === null).toBe(reason !== null);
                return key ? lastFive(key.key) : reason?.code;
            })
        ]);
        expect(table).toEqual([
            ['2012 R2', 'DV4TW', 'MTB6V', 'P36R2', 'guestTooOld'],
            ['2016', 'CWG3J', '4RHYD', 'MHBKQ', 'editionNotCovered'],
            ['1709', 'CWG3J', '4RHYD', 'essentialsNotCovered', 'editionNotCovered'],
            ['1803', 'CWG3J', '4RHYD', 'essentialsNotCovered', 'editionNotCovered'],
            ['2019', 'WMBMW', '4GF74', 'HFV28', 'editionNotCovered'],
            ['1903', 'WMBMW', '4GF74', 'essentialsNotCovered', 'editionNotCovered'],
            ['1909', 'WMBMW', '4GF74', 'essentialsNotCovered', 'editionNotCovered'],
            ['2004', 'buildNotDocumented', 'buildNotDocumented', 'essentialsNotCovered', 'buildNotDocumented'],
            ['20H2', 'buildNotDocumented', 'buildNotDocumented', 'essentialsNotCovered', 'buildNotDocumented'],
            ['2022', 'DV9BG', '78VHK', 'essentialsNotCovered', 'VMK3J'],
            ['23H2', 'buildNotDocumented', 'buildNotDocumented', 'essentialsNotCovered', 'buildNotDocumented'],
            ['2025', 'VCH67', '9HPQ4', 'essentialsNotCovered', '88J4F']
        ]);
    });
});
