/** manifest.json -> the bundle's manifest: version, texts of every language, checked against the SDK's own schema. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { BuildError } from './build-error';
import { root, sdk, version } from './project';
import { manifestStrings, Resources, translations } from './strings';

const reference = /resources:strings:(\w+)/g;

/**
 * @param source the text of manifest.json
 * @param languages texts by locale, `default` among them
 * @throws BuildError for a text that is missing or that nobody uses, and for what the SDK's schema refuses
 */
export function buildManifest(source: string, languages: Readonly<Record<string, Resources>>): object {
    const used = [...source.matchAll(reference)].map(match => match[1]);
    const known = languages.default;
    const missing = used.find(key => known[key] === undefined);
    if (missing) {
        const line = source.slice(0, source.indexOf(`resources:strings:${missing}`)).split('\n').length;
        throw new BuildError('manifest.json', line, `the text "${missing}" is missing.`, `Add CommunityAvma_Manifest_${missing} to the string resources.`);
    }
    const unused = Object.keys(known).find(key => !used.includes(key));
    if (unused) {
        throw new BuildError(
            'src/resources/strings/strings.resjson',
            null,
            `CommunityAvma_Manifest_${unused} is used nowhere.`,
            'Remove it, or name it in manifest.json.'
        );
    }
    const manifest = {
        ...(JSON.parse(source) as object),
        version: version(),
        resources: Object.entries(languages).map(([locale, strings]) => ({ locale, strings }))
    };
    const schema = JSON.parse(readFileSync(join(sdk, 'core/manifest/module-schema.json'), 'utf8')) as object;
    const ajv = new Ajv({ strict: false });
    if (!ajv.validate(schema, manifest)) {
        const [first] = ajv.errors ?? [];
        throw new BuildError(
            'manifest.json',
            null,
            `${first?.instancePath || '/'} ${first?.message ?? 'is wrong'}.`,
            'See the schema core/manifest/module-schema.json of the SDK.'
        );
    }
    return manifest;
}

/** Writes bundle/manifest.json. @throws BuildError */
export function compileManifest(): void {
    const languages = Object.fromEntries([
        ['default', manifestStrings('')],
        ...translations().map(language => [language, manifestStrings(language)])
    ]) as Record<string, Resources>;
    const manifest = buildManifest(readFileSync(join(root, 'manifest.json'), 'utf8'), languages);
    writeFileSync(join(root, 'bundle/manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
