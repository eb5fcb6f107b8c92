/** manifest.json -> the bundle's manifest: adds the version and the texts of all languages, and checks it with the SDK's schema. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { BuildError, lineAt, parseObject } from './build-error';
import { resourceName, root, sdk, version } from './project';
import { manifestStrings, Resources, translations } from './strings';

const reference = /resources:strings:(\w+)/g;

/** The SDK schema's error about a manifest, without a period; null if it is valid. */
export function schemaFault(manifest: object): string | null {
    const schema = JSON.parse(readFileSync(join(sdk, 'core/manifest/module-schema.json'), 'utf8')) as object;
    const ajv = new Ajv({ strict: false });
    if (ajv.validate(schema, manifest)) {
        return null;
    }
    const [first] = ajv.errors ?? [];
    const extra = first?.params && 'additionalProperty' in first.params ? ` "${String(first.params.additionalProperty)}"` : '';
    const allowed = first?.params && 'allowedValues' in first.params ? ` (${String(first.params.allowedValues)})` : '';
    return `${first?.instancePath || '/'} ${first?.message ?? 'is wrong'}${extra}${allowed}`;
}

/** JSON in ASCII, because a gateway reads and writes the manifest in its own code page during installation. */
export function asciiJson(content: object): string {
    const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return `${JSON.stringify(content, null, 2).replace(/[^\x00-\x7f]/g, escaped)}\n`;
}

/**
 * @param source the text of manifest.json
 * @param languages texts by locale, including `default`
 * @throws BuildError for a missing or unused text, and for a manifest that the SDK's schema rejects
 */
export function buildManifest(source: string, languages: Readonly<Record<string, Resources>>): object {
    const content = parseObject('manifest.json', source);
    const used = [...source.matchAll(reference)];
    const known = languages.default;
    const missing = used.find(([, key]) => known[key] === undefined);
    if (missing) {
        const [, key] = missing;
        throw new BuildError(
            'manifest.json',
            lineAt(source, missing.index ?? 0),
            `the text "${key}" is missing.`,
            `Add ${resourceName}_Manifest_${key} to the string resources.`
        );
    }
    const unused = Object.keys(known).find(key => !used.some(match => match[1] === key));
    if (unused) {
        throw new BuildError(
            'src/resources/strings/strings.resjson',
            null,
            `${resourceName}_Manifest_${unused} is used nowhere.`,
            'Remove it, or name it in manifest.json.'
        );
    }
    const manifest = {
        ...content,
        version: version(),
        resources: Object.entries(languages).map(([locale, strings]) => ({ locale, strings }))
    };
    const fault = schemaFault(manifest);
    if (fault !== null) {
        throw new BuildError('manifest.json', null, `${fault}.`, 'See the schema core/manifest/module-schema.json of the SDK.');
    }
    return manifest;
}

/** Writes manifest.json into the folder of a built extension. @throws BuildError */
export function compileManifest(folder = join(root, 'bundle')): void {
    const languages = Object.fromEntries([
        ['default', manifestStrings('')],
        ...translations().map(language => [language, manifestStrings(language)])
    ]) as Record<string, Resources>;
    const manifest = buildManifest(readFileSync(join(root, 'manifest.json'), 'utf8'), languages);
    writeFileSync(join(folder, 'manifest.json'), asciiJson(manifest));
}
