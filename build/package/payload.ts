/** The files in a package: the output of `npm run build`, and the project's documents. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleName, root, sdk } from '../project';
import { asciiJson } from '../manifest';
import { PackageFiles, text } from './archive';
import { bundlePath, iconPath, licensePath, modulePath, readmePath } from './names';

/** The gateway API version that the tool is built for. The SDK's packaging script writes it into each manifest. */
const backendVersion = '2.0.0';

/** All files below a folder by path, with slashes. */
export function readFolder(folder: string): PackageFiles {
    const files = new Map<string, Uint8Array>();
    const walk = (place: string): void => {
        for (const entry of readdirSync(join(folder, place), { withFileTypes: true })) {
            if (entry.isDirectory()) {
                walk(`${place}${entry.name}/`);
            } else {
                files.set(`${place}${entry.name}`, new Uint8Array(readFileSync(join(folder, place, entry.name))));
            }
        }
    };
    walk('');
    return files;
}

/** The PowerShell module in the output of `npm run build`. */
function moduleFiles(): PackageFiles {
    return readFolder(join(root, 'dist/powershell-module', moduleName));
}

/** Adds the fields that the SDK's packaging script adds: the versions of the SDK and the gateway API. */
function packedManifest(manifest: string): string {
    const { version } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')) as { version: string };
    return asciiJson({ ...(JSON.parse(manifest) as object), CoreVersion: version, BackendVersion: backendVersion });
}

/** Removes pictures and links into the repository, which wouldn't work in a list of extensions. */
export function packedReadme(readme: string): string {
    return readme
        .replace(/\r/g, '')
        .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '')
        .replace(/\[([^\]]*)\]\((?!https:)[^)]*\)/g, '$1');
}

/** A project document with the same line ends on every system. */
const paper = (file: string): string => readFileSync(join(root, file), 'utf8').replace(/\r/g, '');

/** @param bundle the built extension's folder */
export function payload(bundle: string): Map<string, Uint8Array> {
    const files = new Map<string, Uint8Array>();
    const add = (prefix: string, some: PackageFiles): void => some.forEach((bytes, place) => files.set(`${prefix}${place}`, bytes));
    add(bundlePath, readFolder(bundle));
    files.set(`${bundlePath}manifest.json`, text(packedManifest(readFileSync(join(bundle, 'manifest.json'), 'utf8'))));
    add(modulePath, moduleFiles());
    files.set(readmePath, text(packedReadme(paper('README.md'))));
    files.set(licensePath, text(paper('LICENSE')));
    files.set(iconPath, new Uint8Array(readFileSync(join(root, 'build/package/icon.png'))));
    return files;
}
