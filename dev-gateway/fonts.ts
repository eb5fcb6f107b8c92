/**
 * The SDK's fonts, which the real shell serves. The fonts in 5.0.0 are corrupt; 2.510.1 contains intact copies of the same fonts. Setup fetches them through
 * npm; they are never committed, because their license doesn't allow redistribution.
 */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as tar from 'tar';

const root = join(__dirname, '..');
const cache = join(root, '.cache/sdk-styles');
const donor = '@microsoft/windows-admin-center-sdk@2.510.1';
/** What npm publishes as the archive's integrity: whatever a registry serves under that name, nothing else is unpacked. */
const donorIntegrity = 'sha512-pU9Pi+7YYK1KpsehT0iALvP0SrexCcBRbtcdiPWzF/PIni4vIH2/K3+N3c5zVf1sIBC95uXX/MFYBUrD7vnzJg==';

/** Whether a file is the archive whose integrity is pinned. */
export function isDonor(bytes: Uint8Array): boolean {
    return `sha512-${createHash('sha512').update(bytes).digest('base64')}` === donorIntegrity;
}

/** Compares the length in a WOFF header with the file's size. */
function isIntact(file: string): boolean {
    const bytes = readFileSync(file);
    return bytes.length > 12 && bytes.readUInt32BE(8) === bytes.length;
}

/** @returns the folder with css/fonts.css and fonts/; null, with one line to `onProgress`, if they can't be fetched */
export async function sdkStyles(onProgress: (line: string) => void = () => undefined): Promise<string | null> {
    if (existsSync(join(cache, 'fonts'))) {
        return cache;
    }
    onProgress('Fetching the fonts of the SDK (once) ...');
    mkdirSync(join(root, '.cache'), { recursive: true });
    const work = mkdtempSync(join(root, '.cache/fonts-'));
    try {
        const npm = spawnSync('npm', ['pack', donor, '--silent', '--pack-destination', work], { encoding: 'utf8', shell: process.platform === 'win32' });
        const archive = readdirSync(work).find(name => name.endsWith('.tgz'));
        if (npm.status !== 0 || !archive) {
            throw new Error('npm could not fetch the package');
        }
        if (!isDonor(readFileSync(join(work, archive)))) {
            throw new Error('the fetched package is not the one whose hash is known');
        }
        await tar.extract({ file: join(work, archive), cwd: work, filter: path => path.startsWith('package/styles/fonts/') });
        const fonts = join(work, 'package/styles/fonts');
        const corrupt = readdirSync(fonts).find(name => name.endsWith('.woff') && !isIntact(join(fonts, name)));
        if (corrupt) {
            throw new Error(`${corrupt} is corrupt`);
        }
        const styles = join(work, 'styles');
        mkdirSync(join(styles, 'css'), { recursive: true });
        copyFileSync(join(root, 'node_modules/@microsoft/windows-admin-center-sdk/styles/css/fonts.css'), join(styles, 'css/fonts.css'));
        cpSync(fonts, join(styles, 'fonts'), { recursive: true });
        renameSync(styles, cache);
        return cache;
    } catch (error) {
        // Another process, such as the second worker of a first test run, can have been faster.
        if (existsSync(join(cache, 'fonts'))) {
            return cache;
        }
        onProgress(`The fonts could not be had (${(error as Error).message}): icons are shown as boxes. Run again with network access.`);
        return null;
    } finally {
        rmSync(work, { recursive: true, force: true });
    }
}
