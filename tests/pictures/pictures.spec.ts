/**
 * The pictures of the documents, from the running product: they are current, or, for `npm run docs:pictures`, taken anew. One that is current is
 * left as it is.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Frame, Page } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { readEstateFile } from '../../dev-gateway/estate/read-estate-file';
import { openEngine } from '../../dev-gateway/powershell/engine';
import { Engine } from '../../dev-gateway/powershell/engine-api';
import { expect, test as base } from '../e2e/fixtures';
import { flows, pictureNames } from './flows';
import { decode, difference, encodePalette } from './png';
import { keepOnly, keepPicture, pictureFile, readRecords, sha256 } from './record';
import { stillEngine } from './still-engine';

const write = process.env.AVMA_PICTURES === 'write';
const estateFile = readEstateFile(join(__dirname, 'estate.json'));
const now = Date.parse(estateFile.now ?? '');
const renew = 'To take the pictures anew: npm run docs:pictures';

/** Other fonts and browsers differ less, and a line that moves differs more. */
const maxDifference = 0.01;

const test = base.extend<{ estate: Estate }, { engine: Engine }>({
    // eslint-disable-next-line no-empty-pattern
    engine: [
        async ({}, use) => {
            const engine = await openEngine();
            await use(stillEngine(engine, new Date(now).toISOString()));
            await engine.close();
        },
        { scope: 'worker' }
    ],
    estate: ({ shared }, use) => use(shared.once('estate', () => new Estate(estateFile, 0)))
});
test.use({ viewport: { width: 1310, height: 824 }, timezoneId: 'UTC', locale: 'en-US', contextOptions: { reducedMotion: 'reduce' } });

/** The browser's clock begins with the estate's. It goes on, since a search waits for it. */
async function setClock(page: Page): Promise<void> {
    await page.addInitScript(shift => {
        const Real = Date;
        const current = (): number => Real.now() + shift;
        globalThis.Date = new Proxy(Real, {
            construct: (target, values: []) => (values.length === 0 ? new target(current()) : new target(...values)),
            get: (target, name) => (name === 'now' ? current : Reflect.get(target, name))
        });
    }, now - Date.now());
}

/** The seconds since the page was opened are no part of the picture. */
async function stopClock(frame: Frame): Promise<void> {
    await frame.evaluate(() => {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
            const still = (node.nodeValue ?? '').replace(/\b9:0\d:\d\d\b/g, '9:00:00');
            if (still !== node.nodeValue) {
                node.nodeValue = still;
            }
        }
    });
}

/** What can be read on the page, with what is typed and chosen. */
async function wordsOf(frame: Frame): Promise<string[]> {
    return frame.evaluate(() => {
        const fields = [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select, textarea')].filter(
            field => field.getClientRects().length > 0
        );
        const values = fields.map(field =>
            field.type === 'checkbox' || field.type === 'radio'
                ? String((field as HTMLInputElement).checked)
                : field.type === 'password'
                  ? `${field.value.length} characters`
                  : field.value
        );
        return [...document.body.innerText.split('\n'), ...values].map(line => line.replace(/\s+/g, ' ').trim()).filter(line => line !== '');
    });
}

/** Nothing is being read or drawn any more: no wheel turns, and letters and pictures are there. */
async function quiet(page: Page, frame: Frame): Promise<void> {
    await expect(frame.locator('sme-loading-wheel, sme-loading').filter({ visible: true })).toHaveCount(0, { timeout: 30_000 });
    await frame.evaluate(async () => {
        await document.fonts.ready;
        // What was changed until now is drawn by the second of these.
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    });
    await page.mouse.move(0, 0);
}

async function take(page: Page, frame: Frame): Promise<{ readonly file: Buffer; readonly words: readonly string[] }> {
    await quiet(page, frame);
    await stopClock(frame);
    const file = await page.locator('iframe').screenshot({ animations: 'disabled', caret: 'hide' });
    return { file, words: await wordsOf(frame) };
}

type Taken = Awaited<ReturnType<typeof take>>;

/** The screen once two looks at it are the same. */
async function settled(page: Page, frame: Frame): Promise<Taken> {
    let last = await take(page, frame);
    await expect(async () => {
        const before = last;
        last = await take(page, frame);
        expect(last.words).toEqual(before.words);
        expect(last.file.equals(before.file)).toBe(true);
    }).toPass({ timeout: 15_000 });
    return last;
}

/** @returns what is wrong with the picture that is there; empty where it is current */
function complaint(name: string, file: Buffer, words: readonly string[]): string {
    const record = readRecords()[name];
    if (!record || !existsSync(pictureFile(name))) {
        return 'it was never taken';
    }
    const committed = readFileSync(pictureFile(name));
    if (sha256(committed) !== record.sha256) {
        return 'its file is not the one that was taken';
    }
    const wordless = record.words.findIndex((line, index) => line !== words[index]);
    if (wordless >= 0 || words.length !== record.words.length) {
        const at = wordless >= 0 ? wordless : record.words.length;
        return `it says "${record.words[at] ?? ''}" where the screen says "${words[at] ?? ''}"`;
    }
    const share = difference(decode(committed), decode(file));
    return share > maxDifference ? `${(share * 100).toFixed(1)} % of it look different` : '';
}

for (const { title, pictures, run } of flows) {
    test(`pictures of the documents: ${title}`, async ({ tool }) => {
        const shot: string[] = [];
        const problems: string[] = [];
        await setClock(tool.page);
        await run({
            open: (host, path) => tool.open(host, path),
            shoot: async name => {
                shot.push(name);
                const frame = tool.document();
                let taken = await settled(tool.page, frame);
                // What comes a moment later is waited for: a picture is wrong only where it stays so.
                await expect(async () => {
                    taken = await take(tool.page, frame);
                    expect(complaint(name, taken.file, taken.words)).toBe('');
                })
                    .toPass({ timeout: write ? 1 : 10_000 })
                    .catch(() => undefined);
                const { file, words } = taken;
                const wrong = complaint(name, file, words);
                if (wrong !== '' && write) {
                    console.log(`${name}.png is taken anew: ${wrong}`);
                    keepPicture(name, encodePalette(decode(file)), words);
                } else if (wrong !== '') {
                    problems.push(`${name}.png: ${wrong}. ${renew}`);
                }
            }
        });
        expect(problems).toEqual([]);
        expect(shot).toEqual(pictures);
    });
}

test('pictures of the documents: none is left of what nobody takes any more', () => {
    if (write) {
        keepOnly(pictureNames);
    }
    expect(Object.keys(readRecords()), renew).toEqual([...pictureNames].sort());
});
