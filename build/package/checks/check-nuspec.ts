/** Checks the nuspec, which NuGet and Windows Admin Center read before installation. */
import { moduleName } from '../../project';
import { homepageAdvice, nuspecPath as nuspecPath, packageType } from '../names';
import { child, XmlElement } from '../xml';
import { faultOf, OpenedPackage, Problem, problem, valueOf } from './opened-package';

/** Required by NuGet, and by Microsoft's page about publishing. */
const required = ['id', 'version', 'title', 'authors', 'owners', 'description', 'projectUrl', 'licenseUrl', 'tags'];
/** For first versions, as Microsoft's page about publishing recommends. */
const previewMark = '(Preview)';
/** NuGet's version format: three or four numbers, and an optional prerelease label. */
const versionForm = /^\d+\.\d+\.\d+(\.\d+)?(-[\w.-]+)?$/;

function checkMetadata(place: string, metadata: XmlElement, { archive, manifest }: OpenedPackage): Problem[] {
    const text = (name: string): string => child(metadata, name)?.text ?? '';
    const problems = required.filter(name => text(name) === '').map(name => problem(place, `<${name}> is missing.`));
    const id = text('id');
    const name = valueOf(manifest)?.name;
    if (id !== '' && id !== moduleName) {
        problems.push(problem(place, `wrong id: it is "${id}", the tool is ${moduleName}.`));
    }
    if (id !== '' && typeof name === 'string' && id !== name) {
        problems.push(
            problem(place, `the id "${id}" is not the name "${name}" in the tool's manifest: Windows Admin Center loads the tool only if both are equal.`)
        );
    }
    if (text('version') !== '' && !versionForm.test(text('version'))) {
        problems.push(problem(place, `"${text('version')}" is no version.`, 'Write package.json a version such as 1.2.3, and pack again: npm run package.'));
    }
    if (text('title') !== '' && /^0\.|-/.test(text('version')) && !text('title').endsWith(previewMark)) {
        problems.push(problem(place, `the title "${text('title')}" does not end with "${previewMark}", and ${text('version')} is a preview.`));
    }
    if (text('projectUrl') !== '' && !/^https:\/\/\S+$/.test(text('projectUrl'))) {
        problems.push(problem(place, `<projectUrl> is "${text('projectUrl')}", no https address.`, homepageAdvice));
    }
    const types = (child(metadata, 'packageTypes')?.children ?? []).map(type => type.attributes.name ?? '');
    if (types.join() !== packageType) {
        const found = types.length === 0 ? 'none' : types.map(type => `"${type}"`).join(', ');
        problems.push(problem(place, `wrong package type: ${found}. Windows Admin Center's extensions are of the type ${packageType}.`));
    }
    for (const name of ['icon', 'readme']) {
        const file = text(name).replace(/\\/g, '/');
        if (file === '' || !archive.names.includes(file)) {
            problems.push(problem(place, file === '' ? `<${name}> is missing.` : `<${name}> names "${file}", which is missing.`));
        }
    }
    const license = child(metadata, 'license');
    const licenseText = license?.text ?? '';
    if (licenseText === '' || (license?.attributes.type === 'file' && !archive.names.includes(licenseText.replace(/\\/g, '/')))) {
        problems.push(problem(place, licenseText === '' ? '<license> is missing.' : `<license> names "${licenseText}", which is missing.`));
    }
    return problems;
}

export function checkNuspec(opened: OpenedPackage): Problem[] {
    const { nuspecPath: place, metadata } = opened;
    if (place === null) {
        const several = [...opened.archive.files.keys()].filter(name => /^[^/]+\.nuspec$/i.test(name));
        return several.length === 0
            ? [problem(nuspecPath, 'the package has no .nuspec in its root: NuGet reads from it what the package is.')]
            : [problem(several.join(', '), 'more than one .nuspec in the root.')];
    }
    const fault = faultOf(metadata);
    const read = valueOf(metadata);
    return fault !== null || !read ? [problem(place, `no well-formed nuspec: ${fault ?? 'it is empty'}.`)] : checkMetadata(place, read, opened);
}
