/** String resources: what the build takes, and the line with which it stops for anything else. */
import { root, shown } from '../../build/project';
import { checkTranslation, languageStrings, manifestStrings, readResources, resourceFile, sdkLanguages, toTree, translations } from '../../build/strings';
import { refusal, temporaryFolder } from './support/refusal';

const lines = (...content: string[]): string => content.join('\n');

describe('String resources: reading', () => {
    const folder = temporaryFolder();
    const write = (text: string): string => folder.write('strings.resjson', text);

    it('keep texts and leave comments to translators out', () => {
        const file = write('{ "A_title": "Title", "_A_title.comment": "Shown above", "A_empty": "" }');
        expect(readResources(file)).toEqual({ A_title: 'Title', A_empty: '' });
    });

    it('may begin with a byte order mark', () => expect(readResources(write('\uFEFF{ "A": "a" }'))).toEqual({ A: 'a' }));

    for (const [what, text, line] of [
        ['a missing comma', lines('{', '  "A": "a"', '  "B": "b"', '}'), 3],
        ['a comma too much', lines('{', '  "A": "a",', '}'), 3],
        [
            'a word without quotation marks',
            lines('{', '  "A_long_enough_to_need_a_context": "a",', '  "B": text,', '  "C": "long enough to be cut off"', '}'),
            3
        ],
        ['a name without quotation marks', lines('{', '  A: "a"', '}'), 2],
        ['a text that does not end', lines('{', '  "A": "a', '}'), 2],
        ['a value that is missing', lines('{', '', '  "A": ,', '  "B": "b"', '}'), 3],
        ['a brace that is missing', lines('{', '  "A": "a"', ''), 3],
        ['something after the end', lines('{', '}', '', '}'), 4],
        ['nothing at all', '', 1]
    ] as const) {
        it(`stop the build at ${what}, with file, line and what to look for`, () => {
            const file = write(text);
            expect(refusal(() => readResources(file))).toBe(`${file}:${line}: not JSON. Look for a missing comma or quotation mark here or just before.`);
        });
    }

    it('stop the build where they are no object', () => {
        for (const text of ['[]', '"text"', 'null', '7']) {
            const file = write(text);
            expect(refusal(() => readResources(file))).toBe(`${file}:1: no JSON object. Write names and values between braces.`);
        }
    });

    it('stop the build at a value that is no text', () => {
        const file = write(lines('{', '  "A": "a",', '  "B": { "C": "c" }', '}'));
        expect(refusal(() => readResources(file))).toBe(`${file}:3: "B" is no text. Write nested names as one key with underscores.`);
        for (const value of ['null', '5', 'true', '["a"]']) {
            const other = write(`{\n\n  "B": ${value} }`);
            expect(refusal(() => readResources(other))).toContain(`${other}:3: "B" is no text.`);
        }
    });
});

describe('String resources: the tree', () => {
    const folder = temporaryFolder();

    function tree(...keys: string[]): unknown {
        const resources = Object.fromEntries(keys.map(key => [key, key.toLowerCase()]));
        return toTree(resources, folder.write('strings.resjson', JSON.stringify(resources, null, 2)));
    }

    it('has a level for each part of a key', () => {
        expect(tree('A_b_c', 'A_b_d', 'A_e', 'F')).toEqual({ A: { b: { c: 'a_b_c', d: 'a_b_d' }, e: 'a_e' }, F: 'f' });
    });

    it('stops the build where a key is a text and a level at once, in either order', () => {
        expect(refusal(() => tree('X', 'A_b', 'A_b_c'))).toMatch(/strings\.resjson:4: "A_b_c" continues a key that is a text itself\. Rename one of them\.$/);
        expect(refusal(() => tree('A_b_c', 'A_b'))).toMatch(/strings\.resjson:3: "A_b" is also the beginning of other keys\. Rename one of them\.$/);
    });

    it('stops the build at a key that makes no name in TypeScript', () => {
        for (const key of ['A__b', 'A_', 'A-b', 'A_1st', 'A b']) {
            expect(refusal(() => tree('X', key))).toMatch(/:3: "[^"]+" is no name\. Use letters and digits, with single underscores between the levels\.$/);
        }
    });
});

describe('String resources: translations', () => {
    const folder = temporaryFolder();
    const english = { A_count: '{count} of {total}', A_title: 'Title', A_none: '' };

    function check(translation: Readonly<Record<string, string>>): void {
        checkTranslation(folder.write('strings.resjson', JSON.stringify(translation, null, 2)), translation, english);
    }

    it('have the keys of the default language or some of them, with the same placeholders in any order', () => {
        expect(() => check({ A_title: 'Titel', A_count: 'von {total} sind es {count}, ja {count}', A_none: '' })).not.toThrow();
        expect(() => check({ A_title: 'Titel' })).not.toThrow();
        expect(() => check({})).not.toThrow();
    });

    it('stop the build at a key that the default language has not', () => {
        expect(refusal(() => check({ A_title: 'Titel', B: 'b', A_count: '{count} {total}' }))).toMatch(
            /strings\.resjson:3: "B" is not in the default language\. Remove it, or add it there first\.$/
        );
    });

    it('may have other plural forms, of the same number and with the same names', () => {
        const english = { A_guests: '{count, plural, one {# guest of {host}} other {guests}}' };
        const checked = (text: string): void =>
            checkTranslation(folder.write('strings.resjson', JSON.stringify({ A_guests: text })), { A_guests: text }, english);
        expect(() => checked('{count, plural, one {{host}: #} few {x} many {y} other {#}}')).not.toThrow();
        for (const text of ['{total, plural, one {{host}} other {#}}', '{count, plural, other {# guests}}', '{host}']) {
            expect(refusal(() => checked(text))).toContain('Use exactly {count},{host}.');
        }
    });

    it('stop the build at other placeholders, and name the right ones', () => {
        for (const text of ['{count}', '{count} {Total}', '{count} {total} {more}', 'none']) {
            expect(refusal(() => check({ A_title: 'Titel', A_count: text }))).toMatch(
                /strings\.resjson:3: "A_count" has other placeholders than the default language\. Use exactly \{count\},\{total\}\.$/
            );
        }
        expect(refusal(() => check({ A_title: '{x}', A_count: '{count} {total}' }))).toContain('Use exactly none.');
    });

    it('stop the build at an empty text where English has words, and at words where it has none', () => {
        for (const text of ['', '  ']) {
            expect(refusal(() => check({ A_title: text }))).toMatch(
                /strings\.resjson:2: "A_title" is empty\. Remove it: what is not there is shown in English\.$/
            );
        }
        expect(refusal(() => check({ A_none: 'etwas' }))).toContain('"A_none" is empty in the default language.');
    });

    it('are those of Windows Admin Center; a folder of another name stops the build', () => {
        expect(sdkLanguages()).toEqual(jasmine.arrayContaining(['cs-CZ', 'de-DE', 'ja-JP', 'pt-BR', 'zh-TW']));
        folder.write('languages/de-DE/strings.resjson', '{}');
        expect(translations(`${folder.path}/languages`)).toEqual(['de-DE']);
        folder.write('languages/de-AT/strings.resjson', '{}');
        expect(refusal(() => translations(`${folder.path}/languages`))).toMatch(/de-AT: is no language of Windows Admin Center\. There are: cs-CZ, de-DE, /);
    });

    it('hold what is translated and nothing more, beside the texts of the controls in that language', () => {
        const german = languageStrings('de-DE', { A_title: 'Titel' });
        expect(german['Strings']).toEqual(jasmine.objectContaining({ A: { title: 'Titel' } }));
        const controls = JSON.stringify(german);
        expect(controls).toContain('MsftSmeShell');
        expect(controls).toContain('Elemente');
        expect(controls).not.toContain('CommunityAvma');
    });
});

describe('The string resources of the tool', () => {
    it('are right in every language', () => {
        const english = readResources(resourceFile(''));
        expect(() => toTree(english, resourceFile(''))).not.toThrow();
        for (const language of translations()) {
            expect(() => checkTranslation(resourceFile(language), readResources(resourceFile(language)), english)).not.toThrow();
        }
    });

    it('name the tool in the manifest in every language, in English where it is not translated', () => {
        for (const language of ['', ...translations()]) {
            expect(Object.keys(manifestStrings(language)).sort())
                .withContext(language)
                .toEqual(['description', 'displayName']);
        }
    });

    it('are named in messages by their place in the repository', () => {
        expect(shown(resourceFile(''))).toBe('src/resources/strings/strings.resjson'.split('/').join(resourceFile('')[root.length]));
    });
});
