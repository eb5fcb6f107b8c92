/** The answer file of each version and edition, byte for byte as it was read over and found right. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerFile } from '../../src/app/domain/what-if/answer-file';
import { serverVersions } from '../../src/app/domain/versions/builds';
import { KeyEdition } from '../../src/app/domain/versions/editions';
import { chooseKey } from '../../src/app/domain/what-if/key-choice';

const folder = join(__dirname, '../fixtures/answer-files');
const editions: readonly KeyEdition[] = ['datacenter', 'standard', 'essentials', 'azureEdition'];

describe('the answer files', () => {
    it('are the golden ones, one for each version and edition with a key, and none for the others', () => {
        const found = new Map<string, string>();
        for (const version of serverVersions.filter(one => one.longTerm)) {
            for (const edition of editions) {
                const { key } = chooseKey(version, edition);
                if (key) {
                    found.set(`${version.name.replace(' ', '')}-${edition}.xml`, answerFile(key.key));
                }
            }
        }
        expect([...found.keys()].sort()).toEqual(readdirSync(folder).sort());
        for (const [name, content] of found) {
            expect(content)
                .withContext(name)
                .toBe(readFileSync(join(folder, name), 'utf8'));
        }
    });
});
