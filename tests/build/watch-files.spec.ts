import { renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { watchFiles } from '../../build/watch-files';
import { temporaryFolder } from './support/refusal';

const intervalMs = 20;

describe('Files that are watched', () => {
    const folder = temporaryFolder();
    const reported: string[][] = [];
    let end: () => void;
    let writes = 0;

    /** Each file of a time of its own: two that are written in the same moment could bear the same. */
    function write(name: string, text: string): void {
        const time = new Date(Date.UTC(2030, 0, 1) + 1000 * ++writes);
        utimesSync(folder.write(name, text), time, time);
    }

    beforeAll(() => {
        jasmine.clock().install();
        write('src/a.ts', 'a');
        write('src/generated/b.ts', 'b');
        end = watchFiles(
            [join(folder.path, 'src'), join(folder.path, 'later.json')],
            files => reported.push(files.map(file => file.slice(folder.path.length + 1))),
            intervalMs
        );
    });
    afterAll(() => {
        end();
        jasmine.clock().uninstall();
    });

    /** What is told once the files have been looked at twice: they have changed, and nobody writes them any more. */
    function next(): string[] {
        expect(reported).toEqual([]);
        jasmine.clock().tick(intervalMs);
        expect(reported).toEqual([]);
        jasmine.clock().tick(intervalMs);
        expect(reported.length).toBe(1);
        return reported.shift() ?? [];
    }

    it('are told when they are written, added, replaced or removed', () => {
        write('src/a.ts', 'changed');
        expect(next()).toEqual(['src/a.ts']);
        write('src/deep/c.ts', 'c');
        write('later.json', '{}');
        expect(next()).toEqual(['later.json', 'src/deep/c.ts']);
        // As many editors save.
        write('src/a.ts.tmp~', 'replaced');
        renameSync(join(folder.path, 'src/a.ts.tmp~'), join(folder.path, 'src/a.ts'));
        expect(next()).toEqual(['src/a.ts']);
        rmSync(join(folder.path, 'src/deep'), { recursive: true });
        expect(next()).toEqual(['src/deep/c.ts']);
    });

    it('are told once they are left alone, all together', () => {
        const patient: string[][] = [];
        const endPatience = watchFiles([join(folder.path, 'slow')], files => patient.push([...files]), 500);
        for (let round = 0; round < 10; round++) {
            write(`slow/${round % 2}.ts`, `${round}`);
            jasmine.clock().tick(500);
        }
        expect(patient).toEqual([]);
        jasmine.clock().tick(500);
        endPatience();
        expect(patient).toEqual([[join(folder.path, 'slow/0.ts'), join(folder.path, 'slow/1.ts')]]);
    });

    it('do not include what is generated or hidden', () => {
        write('src/generated/b.ts', 'changed');
        write('src/.swap', 'x');
        write('src/z.ts', '');
        expect(next()).toEqual(['src/z.ts']);
    });

    it('are told no more after the end', () => {
        end();
        write('src/a.ts', 'after the end');
        jasmine.clock().tick(intervalMs * 5);
        expect(reported).toEqual([]);
    });
});
