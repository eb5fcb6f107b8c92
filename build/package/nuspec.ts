/** NAME.nuspec: the metadata that feeds and Windows Admin Center's list of extensions display, in NuGet's own format. */
import { iconPath, PackageIdentity, packageType, readmePath } from './names';
import { escapeXml, xmlFile } from './xml';

const nuspecNamespace = 'http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd';

/** Tags are separated by spaces. */
export function tags({ keywords }: PackageIdentity): string {
    return keywords.map(keyword => keyword.replace(/\s+/g, '-')).join(' ');
}

export function nuspecText(identity: PackageIdentity): string {
    const element = (name: string, content: string, attributes = ''): string => `    <${name}${attributes}>${escapeXml(content)}</${name}>`;
    return xmlFile(
        `<package xmlns="${nuspecNamespace}">`,
        '  <metadata>',
        element('id', identity.id),
        element('version', identity.version),
        element('title', identity.title),
        element('authors', identity.authors),
        // Not part of NuGet's own output, but required by Microsoft's page about publishing.
        element('owners', identity.authors),
        element('requireLicenseAcceptance', 'false'),
        element('license', identity.license, ' type="expression"'),
        // For NuGet version 2 feeds, which don't support expressions; NuGet writes the same value.
        element('licenseUrl', `https://licenses.nuget.org/${identity.license}`),
        element('icon', iconPath),
        element('readme', readmePath),
        element('projectUrl', identity.projectUrl),
        element('description', identity.description),
        element('releaseNotes', identity.releaseNotes),
        element('copyright', identity.copyright),
        element('tags', tags(identity)),
        '    <packageTypes>',
        `      <packageType name="${packageType}" />`,
        '    </packageTypes>',
        '  </metadata>',
        '</package>'
    );
}
