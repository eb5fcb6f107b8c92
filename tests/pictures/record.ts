/**
 * What the pictures of the documents show, in words, beside them: words can be compared exactly and on every machine, while fonts and browsers
 * differ by pixels.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const imagesFolder = join(__dirname, '../../docs/images');
const recordFile = join(imagesFolder, 'pictures.json');

export interface PictureRecord {
    /** SHA-256 of the file, so that nobody changes it by hand. */
    readonly sha256: string;
    /** The text that was on the page, line by line. */
    readonly words: readonly string[];
}

export const pictureFile = (name: string): string => join(imagesFolder, `${name}.png`);

/** By the picture's name. */
export function readRecords(): Readonly<Record<string, PictureRecord>> {
    return existsSync(recordFile) ? (JSON.parse(readFileSync(recordFile, 'utf8')) as Record<string, PictureRecord>) : {};
}

export const sha256 = (file: Buffer): string => createHash('sha256').update(file).digest('hex');

function writeRecords(records: Readonly<Record<string, PictureRecord>>): void {
    const sorted = Object.fromEntries(Object.entries(records).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(recordFile, `${JSON.stringify(sorted, null, 4)}\n`);
}

export function keepPicture(name: string, file: Buffer, words: readonly string[]): void {
    writeFileSync(pictureFile(name), file);
    writeRecords({ ...readRecords(), [name]: { sha256: sha256(file), words } });
}

/** Removes pictures that nobody takes any more. */
export function keepOnly(names: readonly string[]): void {
    writeRecords(Object.fromEntries(Object.entries(readRecords()).filter(([name]) => names.includes(name))));
    readdirSync(imagesFolder)
        .filter(file => file.endsWith('.png') && !names.includes(file.slice(0, -'.png'.length)))
        .forEach(file => rmSync(join(imagesFolder, file)));
}
