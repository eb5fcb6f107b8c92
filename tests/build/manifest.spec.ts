/** The manifest: held to the SDK's own schema and to the texts that it names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildManifest } from '../../build/manifest';
import { root, version } from '../../build/project';
import { manifestStrings, translations } from '../../build/strings';
import { refusal } from './support/refusal';

const source = readFileSync(join(root, 'manifest.json'), 'utf8');
const english = manifestStrings('');

interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly displayName: string;
    readonly resources: ReadonlyArray<{ readonly locale: string; readonly strings: Readonly<Record<string, string>> }>;
}

const build = (text: string, languages: Parameters<typeof buildManifest>[1] = { default: english }): Manifest => buildManifest(text, languages) as Manifest;

/** The line of a text, from 1. */
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('The manifest', () => {
    it('gets the version of package.json and the texts of every language', () => {
        const german = Object.fromEntries(Object.keys(english).map(key => [key, `${key} auf Deutsch`]));
        const manifest = build(source, { default: english, 'de-DE': german });
        expect(manifest.name).toBe('community.avma');
        expect(manifest.version).toBe(version());
        expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
        expect(manifest.resources).toEqual([
            { locale: 'default', strings: english },
            { locale: 'de-DE', strings: german }
        ]);
        expect(manifest.displayName).toBe('resources:strings:displayName');
        expect(english.displayName).toBe('Activation (AVMA)');
    });

    it('of the tool is right in every language that it has', () => {
        const languages = Object.fromEntries(['', ...translations()].map(language => [language || 'default', manifestStrings(language)]));
        expect(() => build(source, languages)).not.toThrow();
    });

    it('stops the build at a text that is missing, with its line', () => {
        const changed = source.replace('"path": ""', '"path": "resources:strings:display"');
        expect(changed).not.toBe(source);
        // "display" is also how "displayName" begins, which stands further up.
        expect(refusal(() => build(changed))).toBe(
            `manifest.json:${lineOf(source, '"path": ""')}: the text "display" is missing. Add CommunityAvma_Manifest_display to the string resources.`
        );
    });

    it('stops the build at a text that nobody uses', () => {
        expect(refusal(() => build(source, { default: { ...english, other: 'Other' } }))).toBe(
            'src/resources/strings/strings.resjson: CommunityAvma_Manifest_other is used nowhere. Remove it, or name it in manifest.json.'
        );
    });

    it('stops the build at a language that Windows Admin Center does not have, and names those that it has', () => {
        const line = refusal(() => build(source, { default: english, de: english }));
        expect(line).toMatch(/^manifest\.json: \/resources\/1\/locale must be equal to one of the allowed values \(default,.*de-DE,.*\)\. See/);
    });

    it('stops the build where it is no JSON, with the line', () => {
        const changed = source.replace('"jea": true,', '"jea": true');
        expect(refusal(() => build(changed))).toBe(
            `manifest.json:${lineOf(source, '"jea": true,') + 1}: not JSON. Look for a missing comma or quotation mark here or just before.`
        );
    });

    for (const [what, from, to, place] of [
        ['an unknown property', '"jea": true', '"jea": true, "colour": "red"', '/ must NOT have additional properties "colour".'],
        ['an unknown property of an entry point', '"urlName": "avma"', '"urlName": "avma", "colour": "red"', '/entryPoints/0 '],
        ['a wrong type', '"jea": true', '"jea": "yes"', '/jea must be boolean.'],
        ['an unknown kind of entry point', '"entryPointType": "tool"', '"entryPointType": "gadget"', '/entryPoints/0'],
        ['a missing name', '"name": "community.avma",', '', "/ must have required property 'name'."]
    ] as const) {
        it(`stops the build at ${what}: the SDK's schema refuses it`, () => {
            const changed = source.replace(from, to);
            expect(changed).not.toBe(source);
            const line = refusal(() => build(changed));
            expect(line.startsWith(`manifest.json: ${place}`))
                .withContext(line)
                .toBeTrue();
            expect(line).toMatch(/ See the schema core\/manifest\/module-schema\.json of the SDK\.$/);
        });
    }
});
