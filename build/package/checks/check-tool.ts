/** Checks the tool itself: its page and the files that it loads, its manifest, its PowerShell module, and that all three have the same version. */
import { schemaFault } from '../../manifest';
import { commandPrefix, moduleName } from '../../project';
import { baseElement, bundlePath, modulePath } from '../names';
import { child } from '../xml';
import { faultOf, Manifest, OpenedPackage, Problem, problem, valueOf } from './opened-package';

const pagePath = `${bundlePath}index.html`;
const manifestPath = `${bundlePath}manifest.json`;
const modulePart = (extension: string): string => `${modulePath}${moduleName}.${extension}`;

/** The files that the page loads before anything runs. */
function references(page: string): string[] {
    return [...page.matchAll(/<(?:script|link)\b[^>]*?\s(?:src|href)="([^"]+)"/g)].map(([, file]) => file).filter(file => !/^[a-z]+:|^\/\//i.test(file));
}

const baseAdvice = `Write ${baseElement} in src/index.html, and pack again: npm run package.`;

/**
 * A gateway replaces exactly this text with the tool's own address. With any other text, the tool loads its scripts from the root, and the page stays blank.
 */
function baseProblems(page: string): Problem[] {
    const found = [...page.matchAll(/<base\b[^>]*>/gi)].map(([element]) => element);
    const other = found.filter(element => element !== baseElement);
    if (found.length === 0) {
        return [problem(pagePath, `${baseElement} is missing: gateways replace this text, and without it the tool stays blank.`, baseAdvice)];
    }
    return [
        ...other.map(element =>
            problem(pagePath, `${element} is not ${baseElement}: gateways replace exactly that text, and without it the tool stays blank.`, baseAdvice)
        ),
        ...(found.length > 1 ? [problem(pagePath, `it has ${found.length} <base> elements, not one.`, baseAdvice)] : [])
    ];
}

/** A gateway reads and writes these files in its own code page. */
function asciiProblems(place: string, content: string): Problem[] {
    const [character] = /[^\x00-\x7f]/.exec(content) ?? [];
    return character === undefined ? [] : [problem(place, `the character ${character} is not ASCII, and gateways that install the tool may lose it.`)];
}

export function checkBundle({ archive, text }: OpenedPackage): Problem[] {
    if (![...archive.names].some(name => name.startsWith(bundlePath) && !name.startsWith(modulePath))) {
        return [problem(bundlePath, 'no bundle: the package has no tool in it.')];
    }
    const page = text(pagePath);
    if (page === null) {
        return [problem(pagePath, 'the page of the tool is missing.')];
    }
    const wanted = references(page);
    const strings = `${bundlePath}assets/strings/strings.json`;
    return [
        ...baseProblems(page),
        ...asciiProblems(pagePath, page),
        ...(wanted.some(file => file.endsWith('.js')) ? [] : [problem(pagePath, 'it loads no script.')]),
        ...wanted.filter(file => !archive.names.includes(`${bundlePath}${file}`)).map(file => problem(pagePath, `it loads "${file}", which is missing.`)),
        ...(archive.names.includes(strings) ? [] : [problem(strings, 'the texts of the tool are missing.')])
    ];
}

function manifestProblems(manifest: Manifest): Problem[] {
    const { CoreVersion, BackendVersion, ...own } = manifest;
    const fault = schemaFault(own);
    const expected: Readonly<Record<string, string>> = { name: moduleName, target: `/modules/${moduleName}`, powerShellModuleName: moduleName };
    return [
        ...(fault === null ? [] : [problem(manifestPath, `the SDK's schema refuses it: ${fault}.`)]),
        ...(typeof CoreVersion === 'string' && typeof BackendVersion === 'string'
            ? []
            : [problem(manifestPath, 'CoreVersion or BackendVersion, which say for which gateway it is, is missing.')]),
        ...Object.keys(expected)
            .filter(key => manifest[key] !== expected[key])
            .map(key => problem(manifestPath, `${key} is ${JSON.stringify(manifest[key])}, not "${expected[key]}".`))
    ];
}

export function checkManifest({ manifest, text }: OpenedPackage): Problem[] {
    if (manifest === null) {
        return [problem(manifestPath, "the tool's manifest is missing.")];
    }
    const fault = faultOf(manifest);
    const read = valueOf(manifest);
    return fault !== null || !read
        ? [problem(manifestPath, `no JSON: ${fault ?? ''}.`)]
        : [...manifestProblems(read), ...asciiProblems(manifestPath, text(manifestPath) ?? '')];
}

/** Files that Windows PowerShell loads from a module. The gateway copies the folder to hosts unchanged. */
const modulePartForm = /^[\w.]+\.(psd1|psm1|ps1xml)$|^RoleCapabilities\/\w+\.psrc$/;

/** The SDK's command for the key that encrypts accounts, without the tool's prefix, which the SDK inserts. */
const sdkKeyCommand = 'Get-EncryptionJWKOnNode';
const sentForm = new RegExp(`##(\\w+-${commandPrefix}\\w+|${sdkKeyCommand})##`, 'g');

/** Checks that every command that the tool sends is a function of the module: JEA endpoints and hosts with application control run no others. */
export function checkModule({ archive, text }: OpenedPackage): Problem[] {
    const extra = archive.names
        .filter(name => name.startsWith(modulePath) && !modulePartForm.test(name.slice(modulePath.length)))
        .map(name => problem(name, 'Windows PowerShell loads no such file of a module.', 'Take it out of dist/powershell-module, and pack again.'));
    return [...extra, ...commandProblems(archive, text)];
}

function commandProblems(archive: OpenedPackage['archive'], text: OpenedPackage['text']): Problem[] {
    const [definition, code] = [text(modulePart('psd1')), text(modulePart('psm1'))];
    if (definition === null || code === null) {
        return [problem(modulePart(definition === null ? 'psd1' : 'psm1'), 'the PowerShell module is missing or incomplete.')];
    }
    const scripts = archive.names.filter(name => name.startsWith(bundlePath) && name.endsWith('.js')).map(name => text(name) ?? '');
    const sent = new Set(
        scripts.flatMap(script =>
            [...script.matchAll(sentForm)].map(([, command]) => (command === sdkKeyCommand ? command.replace('-', `-${commandPrefix}`) : command))
        )
    );
    return [...sent]
        .filter(command => !definition.includes(`'${command}'`))
        .map(command => problem(modulePart('psd1'), `it does not export ${command}, which the tool sends.`));
}

/** A module's version doesn't contain the prerelease label. */
const numbers = (version: string): string => version.replace(/[-+].*$/, '');

export function checkVersions({ metadata, manifest, nuspecPath, text }: OpenedPackage): Problem[] {
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
    const found = Object.entries({ [nuspecPath ?? '']: packaged, [manifestPath]: inTool, [modulePart('psd1')]: inModule });
    const list = found.flatMap(([place, version]) => (version === null ? [] : [`${version} in ${place}`])).join(', ');
    return [problem('Versions differ', `${list}.`, 'All come from package.json. Make the package anew: npm run package.')];
}

/** NAME VERSION, as far as they can be read. */
export function nameOf({ metadata }: OpenedPackage): string {
    const read = valueOf(metadata);
    return ['id', 'version'].map(name => child(read, name)?.text ?? '').join(' ');
}
