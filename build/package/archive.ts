/** Zip files of packages: written so that the same files always produce the same bytes, and read defensively. */
import { unzipSync, zipSync } from 'fflate';

/** Files by path in the package, with slashes. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** The earliest time that a zip file can contain. Zip files contain local times only. */
const fixedTime = (): Date => new Date(1980, 0, 1);

/** Far larger than any package of this tool: a mistake, or a zip bomb. */
const greatestSize = 256 * 1024 * 1024;

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Sorts by name and uses fixed times and one compression level, so that the bytes don't depend on the clock, the folder order or the machine's zlib. */
export function writeArchive(files: PackageFiles): Uint8Array {
    const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
    return zipSync(Object.fromEntries(sorted), { level: 9, mtime: fixedTime() });
}

export interface Archive {
    readonly files: PackageFiles;
    /** The directory's file names as written, without folders. Names can occur more than once. */
    readonly names: readonly string[];
    /** Files in the directory that can't be unpacked, with the reason. */
    readonly damaged: ReadonlyMap<string, string>;
}

/** @returns null if it isn't a zip file @throws Error with one line for a file that would exceed the memory limit */
export function readArchive(bytes: Uint8Array): Archive | null {
    const names: string[] = [];
    let size = 0;
    try {
        unzipSync(bytes, {
            filter: ({ name, originalSize }) => {
                names.push(name);
                size += originalSize;
                return false;
            }
        });
    } catch {
        return null;
    }
    if (size > greatestSize) {
        throw new Error(`it unpacks to ${Math.round(size / 1024 / 1024)} MB`);
    }
    const files = new Map<string, Uint8Array>();
    const damaged = new Map<string, string>();
    for (const wanted of new Set(names.filter(one => !one.endsWith('/')))) {
        try {
            files.set(wanted, unzipSync(bytes, { filter: ({ name }) => name === wanted })[wanted]);
        } catch (error) {
            damaged.set(wanted, (error as Error).message);
        }
    }
    return { files, names: names.filter(one => !one.endsWith('/')), damaged };
}
