import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import base from '../e2e/playwright.config';

/** The pictures of the documents. A suite of its own: `npm test -- pictures` holds them to the product, `npm run docs:pictures` takes them anew. */
export default defineConfig({ ...base, testDir: __dirname, outputDir: join(__dirname, '../../.artifacts/pictures') });
