/** Finds a Chromium: CHROME_BIN, an installed browser, or the one of @sparticuz/chromium, unpacked on first use. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import browsers from './browsers.json';
import { root } from './project';

/** Where browsers are installed; build/doctor.mjs reads the same list. */
const installed: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = browsers;

/** Flags that let a browser run in containers and without a graphics card. */
export const chromiumFlags: readonly string[] = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run'
];

/** The path of a browser's program. */
export async function chromiumPath(): Promise<string> {
    if (process.env.CHROME_BIN) {
        return process.env.CHROME_BIN;
    }
    const found = installed[process.platform]?.find(file => existsSync(file));
    if (found) {
        return found;
    }
    // It unpacks into the temporary folder and would take any older one that lies there.
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
