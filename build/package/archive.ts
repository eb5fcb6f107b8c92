/** The zip file of a package: written so that the same files always make the same bytes, read with distrust. */
import { unzipSync, zipSync } from 'fflate';

/** Files by their path in the package, with slashes. */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** The earliest that a zip file can say. Zip files know local times only. */
const fixedTime = (): Date => new Date(1980, 0, 1);

/** No package of this tool comes near: more is a mistake, or a bomb. */
const greatestSize = 256 * 1024 * 1024;

export const text = (content: string): Uint8Array => new TextEncoder().encode(content);
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Sorted by name, with fixed times and one compression: no clock, folder order or zlib of the machine shows in the bytes. */
export function writeArchive(files: PackageFiles): Uint8Array {
    const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
    return zipSync(Object.fromEntries(sorted), { level: 9, mtime: fixedTime() });
}

export interface Archive {
    readonly files: PackageFiles;
    /** Of the directory, as they are written there, without folders: a name can occur twice. */
    readonly names: readonly string[];
    /** Files that the directory names and that cannot be unpacked, with the reason. */
    readonly damaged: ReadonlyMap<string, string>;
}

/**
 * @returns null for what is no zip file
 * @throws Error with one line for one that would fill the memory
 */
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
