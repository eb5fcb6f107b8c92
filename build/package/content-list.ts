/**
 * content.json: every file with size and SHA-256, in the format of the SDK's packaging script (New-ExtensionPackage.ps1): paths with backslashes, hashes in
 * upper case. The SDK's script lists the extension's files; this one also lists README, license and icon.
 */
import { createHash } from 'node:crypto';
import { PackageFiles } from './archive';
import { isPlumbing } from './names';

interface ContentEntry {
    readonly path: string;
    /** Bytes. */
    readonly size: number;
    /** Hexadecimal. */
    readonly hash256: string;
    readonly signedBy: string;
    readonly thumbprint: string;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase();

/** @param released ISO 8601 UTC: the version's release date. Not the time of packing, which would make every package different */
export function contentList(files: PackageFiles, released: string): string {
    const packageContent = [...files]
        .filter(([place]) => !isPlumbing(place))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([place, bytes]): ContentEntry => ({
            path: place.replace(/\//g, '\\'),
            size: bytes.length,
            hash256: sha256(bytes),
            signedBy: 'None',
            thumbprint: 'None'
        }));
    const list = {
        contentFormatVersion: '1.0.0',
        datetime: released.replace(/\..*|Z$/g, ''),
        // The SDK's word for unsigned scripts.
        status: 'unhealthy',
        nestedPackage: null,
        packageContent,
        defaultManifest: null
    };
    return `${JSON.stringify(list, null, 2)}\n`;
}
