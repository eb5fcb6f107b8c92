/** NAME.nuspec: what feeds and Windows Admin Center's list of extensions show, in the form that NuGet writes itself. */
import { iconPlace, PackageIdentity, packageType, readmePlace } from './names';
import { escapeXml, xmlFile } from './xml';

export const nuspecNamespace = 'http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd';

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
        // Beyond NuGet's own form: Microsoft's page about publishing asks for it.
        element('owners', identity.authors),
        element('requireLicenseAcceptance', 'false'),
        element('license', identity.licence, ' type="expression"'),
        // For feeds of NuGet's version 2, which know no expressions; NuGet writes the same.
        element('licenseUrl', `https://licenses.nuget.org/${identity.licence}`),
        element('icon', iconPlace),
        element('readme', readmePlace),
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
