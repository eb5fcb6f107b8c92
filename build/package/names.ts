/** What a package of Windows Admin Center is made of: the places in it and the words that must be right. */
import { moduleName } from '../project';

/** The package type by which Windows Admin Center tells its extensions. */
export const packageType = 'WindowsAdminCenterExtension';

/** The bundle. */
export const bundlePlace = 'ux/';
export const modulePlace = `ux/powershell-module/${moduleName}/`;
export const nuspecPlace = `${moduleName}.nuspec`;
export const contentListPlace = 'content.json';
export const contentTypesPlace = '[Content_Types].xml';
export const relationshipsPlace = '_rels/.rels';
export const corePropertiesFolder = 'package/services/metadata/core-properties/';

/** Of a package that was signed after it was packed. */
export const signaturePlace = '.signature.p7s';

export const iconPlace = 'icon.png';
export const readmePlace = 'README.md';
export const licencePlace = 'LICENSE';

/** Parts that say what the package is; everything else is in the content list. */
export function isPlumbing(place: string): boolean {
    return (
        [contentListPlace, contentTypesPlace, relationshipsPlace, signaturePlace].includes(place) ||
        place.startsWith(corePropertiesFolder) ||
        /^[^/]+\.nuspec$/.test(place)
    );
}

/** What a package is about, out of the manifest and package.json: both have it from one place. */
export interface PackageIdentity {
    readonly id: string;
    readonly version: string;
    readonly title: string;
    readonly description: string;
    readonly keywords: readonly string[];
    /** SPDX expression. */
    readonly licence: string;
    readonly authors: string;
    readonly copyright: string;
    readonly releaseNotes: string;
}
