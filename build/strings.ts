/**
 * String resources -> the typed interface `Strings`, and one JSON file for each language, merged with the SDK's strings, which its controls need. A key
 * `A_B_C` becomes `Strings.A.B.C`; `_A_B_C.comment` explains it to translators. English is complete. Other languages contain what is translated; the SDK
 * falls back to English for each missing key.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BuildError, lineAt, parseObject } from './build-error';
import { resourceName, root, sdk, shown } from './project';

/** Keys and texts of one language, without comments. */
export type Resources = Readonly<Record<string, string>>;

interface Tree {
    [key: string]: string | Tree;
}

export const stringsFolder = join(root, 'src/resources/strings');

function lineOfKey(content: string, key: string): number {
    return lineAt(content, Math.max(0, content.indexOf(`"${key}"`)));
}

/** @throws BuildError for invalid JSON and for values that aren't texts */
export function readResources(file: string): Resources {
    const content = readFileSync(file, 'utf8');
    const texts: Record<string, string> = {};
    for (const [key, text] of Object.entries(parseObject(shown(file), content))) {
        if (typeof text !== 'string') {
            throw new BuildError(shown(file), lineOfKey(content, key), `"${key}" is no text.`, 'Write nested names as one key with underscores.');
        }
        if (!key.startsWith('_')) {
            texts[key] = text;
        }
    }
    return texts;
}

/** The names in braces, those of plurals included; a language has plural forms of its own, whose texts aren't places. */
const placeholders = (text: string): string =>
    [...new Set([...text.matchAll(/(?<!\b(?:zero|one|two|few|many|other) )\{(\w+)(?:\}|, plural,)/g)].map(([, name]) => `{${name}}`))].sort().join();

/** Checks a translation: no additional keys, the same placeholders, and no empty text where English has one. Keys may be missing. @throws BuildError */
export function checkTranslation(file: string, translation: Resources, english: Resources): void {
    const content = readFileSync(file, 'utf8');
    const refuse = (key: string, problem: string, advice: string): never => {
        throw new BuildError(shown(file), lineOfKey(content, key), `"${key}" ${problem}.`, advice);
    };
    for (const [key, text] of Object.entries(translation)) {
        if (english[key] === undefined) {
            refuse(key, 'is not in the default language', 'Remove it, or add it there first.');
        }
        if ((text.trim() === '') !== (english[key].trim() === '')) {
            refuse(key, text.trim() === '' ? 'is empty' : 'is empty in the default language', 'Remove it: what is not there is shown in English.');
        }
        if (placeholders(text) !== placeholders(english[key])) {
            refuse(key, 'has other placeholders than the default language', `Use exactly ${placeholders(english[key]) || 'none'}.`);
        }
    }
}

/**
 * @param file the resource file, for the line of an invalid key
 * @throws BuildError for a key that isn't a TypeScript name, or that is both a text and the prefix of another key
 */
export function toTree(resources: Resources, file: string): Tree {
    const refuse = (key: string, problem: string, advice: string): never => {
        throw new BuildError(shown(file), lineOfKey(readFileSync(file, 'utf8'), key), `"${key}" ${problem}.`, advice);
    };
    const tree: Tree = {};
    for (const [key, text] of Object.entries(resources)) {
        const parts = key.split('_');
        if (!parts.every(part => /^[A-Za-z][A-Za-z0-9]*$/.test(part))) {
            refuse(key, 'is no name', 'Use letters and digits, with single underscores between the levels.');
        }
        let node = tree;
        for (const part of parts.slice(0, -1)) {
            const next = (node[part] ??= {});
            if (typeof next === 'string') {
                return refuse(key, 'continues a key that is a text itself', 'Rename one of them.');
            }
            node = next;
        }
        const leaf = parts[parts.length - 1];
        if (node[leaf] !== undefined) {
            refuse(key, 'is also the beginning of other keys', 'Rename one of them.');
        }
        node[leaf] = text;
    }
    return tree;
}

function interfaceBody(tree: Tree, indent: string): string {
    return Object.entries(tree)
        .map(([key, value]) =>
            typeof value === 'string'
                ? `${indent}readonly ${key}: string;`
                : `${indent}readonly ${key}: {\n${interfaceBody(value, `${indent}    `)}\n${indent}};`
        )
        .join('\n');
}

function merge(target: Tree, source: Tree): Tree {
    for (const [key, value] of Object.entries(source)) {
        const own = target[key];
        target[key] = typeof value === 'string' || typeof own === 'string' ? value : merge(own ?? {}, value);
    }
    return target;
}

function sdkStrings(part: string, language: string): Tree {
    const file = join(sdk, part, 'assets/strings', language, 'strings.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Tree) : {};
}

/**
 * The SDK's texts, which its controls need.
 * @param language empty for the default language
 */
export function sdkTexts(language: string): Tree {
    return merge(sdkStrings('core', language), sdkStrings('angular', language));
}

/** The languages of Windows Admin Center besides English: those with texts in the SDK. */
export function sdkLanguages(): string[] {
    return readdirSync(join(sdk, 'core/assets/strings'), { withFileTypes: true })
        .filter(entry => entry.isDirectory())
        .map(entry => entry.name)
        .sort();
}

function write(file: string, content: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
}

/** The languages that the tool is at least partly translated into. @throws BuildError for one that Windows Admin Center doesn't support */
export function translations(folder = stringsFolder): string[] {
    const known = sdkLanguages();
    return readdirSync(folder, { withFileTypes: true })
        .filter(entry => entry.isDirectory())
        .map(({ name }) => {
            if (!known.includes(name)) {
                throw new BuildError(shown(join(folder, name)), null, 'is no language of Windows Admin Center.', `There are: ${known.join(', ')}`);
            }
            return name;
        });
}

export function resourceFile(language: string): string {
    return join(stringsFolder, language, 'strings.resjson');
}

/**
 * The strings that a page loads for a language: the SDK's and the tool's.
 * @param own the tool's resources in that language
 */
export function languageStrings(language: string, own: Resources): Tree {
    return merge(sdkTexts(language), { Strings: toTree(own, resourceFile(language)) });
}

/** Writes src/generated/strings.ts and src/assets/strings. @throws BuildError for invalid input */
export function compileStrings(): void {
    const file = resourceFile('');
    const english = readResources(file);
    const body = interfaceBody(toTree(english, file), '    ');
    write(join(root, 'src/generated/strings.ts'), `/** Generated from ${shown(file)} by build/strings.ts. */\nexport interface Strings {\n${body}\n}\n`);
    const own = new Map<string, Resources>([['', english]]);
    for (const language of translations()) {
        const translation = readResources(resourceFile(language));
        checkTranslation(resourceFile(language), translation, english);
        own.set(language, translation);
    }
    for (const language of ['', ...sdkLanguages()]) {
        write(join(root, 'src/assets/strings', language, 'strings.json'), JSON.stringify(languageStrings(language, own.get(language) ?? {})));
    }
}

/** The manifest's texts in one language, with English for missing ones: the keys after `CommunityAvma_Manifest_`. */
export function manifestStrings(language: string): Resources {
    const prefix = `${resourceName}_Manifest_`;
    const texts = { ...readResources(resourceFile('')), ...readResources(resourceFile(language)) };
    const entries = Object.entries(texts).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(entries.map(([key, text]) => [key.slice(prefix.length), text]));
}
