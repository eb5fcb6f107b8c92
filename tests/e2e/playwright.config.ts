import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumFlags } from '../../build/chromium';

/** The built extension in the development shell, in a real browser. build/test.ts sets CHROME_BIN. */
export default defineConfig({
    testDir: __dirname,
    outputDir: join(__dirname, '../../.artifacts/e2e'),
    fullyParallel: false,
    // Two would fit two cores, but some tests still depend on how fast a page is drawn.
    workers: 1,
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
