/** Paths and fixed texts in a Windows Admin Center package. */
import { moduleName } from '../project';

/** The package type that identifies extensions of Windows Admin Center. */
export const packageType = 'WindowsAdminCenterExtension';

/** The bundle. */
export const bundlePath = 'ux/';
export const modulePath = `ux/powershell-module/${moduleName}/`;
export const nuspecPath = `${moduleName}.nuspec`;
export const contentListPath = 'content.json';
export const contentTypesPath = '[Content_Types].xml';
export const relationshipsPath = '_rels/.rels';
export const corePropertiesFolder = 'package/services/metadata/core-properties/';

/** The exact text that a gateway replaces in the page when it installs the tool. */
export const baseElement = '<base href="/">';

/** In packages that were signed after packing. */
export const signaturePath = '.signature.p7s';

export const iconPath = 'icon.png';
export const readmePath = 'README.md';
export const licensePath = 'LICENSE';

/** Whether a part only describes the package; the content list contains all other parts. */
export function isPlumbing(place: string): boolean {
    return (
        [contentListPath, contentTypesPath, relationshipsPath, signaturePath].includes(place) ||
        place.startsWith(corePropertiesFolder) ||
        /^[^/]+\.nuspec$/.test(place)
    );
}

/** The fix for a missing address of the tool's page. */
export const homepageAdvice = 'Set "homepage" in package.json to your page about the tool, and pack again: npm run package.';

/** Whether an address is reserved (RFC 2606). The project has no page of its own; whoever publishes the tool enters theirs. */
export const isPlaceholder = (address: string): boolean => /^https?:\/\/[^/]*\.example(\/|$)/.test(address);

/** The package's metadata, from the manifest and package.json, so that each value has one source. */
export interface PackageIdentity {
    readonly id: string;
    readonly version: string;
    readonly title: string;
    readonly description: string;
    readonly keywords: readonly string[];
    /** SPDX expression. */
    readonly license: string;
    readonly authors: string;
    /** The publisher's page: `homepage` in package.json. */
    readonly projectUrl: string;
    readonly copyright: string;
    readonly releaseNotes: string;
}
