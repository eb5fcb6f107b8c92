/** Checks the files themselves: their names, whether they can be unpacked, and the content list. */
import { sha256 } from '../content-list';
import { contentListPath, isPlumbing } from '../names';
import { jsonObject, rebuildAdvice, OpenedPackage, Problem, problem } from './opened-package';

const leave = 'Do not install it.';

/** Finds names that would be unpacked outside the folder, or over each other: Windows ignores letter case. */
export function checkNames({ archive }: OpenedPackage): Problem[] {
    const seen = new Set<string>();
    return archive.names.flatMap(name => {
        if (/^[\\/]|\\|:|(^|\/)\.{1,2}(\/|$)/.test(name)) {
            return [problem(name, 'the name leads out of the folder that the package is unpacked to.', leave)];
        }
        const folded = name.toLowerCase();
        const duplicate = seen.has(folded);
        seen.add(folded);
        return duplicate ? [problem(name, 'the package has two files of this name.', leave)] : [];
    });
}

export function checkDamage({ archive }: OpenedPackage): Problem[] {
    return [...archive.damaged].map(([name, reason]) => problem(name, `it cannot be unpacked (${reason}).`, 'Get the package again.'));
}

interface Entry {
    readonly path: string;
    readonly size: number;
    readonly hash256: string;
}

function isEntry(value: unknown): value is Entry {
    const { path, size, hash256 } = (value ?? {}) as Partial<Record<string, unknown>>;
    return typeof path === 'string' && typeof size === 'number' && typeof hash256 === 'string' && /^[\dA-F]{64}$/i.test(hash256);
}

/** Entries by path, with slashes. @throws Error about the problem in the list */
function readEntries(content: string): Map<string, Entry> {
    const { packageContent } = jsonObject(content);
    if (!Array.isArray(packageContent)) {
        throw new Error('it has no list "packageContent"');
    }
    const entries = new Map<string, Entry>();
    for (const [index, entry] of packageContent.entries()) {
        if (!isEntry(entry)) {
            throw new Error(`entry ${index} of "packageContent" lacks path, size or the 64 hexadecimal digits of hash256`);
        }
        const place = entry.path.replace(/\\/g, '/');
        if (entries.has(place)) {
            throw new Error(`it lists ${place} twice`);
        }
        entries.set(place, entry);
    }
    return entries;
}

/** Checks that every file is listed with its size and hash, and that every listed file exists. */
export function checkContentList({ archive, text }: OpenedPackage): Problem[] {
    const content = text(contentListPath);
    if (content === null) {
        return [problem(contentListPath, 'the list of files and their hashes is missing.')];
    }
    let entries: Map<string, Entry>;
    try {
        entries = readEntries(content);
    } catch (error) {
        return [problem(contentListPath, `the list cannot be read: ${(error as Error).message}.`)];
    }
    const listed = [...entries].flatMap(([place, entry]) => {
        const bytes = archive.files.get(place);
        if (!bytes) {
            return archive.damaged.has(place) ? [] : [problem(place, `${contentListPath} lists it, but the file is missing.`)];
        }
        const hash = sha256(bytes);
        return hash === entry.hash256.toUpperCase() && bytes.length === entry.size
            ? []
            : [
                  problem(
                      place,
                      `the file is not the one that was packed: SHA-256 ${hash} (${bytes.length} bytes), ${contentListPath} says ${entry.hash256} (${entry.size} bytes).`,
                      'Do not install it: get it again, or pack what was changed on purpose: npm run package -- --built.'
                  )
              ];
    });
    const extra = [...archive.files.keys()]
        .filter(place => !entries.has(place) && !isPlumbing(place))
        .map(place =>
            problem(place, `an extra file: ${contentListPath} does not list it.`, `Take it out, or ${rebuildAdvice[0].toLowerCase()}${rebuildAdvice.slice(1)}`)
        );
    return [...listed, ...extra];
}
