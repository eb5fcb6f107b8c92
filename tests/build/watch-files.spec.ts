import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { watchFiles } from '../../build/watch-files';
import { temporaryFolder } from './support/refusal';

const intervalMs = 20;

describe('Files that are watched', () => {
    const folder = temporaryFolder();
    const told: string[][] = [];
    let end: () => void;

    beforeAll(() => {
        folder.write('src/a.ts', 'a');
        folder.write('src/generated/b.ts', 'b');
        end = watchFiles(
            [join(folder.path, 'src'), join(folder.path, 'later.json')],
            files => told.push(files.map(file => file.slice(folder.path.length + 1))),
            intervalMs
        );
    });
    afterAll(() => end());

    const next = async (): Promise<string[]> => {
        while (told.length === 0) {
            await delay(5);
        }
        return told.shift() ?? [];
    };

    it('are told when they are written, added, replaced or removed', async () => {
        folder.write('src/a.ts', 'changed');
        expect(await next()).toEqual(['src/a.ts']);
        folder.write('src/deep/c.ts', 'c');
        folder.write('later.json', '{}');
        expect(await next()).toEqual(['later.json', 'src/deep/c.ts']);
        // As many editors save.
        writeFileSync(join(folder.path, 'src/a.ts.tmp~'), 'replaced');
        renameSync(join(folder.path, 'src/a.ts.tmp~'), join(folder.path, 'src/a.ts'));
        expect(await next()).toEqual(['src/a.ts']);
        rmSync(join(folder.path, 'src/deep'), { recursive: true });
        expect(await next()).toEqual(['src/deep/c.ts']);
    });

    it('are told once they are left alone, all together', async () => {
        const patient: string[][] = [];
        const endPatience = watchFiles([join(folder.path, 'slow')], files => patient.push([...files]), 500);
        for (let round = 0; round < 10; round++) {
            folder.write(`slow/${round % 2}.ts`, `${round}`);
            await delay(10);
        }
        while (patient.length === 0) {
            await delay(5);
        }
        endPatience();
        expect(patient).toEqual([[join(folder.path, 'slow/0.ts'), join(folder.path, 'slow/1.ts')]]);
    });

    it('do not include what is generated or hidden', async () => {
        folder.write('src/generated/b.ts', 'changed');
        folder.write('src/.swap', 'x');
        folder.write('src/z.ts', '');
        expect(await next()).toEqual(['src/z.ts']);
    });

    it('are told no more after the end', async () => {
        end();
        folder.write('src/a.ts', 'after the end');
        await delay(intervalMs * 5);
        expect(told).toEqual([]);
    });
});
