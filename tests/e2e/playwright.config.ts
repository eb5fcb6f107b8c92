import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumFlags } from '../../build/chromium';

/** The built extension in the development shell, in a real browser. build/test.ts sets CHROME_BIN. */
export default defineConfig({
    testDir: __dirname,
    outputDir: join(__dirname, '../../.artifacts/e2e'),
    fullyParallel: false,
    // One for each core of a small machine.
    workers: 2,
    retries: 0,
    forbidOnly: true,
    timeout: 120000,
    expect: { timeout: 30000 },
    reporter: [['list'], ['json']],
    use: {
        viewport: { width: 1280, height: 860 },
        launchOptions: { executablePath: process.env.CHROME_BIN, args: [...chromiumFlags] },
        permissions: ['clipboard-read', 'clipboard-write']
    }
});
