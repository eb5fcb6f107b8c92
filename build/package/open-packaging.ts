/** The parts that make a zip file a package (Open Packaging Conventions): types, relationships, core properties. */
import { createHash } from 'node:crypto';
import { extname } from 'node:path/posix';
import { corePropertiesFolder, nuspecPath, PackageIdentity } from './names';
import { tags } from './nuspec';
import { escapeXml, xmlFile } from './xml';

export const manifestRelationship = 'http://schemas.microsoft.com/packaging/2010/07/manifest';
export const corePropertiesRelationship = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';

const known: Readonly<Record<string, string>> = {
    rels: 'application/vnd.openxmlformats-package.relationships+xml',
    psmdcp: 'application/vnd.openxmlformats-package.core-properties+xml'
};
/** NuGet's content type for every file. */
const payload = 'application/octet';

const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** A file name that changes only with the properties. */
export function corePropertiesPath(identity: PackageIdentity): string {
    return `${corePropertiesFolder}${sha256(corePropertiesText(identity)).slice(0, 32)}.psmdcp`;
}

/**
 * A type for each file extension, and for each file without one.
 * @param places of all files except the types file
 */
export function contentTypesText(places: readonly string[]): string {
    const extensions = [...new Set(places.map(place => extname(place).slice(1)).filter(extension => extension !== ''))].sort();
    const without = places.filter(place => extname(place) === '' && !place.endsWith('.rels')).sort();
    return xmlFile(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
        ...[...new Set(['rels', ...extensions])].map(extension => `  <Default Extension="${extension}" ContentType="${known[extension] ?? payload}" />`),
        ...without.map(place => `  <Override PartName="/${escapeXml(place)}" ContentType="${payload}" />`),
        '</Types>'
    );
}

export function relationshipsText(corePropertiesPart: string): string {
    const relationship = (type: string, place: string): string =>
        `  <Relationship Type="${type}" Target="/${place}" Id="R${sha256(place).slice(0, 16).toUpperCase()}" />`;
    return xmlFile(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
        relationship(manifestRelationship, nuspecPath),
        relationship(corePropertiesRelationship, corePropertiesPart),
        '</Relationships>'
    );
}

export function corePropertiesText(identity: PackageIdentity): string {
    return xmlFile(
        '<coreProperties xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">',
        `  <dc:creator>${escapeXml(identity.authors)}</dc:creator>`,
        `  <dc:description>${escapeXml(identity.description)}</dc:description>`,
        `  <dc:identifier>${escapeXml(identity.id)}</dc:identifier>`,
        `  <version>${escapeXml(identity.version)}</version>`,
        `  <keywords>${escapeXml(tags(identity))}</keywords>`,
        '</coreProperties>'
    );
}
