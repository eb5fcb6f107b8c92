/** Rooms stay small enough to be read at a glance, and each one is in the list by which lint draws its arrows. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/project';

/** Most files in a room, specs not counted. */
const maxFiles = 15;

const entries = (folder: string): { readonly folders: string[]; readonly files: string[] } => {
    const all = readdirSync(join(root, folder), { withFileTypes: true });
    return {
        folders: all.filter(entry => entry.isDirectory()).map(entry => entry.name),
        files: all.filter(entry => entry.isFile()).map(entry => entry.name)
    };
};

const listed = (layer: string): string[] => {
    const rules = readFileSync(join(root, '.eslintrc.cjs'), 'utf8');
    const block = new RegExp(`^    ${layer}: \\{$([^}]*)^    \\}`, 'm').exec(rules)?.[1] ?? '';
    return [...block.matchAll(/^ {8}'?([a-z-]+)'?: \[/gm)].map(([, room]) => room);
};

describe('Rooms', () => {
    for (const layer of ['domain', 'state']) {
        const { folders, files } = entries(`src/app/${layer}`);
        // Helpers of specs are no room of the product.
        const found = folders.filter(folder => folder !== 'testing');

        it(`of ${layer} are those that lint knows, and no file lies beside them`, () => {
            expect(found.sort()).toEqual(listed(layer).sort());
            expect(files).toEqual([]);
        });

        for (const room of found) {
            it(`${layer}/${room} has at most ${maxFiles} files`, () => {
                const sources = entries(`src/app/${layer}/${room}`);
                expect(sources.folders).toEqual([]);
                expect(sources.files.filter(file => !file.endsWith('.spec.ts')).length).toBeLessThanOrEqual(maxFiles);
            });
        }
    }
});
