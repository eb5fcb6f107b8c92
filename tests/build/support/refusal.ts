import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BuildError } from '../../../build/build-error';

/** The line with which the build stops. */
export function refusal(work: () => unknown): string {
    try {
        work();
    } catch (error) {
        if (error instanceof BuildError) {
            return error.message;
        }
        throw error;
    }
    throw new Error('The build went on.');
}

/** A folder for one describe block, removed after its specs. */
export function temporaryFolder(): { readonly path: string; write(name: string, text: string): string } {
    const path = mkdtempSync(join(tmpdir(), 'avma-build-'));
    afterAll(() => rmSync(path, { recursive: true }));
    return {
        path,
        write: (name, text) => {
            const file = join(path, name);
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, text);
            return file;
        }
    };
}
