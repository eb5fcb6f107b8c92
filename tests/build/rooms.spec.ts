/** Rooms stay small enough to be read at a glance, and each one is in the list by which lint draws its arrows. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/project';

/** Files in a room, specs not counted: what one reads at a glance. */
const maxFiles = 15;

const entries = (folder: string): { readonly folders: string[]; readonly files: string[] } => {
    const all = readdirSync(join(root, folder), { withFileTypes: true });
    return {
        folders: all.filter(entry => entry.isDirectory()).map(entry => entry.name),
        files: all.filter(entry => entry.isFile()).map(entry => entry.name)
    };
};

const listed: Readonly<Record<string, Readonly<Record<string, { readonly knows: readonly string[] }>>>> = JSON.parse(
    readFileSync(join(root, 'build/rooms.json'), 'utf8')
);

describe('Rooms', () => {
    for (const [layer, rooms] of Object.entries(listed)) {
        const { folders, files } = entries(`src/app/${layer}`);
        // Helpers of specs are no room of the product.
        const found = folders.filter(folder => folder !== 'testing');

        it(`of ${layer} are those that lint knows, and no file lies beside them`, () => {
            expect(found.sort()).toEqual(Object.keys(rooms).sort());
            expect(files).toEqual([]);
        });

        it(`of ${layer} depend on rooms above them in the list only`, () => {
            const order = Object.keys(rooms);
            order.forEach((room, index) =>
                expect(rooms[room].knows.filter(name => !order.slice(0, index).includes(name)))
                    .withContext(room)
                    .toEqual([])
            );
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
