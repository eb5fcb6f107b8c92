/** Finds Chromium: CHROME_BIN, an installed browser, or the one in @sparticuz/chromium, which is unpacked on first use. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import browsers from './browsers.json';
import { root } from './project';

/** Where browsers are installed; build/doctor.mjs reads the same list. */
const installed: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = browsers;

/** Flags for containers and for machines without a graphics card. */
export const chromiumFlags: readonly string[] = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run'
];

/** The path of a browser's executable. */
export async function chromiumPath(): Promise<string> {
    if (process.env.CHROME_BIN) {
        return process.env.CHROME_BIN;
    }
    const found = installed[process.platform]?.find(file => existsSync(file));
    if (found) {
        return found;
    }
    // It unpacks into the temporary folder, and would use an older version there.
    const folder = join(root, '.cache/chromium');
    mkdirSync(folder, { recursive: true });
    const { TMPDIR } = process.env;
    process.env.TMPDIR = folder;
    try {
        const { default: chromium } = await import('@sparticuz/chromium');
        return await chromium.executablePath();
    } finally {
        if (TMPDIR === undefined) {
            delete process.env.TMPDIR;
        } else {
            process.env.TMPDIR = TMPDIR;
        }
    }
}
