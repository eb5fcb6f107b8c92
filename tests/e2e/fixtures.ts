/** One gateway for all specs of a file, a page that fails its test on any console error, and a look at accessibility. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, Frame, FrameLocator, Page, test as base } from '@playwright/test';
import { builtTool, InstalledTool, startEnvironment } from '../../dev-gateway/environment';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { Gateway } from '../../dev-gateway/gateway/gateway';
import { openEngine } from '../../dev-gateway/powershell/engine';
import { Engine } from '../../dev-gateway/powershell/engine-api';
import { Shared, SpecFiles } from './spec-files';

const root = join(__dirname, '../..');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The SDK loads a telemetry script from the internet, which the content policy refuses; refusals of hosts are what some specs are about. */
const expectedConsole = [/js\.monitor\.azure\.com/, /Failed to load resource: the server responded with a status of 40[03]/];

/** Findings inside the SDK's own controls, by rule and place. */
const sdkFindings: ReadonlyArray<{ readonly rule: string; readonly place: RegExp }> = [
    {
        rule: 'aria-required-children',
        place: /sme-pivot|role="tablist"|sme-data-table|role="(?:grid|rowgroup|treegrid|table)"|sme-table|sme-action-bar|role="menubar"/
    },
    { rule: 'aria-allowed-role', place: /<label/ },
    { rule: 'color-contrast', place: /sme-loading|sme-wheel/ },
    // Outside of landmarks: the page's title, which would be a second banner in one, a dialog's name, which is beside its dialog, and tooltips.
    { rule: 'region', place: /^<sme-header |id="dialog-\d+-ariaLabelSpan"|class="sme-tooltip-content/ }
];

export interface Tool {
    /** Opens a host and a place in the tool, and waits for the tool to be there. */
    open(host: string, path?: string): Promise<FrameLocator>;
    /** Saves a picture in .artifacts/screens. */
    picture(name: string): Promise<void>;
    /** Fails for every finding that is not one of the SDK's own. */
    expectAccessible(): Promise<void>;
    /** The same findings, as `rule: place`. */
    findings(): Promise<string[]>;
    setTheme(theme: 'light' | 'dark'): Promise<void>;
    /** Chooses a language of the shell for all that is opened from now on. */
    setLanguage(id: string): Promise<void>;
    /** Goes to another place in the tool, as Back and links do: without loading anything again. */
    go(path: string): Promise<void>;
    /** The tool's own document. */
    document(): Frame;
    /** The tool in another tab or window, whose console errors fail the test as well. */
    beside(page: Page): Tool;
    /** Says that a console error is what the test is about. */
    expectConsole(error: RegExp): void;
    readonly page: Page;
    readonly url: string;
}

/** @param errors takes the console errors of the page */
function toolOn(page: Page, url: string, errors: string[], expected: RegExp[]): Tool {
    page.on('console', message => {
        if (message.type() === 'error' && !expected.some(known => known.test(message.text()))) {
            errors.push(message.text());
        }
    });
    page.on('pageerror', error => errors.push(error.message));
    const toolDocument = (): Frame => {
        const found = page.frames().find(one => one.url().includes('/modules/'));
        if (!found) {
            throw new Error('The tool is not open.');
        }
        return found;
    };
    const findings = async (): Promise<string[]> => {
        const document = toolDocument();
        if (!(await document.evaluate(() => 'axe' in window))) {
            await document.evaluate(axeSource);
        }
        const violations = await document.evaluate(async () => {
            const axe = (window as unknown as { axe: { run(): Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }> } }).axe;
            return (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => ({ id, html })));
        });
        return violations
            .filter(({ id, html }) => !sdkFindings.some(known => known.rule === id && known.place.test(html)))
            .map(({ id, html }) => `${id}: ${html.slice(0, 200)}`);
    };
    return {
        page,
        url,
        findings,
        document: toolDocument,
        beside: other => toolOn(other, url, errors, expected),
        expectConsole: error => expected.push(error),
        open: async (host, path = '') => {
            await page.goto(`${url}/${host}/${path}`);
            const frame = page.frameLocator('iframe');
            await expect(frame.locator('sme-header')).toBeVisible();
            return frame;
        },
        picture: async name => {
            // The SDK's table covers its rows for a moment whenever they change.
            const covered = page.frameLocator('iframe').locator('sme-data-table sme-loading-wheel').first();
            await covered.waitFor({ state: 'detached', timeout: 2000 }).catch(() => undefined);
            await page.screenshot({ path: join(root, '.artifacts/screens', `${name}.png`) });
        },
        expectAccessible: async () => {
            expect(await findings()).toEqual([]);
        },
        setTheme: async theme => {
            const button = page.locator('#theme');
            if ((await button.textContent()) === (theme === 'dark' ? 'Dark theme' : 'Light theme')) {
                await button.click();
            }
            await expect(page.frameLocator('iframe').locator(`body.sme-theme-${theme}`)).toBeVisible();
        },
        setLanguage: async id => {
            // A host that is not offered the tool: only the shell is there.
            await page.goto(`${url}/FILE01/`);
            await page.evaluate(chosen => localStorage.setItem('language', chosen), id);
        },
        go: path =>
            page.evaluate(place => {
                history.pushState(null, '', `/${location.pathname.split('/')[1]}/${place}${location.hash}`);
                dispatchEvent(new PopStateEvent('popstate'));
            }, path)
    };
}

interface Fixtures {
    readonly tool: Tool;
    readonly shared: Shared;
    readonly installed: InstalledTool;
    readonly estate: Estate;
    readonly gatewayLog: string[];
    readonly gateway: Gateway;
}

export const test = base.extend<Fixtures, { engine: Engine; files: SpecFiles }>({
    engine: [
        // Playwright wants its fixtures destructured, even an empty set.
        // eslint-disable-next-line no-empty-pattern
        async ({}, use) => {
            const engine = await openEngine();
            await use(engine);
            await engine.close();
        },
        { scope: 'worker' }
    ],
    files: [
        async ({ engine }, use) => {
            const files = new SpecFiles(engine);
            await use(files);
            await files.end();
        },
        { scope: 'worker' }
    ],
    shared: async ({ files }, use, { file }) => use(await files.of(file)),
    // eslint-disable-next-line no-empty-pattern
    installed: async ({}, use) => use(builtTool),
    estate: ({ shared }, use) => use(shared.once('estate', () => loadEstate())),
    gatewayLog: ({ shared }, use) => use(shared.once('gatewayLog', (): string[] => [])),
    gateway: async ({ shared, estate, gatewayLog, installed }, use) =>
        use(
            await shared.once(
                'gateway',
                () => startEnvironment({ nodes: estate, port: 0, realEngine: shared.engine, tool: installed, log: line => gatewayLog.push(line) }),
                gateway => gateway.close()
            )
        ),
    tool: async ({ page, gateway }, use) => {
        const errors: string[] = [];
        await use(toolOn(page, gateway.url, errors, [...expectedConsole]));
        expect(errors, 'console errors').toEqual([]);
    }
});

export { expect };
