/**
 * content.json: every file with its size and SHA-256, in the form that the SDK's own packaging script writes (New-ExtensionPackage.ps1):
 * paths with backslashes, hashes in capitals. It lists the extension; here README, licence and icon are in it as well.
 */
import { createHash } from 'node:crypto';
import { PackageFiles } from './archive';
import { isPlumbing } from './names';

export interface ContentEntry {
    readonly path: string;
    /** Bytes. */
    readonly size: number;
    /** Hexadecimal. */
    readonly hash256: string;
    readonly signedBy: string;
    readonly thumbprint: string;
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase();

/** @param released ISO 8601 UTC: when this version came out. Not when it was packed, which would make every package another one */
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
        // The SDK's word for scripts without a signature.
        status: 'unhealthy',
        nestedPackage: null,
        packageContent,
        defaultManifest: null
    };
    return `${JSON.stringify(list, null, 2)}\n`;
}
