/** The SDK finds a dialog by its id. A second one with the same id would take the place of the first, and take both away when its page is left. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/project';

const folder = join(root, 'src/app');

describe('a dialog', () => {
    it('stands in one template only', () => {
        const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.(?:html|ts)$/.test(name) && !name.endsWith('.spec.ts'));
        const tags = files.flatMap(name => readFileSync(join(folder, name), 'utf8').match(/<avma-[a-z-]+-dialog>/g) ?? []);
        expect(tags.length).toBeGreaterThan(5);
        expect(tags.filter((tag, index) => tags.indexOf(tag) !== index)).toEqual([]);
    });
});
