/** Packs an extension's files; the same files always produce the same bytes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, version } from '../project';
import { PackageFiles, text, textOf, writeArchive } from './archive';
import { releaseOf } from './changelog';
import { contentList } from './content-list';
import { bundlePath, contentListPath, contentTypesPath, licensePath, nuspecPath, PackageIdentity, relationshipsPath } from './names';
import { nuspecText } from './nuspec';
import { contentTypesText, corePropertiesPath, corePropertiesText, relationshipsText } from './open-packaging';

interface Manifest {
    readonly name: string;
    readonly displayName: string;
    readonly description: string;
    readonly keywords: readonly string[];
    readonly resources: ReadonlyArray<{ readonly locale: string; readonly strings: Readonly<Record<string, string>> }>;
}

/** Versions before 1.0.0 are previews. Microsoft's page about publishing recommends to state that in the title, and limitations in the description. */
const isPreview = /^0\.|-/.test(version());

/** English texts come from the manifest, everything else from the project's documents. */
function identityOf(files: PackageFiles, releaseNotes: string): PackageIdentity {
    const manifest = JSON.parse(textOf(files.get(`${bundlePath}manifest.json`) ?? text(''))) as Manifest;
    const { license, homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { license: string; homepage: string };
    const strings = manifest.resources.find(({ locale }) => locale === 'default')?.strings ?? {};
    const english = (value: string): string => strings[value.replace(/^resources:strings:/, '')] ?? value;
    const copyright = /^Copyright .*$/m.exec(textOf(files.get(licensePath) ?? text('')))?.[0] ?? '';
    return {
        id: manifest.name,
        version: version(),
        title: `${english(manifest.displayName)}${isPreview ? ' (Preview)' : ''}`,
        description: `${english(manifest.description)}${isPreview ? ' This preview has been tested on simulated hosts only.' : ''}`,
        keywords: manifest.keywords,
        license: license,
        authors: copyright.replace(/^Copyright \(c\) [\d-]+ (?:The )?/, ''),
        projectUrl: homepage,
        copyright,
        releaseNotes
    };
}

/** @param payload the result of `payload` @throws BuildError if CHANGELOG.md has no section for this version */
export function pack(payload: PackageFiles): Uint8Array {
    const { notes, released } = releaseOf(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version());
    const identity = identityOf(payload, notes);
    const files = new Map(payload);
    files.set(contentListPath, text(contentList(payload, released)));
    files.set(nuspecPath, text(nuspecText(identity)));
    const core = corePropertiesPath(identity);
    files.set(core, text(corePropertiesText(identity)));
    files.set(relationshipsPath, text(relationshipsText(core)));
    files.set(contentTypesPath, text(contentTypesText([...files.keys()])));
    return writeArchive(files);
}
