/** A package in the form that checks use: its readable parts, and helpers for messages. */
import { Archive, textOf } from '../archive';
import { bundlePath } from '../names';
import { child, readXml, XmlElement } from '../xml';

/** Place, problem and fix. */
export type Problem = string;

export const rebuildAdvice = 'Make the package anew: npm run package.';

export function problem(place: string, what: string, advice: string = rebuildAdvice): Problem {
    return `${place}: ${what} ${advice}`;
}

export interface Manifest {
    readonly [key: string]: unknown;
    readonly name?: unknown;
    readonly version?: unknown;
    readonly target?: unknown;
    readonly powerShellModuleName?: unknown;
}

/** A part, or why it couldn't be read. Only the check for that part reports the fault; other checks skip it. */
export type Read<T> = { readonly value: T } | { readonly fault: string } | null;

export interface OpenedPackage {
    readonly archive: Archive;
    /** The only NAME.nuspec in the root; null unless there is exactly one. */
    readonly nuspecPath: string | null;
    /** `metadata` of the nuspec; null without a nuspec. */
    readonly metadata: Read<XmlElement>;
    /** ux/manifest.json; null if it is missing. */
    readonly manifest: Read<Manifest>;
    text(place: string): string | null;
}

export const valueOf = <T>(read: Read<T>): T | null => (read && 'value' in read ? read.value : null);
export const faultOf = <T>(read: Read<T>): string | null => (read && 'fault' in read ? read.fault : null);

function reading<T>(content: string | null, read: (text: string) => T): Read<T> {
    if (content === null) {
        return null;
    }
    try {
        return { value: read(content) };
    } catch (error) {
        return { fault: (error as Error).message };
    }
}

function metadataOf(content: string): XmlElement {
    const document = readXml(content);
    const metadata = document.name === 'package' ? child(document, 'metadata') : null;
    if (!metadata) {
        throw new Error('it has no <metadata> in <package>');
    }
    return metadata;
}

/** @throws Error, without a period, if the text isn't a JSON object */
export function jsonObject(content: string): Readonly<Record<string, unknown>> {
    let value: unknown;
    try {
        value = JSON.parse(content.replace(/^\uFEFF/, ''));
    } catch (error) {
        throw new Error((error as Error).message.replace(/\s+/g, ' '));
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new Error('it is no JSON object');
    }
    return value as Readonly<Record<string, unknown>>;
}

export function openPackage(archive: Archive): OpenedPackage {
    const text = (place: string): string | null => {
        const bytes = archive.files.get(place);
        return bytes ? textOf(bytes) : null;
    };
    const nuspecs = [...archive.files.keys()].filter(place => /^[^/]+\.nuspec$/i.test(place));
    const nuspecPath = nuspecs.length === 1 ? nuspecs[0] : null;
    return {
        archive,
        nuspecPath,
        metadata: reading(nuspecPath === null ? null : text(nuspecPath), metadataOf),
        manifest: reading(text(`${bundlePath}manifest.json`), jsonObject),
        text
    };
}
