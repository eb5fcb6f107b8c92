/** Finds changed files by polling, which works the same on every system, and with editors that replace files. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const defaultIntervalMs = 700;
/** Generated files must not start their own generator. */
const ignored = ['generated', 'assets', 'node_modules', 'bin', 'obj'];

function collect(path: string, found: Map<string, number>): void {
    if (!existsSync(path)) {
        return;
    }
    const entry = statSync(path);
    if (!entry.isDirectory()) {
        found.set(path, entry.mtimeMs);
        return;
    }
    for (const name of readdirSync(path)) {
        if (!ignored.includes(name) && !name.startsWith('.')) {
            collect(join(path, name), found);
        }
    }
}

function snapshot(paths: readonly string[]): Map<string, number> {
    const found = new Map<string, number>();
    // A file that disappears during the scan counts as removed in the next one.
    for (const path of paths) {
        try {
            collect(path, found);
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
                throw error;
            }
        }
    }
    return found;
}

/**
 * @param paths files and folders; they don't have to exist yet
 * @param changed called with the files that were written, added or removed since the last call, once they haven't changed for one interval
 * @returns a function that stops watching
 */
export function watchFiles(paths: readonly string[], changed: (files: readonly string[]) => void, intervalMs = defaultIntervalMs): () => void {
    let reported = snapshot(paths);
    let last = reported;
    const timer = setInterval(() => {
        const now = snapshot(paths);
        const differ = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): string[] =>
            [...new Set([...one.keys(), ...other.keys()])].filter(file => one.get(file) !== other.get(file));
        const settled = differ(last, now).length === 0;
        last = now;
        const files = settled ? differ(reported, now).sort() : [];
        if (files.length > 0) {
            reported = now;
            changed(files);
        }
    }, intervalMs);
    return () => clearInterval(timer);
}
