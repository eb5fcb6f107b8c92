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

/** What a gateway rewrites in the page when it installs the tool: exactly this text. */
export const baseElement = '<base href="/">';

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

/** Where the address of the tool's page comes from. */
export const homepageAdvice = 'Set "homepage" in package.json to your page about the tool, and pack again: npm run package.';

/** Whether an address is one that nobody can have (RFC 2606): the project has no page of its own, and whoever publishes the tool names theirs. */
export const isPlaceholder = (address: string): boolean => /^https?:\/\/[^/]*\.example(\/|$)/.test(address);

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
    /** The page of whoever publishes the tool: `homepage` of package.json. */
    readonly projectUrl: string;
    readonly copyright: string;
    readonly releaseNotes: string;
}
