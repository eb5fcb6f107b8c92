/** The tool itself: its page and what that loads, its manifest, its PowerShell module, and one version in all three. */
import { schemaFault } from '../../manifest';
import { moduleName } from '../../project';
import { bundlePlace, modulePlace } from '../names';
import { child } from '../xml';
import { faultOf, Manifest, OpenedPackage, Problem, problem, valueOf } from './opened-package';

const pagePlace = `${bundlePlace}index.html`;
const manifestPlace = `${bundlePlace}manifest.json`;
const modulePart = (extension: string): string => `${modulePlace}${moduleName}.${extension}`;

/** What the page loads before anything runs. */
function references(page: string): string[] {
    return [...page.matchAll(/<(?:script|link)\b[^>]*?\s(?:src|href)="([^"]+)"/g)].map(([, file]) => file).filter(file => !/^[a-z]+:|^\/\//i.test(file));
}

export function checkBundle({ archive, text }: OpenedPackage): Problem[] {
    if (![...archive.names].some(name => name.startsWith(bundlePlace) && !name.startsWith(modulePlace))) {
        return [problem(bundlePlace, 'no bundle: the package has no tool in it.')];
    }
    const page = text(pagePlace);
    if (page === null) {
        return [problem(pagePlace, 'the page of the tool is missing.')];
    }
    const wanted = references(page);
    const strings = `${bundlePlace}assets/strings/strings.json`;
    return [
        ...(wanted.some(file => file.endsWith('.js')) ? [] : [problem(pagePlace, 'it loads no script.')]),
        ...wanted.filter(file => !archive.names.includes(`${bundlePlace}${file}`)).map(file => problem(pagePlace, `it loads "${file}", which is missing.`)),
        ...(archive.names.includes(strings) ? [] : [problem(strings, 'the texts of the tool are missing.')])
    ];
}

function manifestProblems(manifest: Manifest): Problem[] {
    const { CoreVersion, BackendVersion, ...own } = manifest;
    const fault = schemaFault(own);
    const expected: Readonly<Record<string, string>> = { name: moduleName, target: `/modules/${moduleName}`, powerShellModuleName: moduleName };
    return [
        ...(fault === null ? [] : [problem(manifestPlace, `the SDK's schema refuses it: ${fault}.`)]),
        ...(typeof CoreVersion === 'string' && typeof BackendVersion === 'string'
            ? []
            : [problem(manifestPlace, 'CoreVersion or BackendVersion, which say for which gateway it is, is missing.')]),
        ...Object.keys(expected)
            .filter(key => manifest[key] !== expected[key])
            .map(key => problem(manifestPlace, `${key} is ${JSON.stringify(manifest[key])}, not "${expected[key]}".`))
    ];
}

export function checkManifest({ manifest }: OpenedPackage): Problem[] {
    if (manifest === null) {
        return [problem(manifestPlace, "the tool's manifest is missing.")];
    }
    const fault = faultOf(manifest);
    const read = valueOf(manifest);
    return fault !== null || !read ? [problem(manifestPlace, `no JSON: ${fault ?? ''}.`)] : manifestProblems(read);
}

/** Every command that the tool sends must be a function of the module: JEA endpoints and hosts under application control know no other. */
export function checkModule({ archive, text }: OpenedPackage): Problem[] {
    const [definition, code] = [text(modulePart('psd1')), text(modulePart('psm1'))];
    if (definition === null || code === null) {
        return [problem(modulePart(definition === null ? 'psd1' : 'psm1'), 'the PowerShell module is missing or incomplete.')];
    }
    const scripts = archive.names.filter(name => name.startsWith(bundlePlace) && name.endsWith('.js')).map(name => text(name) ?? '');
    const sent = new Set(scripts.flatMap(script => [...script.matchAll(/##(\w+-Avma\w+)##/g)].map(([, command]) => command)));
    return [...sent]
        .filter(command => !definition.includes(`'${command}'`))
        .map(command => problem(modulePart('psd1'), `it does not export ${command}, which the tool sends.`));
}

/** What a version says before its release is not part of a module's version. */
const numbers = (version: string): string => version.replace(/[-+].*$/, '');

export function checkVersions({ metadata, manifest, nuspecPlace, text }: OpenedPackage): Problem[] {
    const packaged = child(valueOf(metadata), 'version')?.text ?? null;
    const tool = valueOf(manifest);
    const module = text(modulePart('psd1'));
    const inTool = tool && String(tool.version);
    const inModule = module && (/^\s*ModuleVersion\s*=\s*['"]([^'"]*)['"]/m.exec(module)?.[1] ?? 'none');
    const differ = (one: string | null, other: string | null, form = (version: string): string => version): boolean =>
        one !== null && other !== null && form(one) !== form(other);
    if (!differ(packaged, inTool) && !differ(packaged, inModule, numbers) && !differ(inTool, inModule, numbers)) {
        return [];
    }
    const found = Object.entries({ [nuspecPlace ?? '']: packaged, [manifestPlace]: inTool, [modulePart('psd1')]: inModule });
    const list = found.flatMap(([place, version]) => (version === null ? [] : [`${version} in ${place}`])).join(', ');
    return [problem('Versions differ', `${list}.`, 'All come from package.json. Make the package anew: npm run package.')];
}

/** NAME VERSION, as far as they can be read. */
export function nameOf({ metadata }: OpenedPackage): string {
    const read = valueOf(metadata);
    return ['id', 'version'].map(name => child(read, name)?.text ?? '').join(' ');
}
