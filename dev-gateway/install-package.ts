/**
 * Installs a package like the modernized gateway (ConfigureCachedExtensions of Microsoft.WindowsAdminCenter.Configuration): unpacks it below Extensions,
 * rewrites its manifest and page, copies it to Ux/modules/NAME, and collects all modules' manifests into the shell's manifest.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PackageFiles, readArchive, textOf } from '../build/package/archive';
import { bundlePath } from '../build/package/names';
import { child, readXml } from '../build/package/xml';
import { InstalledTool } from './environment';
import { installedPage } from './gateway/installed-page';

interface Manifest {
    readonly name: string;
    readonly version?: string;
}

/**
 * The effect of `Get-Content -Raw | Set-Content` on a text: both use the machine's code page, so only ASCII is certain to survive. This replaces everything
 * else.
 */
const rewritten = (text: string): string => `${text.replace(/[^\x00-\x7f]/g, '?')}\r\n`;

function unpack(files: PackageFiles, folder: string): void {
    for (const [place, content] of files) {
        if (/\\|:|^\/|(^|\/)\.\.(\/|$)/.test(place)) {
            throw new Error(`The package has a file that leads out of its folder: ${place}`);
        }
        mkdirSync(dirname(join(folder, place)), { recursive: true });
        writeFileSync(join(folder, place), content);
    }
}

/** Id and version of a package. @throws Error with one line */
function identityOf(files: PackageFiles): { readonly id: string; readonly version: string } {
    const nuspecs = [...files.keys()].filter(place => /^[^/]+\.nuspec$/i.test(place));
    const metadata = nuspecs.length === 1 ? child(readXml(textOf(files.get(nuspecs[0]) ?? new Uint8Array())), 'metadata') : null;
    const [id, version] = [child(metadata, 'id')?.text, child(metadata, 'version')?.text];
    if (!id || !version) {
        throw new Error('The package has no .nuspec that says its id and version.');
    }
    return { id, version };
}

/** Collects the manifests of all installed modules into the file that the shell loads first. */
function collectManifests(ux: string): void {
    const modules = readdirSync(join(ux, 'modules'))
        .sort()
        .map(name => JSON.parse(readFileSync(join(ux, 'modules', name, 'manifest.json'), 'utf8')) as object);
    writeFileSync(join(ux, 'manifest.json'), JSON.stringify({ modules }));
}

/**
 * @param home the gateway's data folder, %ProgramData%\WindowsAdminCenter; keeps what is installed there
 * @throws Error with one line for a file that isn't a tool's package
 */
export function installPackage(bytes: Uint8Array, home: string): InstalledTool {
    const files = readArchive(bytes)?.files;
    if (!files?.has(`${bundlePath}manifest.json`)) {
        throw new Error(files ? `The package has no ${bundlePath}manifest.json.` : 'The file is no package: it is no zip file, or is cut off.');
    }
    const { id, version } = identityOf(files);
    const extension = join(home, 'Extensions', `${id}.${version}`);
    rmSync(extension, { recursive: true, force: true });
    unpack(files, extension);

    const folder = join(extension, bundlePath);
    const [manifestFile, pageFile] = [join(folder, 'manifest.json'), join(folder, 'index.html')];
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
    writeFileSync(manifestFile, rewritten(JSON.stringify(manifest.version === undefined ? { ...manifest, version } : manifest)));
    if (existsSync(pageFile)) {
        writeFileSync(pageFile, rewritten(installedPage(readFileSync(pageFile, 'utf8'), manifest.name)));
    }

    const ux = join(home, 'Ux');
    const bundle = join(ux, 'modules', manifest.name);
    rmSync(bundle, { recursive: true, force: true });
    cpSync(folder, bundle, { recursive: true });
    collectManifests(ux);
    return { bundle, powerShellModule: join(bundle, 'powershell-module', manifest.name), shellManifest: join(ux, 'manifest.json') };
}
