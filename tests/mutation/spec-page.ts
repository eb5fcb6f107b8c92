/** Runs specs of the tool in a headless browser, from a bundle that is made in memory: one file can be another than on disk, and a run takes seconds. */
import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { Browser, chromium } from '@playwright/test';
import { build, Plugin } from 'esbuild';
import ts from 'typescript';
import { chromiumFlags, chromiumPath } from '../../build/chromium';
import { root } from '../../build/project';

/** A file whose text is another one than on disk. */
export interface Change {
    /** Below the root, with slashes. */
    readonly file: string;
    readonly text: string;
}

export interface SpecResult {
    readonly passed: number;
    /** Full names of the specs that failed, or what kept them from running. */
    readonly failures: readonly string[];
}

/** What a page of specs reports of itself. */
interface Report {
    readonly done: boolean;
    readonly passed: number;
    readonly failures: readonly string[];
}

const source = join(root, 'src');
const jasmineCore = join(root, 'node_modules/jasmine-core/lib/jasmine-core');
const stubs: Readonly<Record<string, string>> = { moment: join(source, 'stubs/moment.ts'), 'chart.js': join(source, 'stubs/chart.ts') };
/** A page in which nothing happens any more. */
const maxMs = 120_000;

const reporter = `
const types = new WeakMap();
Reflect.metadata = (key, value) => target => void (key === 'design:paramtypes' && types.set(target, value));
Reflect.getOwnMetadata = (key, target) => (key === 'design:paramtypes' ? types.get(target) : undefined);
window.avmaSpecs = { done: false, passed: 0, failures: [] };
jasmine.getEnv().configure({ random: false, forbidDuplicateNames: false });
jasmine.getEnv().addReporter({
    specDone: spec => spec.status === 'passed' ? avmaSpecs.passed++ : spec.status === 'failed' && (console.log(spec.fullName + ': ' + spec.failedExpectations.map(e => e.message).join('; ').slice(0, 400)), avmaSpecs.failures.push(spec.fullName)),
    suiteDone: suite => suite.failedExpectations.length > 0 && avmaSpecs.failures.push(suite.fullName),
    jasmineDone: result => {
        result.failedExpectations.filter(one => one.globalErrorType === 'load').forEach(one => avmaSpecs.failures.push(one.message));
        avmaSpecs.done = true;
    }
});
window.onerror = message => { avmaSpecs.failures.push(String(message)); avmaSpecs.done ||= typeof avmaLoaded === 'undefined'; };
`;

const pageText = `<!DOCTYPE html><html lang="en"><head><base href="/"><link rel="stylesheet" href="/main.css"><link rel="stylesheet" href="/styles.css">
<script src="/polyfills.js"></script><script src="/jasmine.js"></script><script src="/jasmine-html.js"></script><script src="/boot0.js"></script><script src="/reporter.js"></script></head>
<body><script src="/specs.js"></script><script>window.avmaLoaded = true; jasmine.getEnv().execute();</script></body></html>`;

/** Whether a parameter names what it is given by a token, so that its type may be an interface. */
function hasToken(node: ts.ParameterDeclaration): boolean {
    return (ts.getDecorators(node) ?? []).some(({ expression }) => ts.isCallExpression(expression) && expression.expression.getText() === 'Inject');
}

/**
 * Only the classes in constructors are kept for injection. Other types beside decorators would be imported as well, and an interface is nothing that can be:
 * they become `any`.
 */
function withoutTypes(file: string, text: string): string {
    const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    const types: ts.TypeNode[] = [];
    const visit = (node: ts.Node): void => {
        const injected = ts.isParameter(node) && ts.isConstructorDeclaration(node.parent);
        const decorated = ts.canHaveDecorators(node) && (ts.getDecorators(node) ?? []).length > 0;
        if (decorated && ((ts.isParameter(node) && hasToken(node)) || ts.isPropertyDeclaration(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node))) {
            types.push(...[node.type, ...('parameters' in node ? node.parameters.map(one => one.type) : [])].flatMap(type => type ?? []));
        } else if (!injected) {
            ts.forEachChild(node, visit);
        }
    };
    visit(tree);
    const places = types.map(type => [type.getStart(tree), type.getEnd()] as const).sort(([one], [other]) => other - one);
    return places.reduce((rest, [start, end]) => `${rest.slice(0, start)}any${rest.slice(end)}`, text);
}

/** As Angular's own builder for tests does it: decorators stay, types of constructors are kept for injection, templates are put into their components. */
function asSource({ file, text }: Change, read: (file: string) => string): string {
    const inlined = text.replace(/templateUrl: '\.\/([^']+)'/g, (_, name: string) => `template: ${JSON.stringify(read(join(dirname(file), name)))}`);
    const { outputText } = ts.transpileModule(withoutTypes(file, inlined), {
        fileName: file,
        compilerOptions: {
            target: ts.ScriptTarget.ES2022,
            module: ts.ModuleKind.ES2022,
            experimentalDecorators: true,
            emitDecoratorMetadata: true,
            useDefineForClassFields: false,
            importHelpers: true,
            inlineSourceMap: false
        }
    });
    return outputText;
}

function toolPlugin(change: Change | null): Plugin {
    const read = (file: string): string => (change && join(root, change.file) === file ? change.text : readFileSync(file, 'utf8'));
    return {
        name: 'tool',
        setup: setup => {
            setup.onResolve({ filter: /^(moment|chart\.js)$/ }, ({ path }) => ({ path: stubs[path] }));
            setup.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
                contents: path.startsWith(source) ? asSource({ file: path, text: read(path) }, read) : readFileSync(path),
                loader: 'ts'
            }));
        }
    };
}

/** They come before jasmine, whose clock would not accept timers that were replaced after it was loaded. */
const polyfills: readonly string[] = ['zone.js', '@microsoft/windows-admin-center-sdk/core/polyfills'];
const setUp: readonly string[] = ['zone.js/testing', '@angular/compiler', join(source, 'test.ts')];

async function bundle(imports: readonly string[], change: Change | null): Promise<string> {
    const { outputFiles } = await build({
        stdin: { contents: imports.map(name => `import ${JSON.stringify(name)};`).join('\n'), resolveDir: root, loader: 'js' },
        bundle: true,
        write: false,
        format: 'iife',
        target: 'es2022',
        // Zone.js can't follow native async functions, so that fake time would miss what comes after an await. Angular's builder rewrites them, too.
        supported: { 'async-await': false, 'async-generator': false, 'for-await': false },
        mainFields: ['fesm2020', 'es2020', 'module', 'main'],
        conditions: ['es2020', 'module'],
        logLevel: 'silent',
        plugins: [toolPlugin(change)]
    });
    return outputFiles[0].text;
}

export class SpecPage {
    private script = '';

    private constructor(
        private readonly browser: Browser,
        private readonly server: Server,
        private readonly polyfills: string
    ) {}

    public static async open(): Promise<SpecPage> {
        const browser = await chromium.launch({ executablePath: await chromiumPath(), args: [...chromiumFlags] });
        const page = new SpecPage(browser, createServer(), await bundle(polyfills, null));
        page.server.on('request', (request, response) => {
            const answer = page.answer(request.url ?? '/');
            response.writeHead(answer === null ? 404 : 200, { 'Content-Type': page.typeOf(request.url ?? '/') });
            response.end(answer ?? '');
        });
        await new Promise<void>(resolve => page.server.listen(0, '127.0.0.1', resolve));
        return page;
    }

    /** @param specs absolute files @param change null: everything as it is on disk */
    public async run(specs: readonly string[], change: Change | null): Promise<SpecResult> {
        try {
            this.script = await bundle([...setUp, ...specs], change);
        } catch (error) {
            return { passed: 0, failures: [`does not build: ${(error as Error).message.split('\n')[1] ?? ''}`] };
        }
        const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 } });
        try {
            const page = await context.newPage();
            const { port } = this.server.address() as AddressInfo;
            await page.goto(`http://127.0.0.1:${port}/`);
            const report = (): Promise<Report> => page.evaluate(() => (window as unknown as { avmaSpecs: Report }).avmaSpecs);
            const ended = await page
                .waitForFunction(() => (window as unknown as { avmaSpecs: Report }).avmaSpecs.done, undefined, { timeout: maxMs })
                .then(
                    () => true,
                    () => false
                );
            if (!ended) {
                return { passed: 0, failures: ['the specs do not end'] };
            }
            const { passed, failures } = await report();
            return { passed, failures };
        } finally {
            await context.close();
        }
    }

    public async close(): Promise<void> {
        await this.browser.close();
        await new Promise(resolve => this.server.close(resolve));
    }

    private typeOf(url: string): string {
        return url.endsWith('.js') ? 'text/javascript' : url.endsWith('.css') ? 'text/css' : url === '/' ? 'text/html' : 'application/octet-stream';
    }

    private answer(url: string): string | Buffer | null {
        switch (url) {
            case '/':
                return pageText;
            case '/polyfills.js':
                return this.polyfills;
            case '/specs.js':
                return this.script;
            case '/reporter.js':
                return reporter;
            case '/jasmine.js':
            case '/jasmine-html.js':
            case '/boot0.js':
                return readFileSync(join(jasmineCore, basename(url)));
            case '/main.css':
                return readFileSync(join(root, 'node_modules/@microsoft/windows-admin-center-sdk/styles/css/main-v2.css'));
            case '/styles.css':
                return readFileSync(join(source, 'styles.css'));
            default:
                // The styles of each screen, which styles.css imports.
                return /^\/styles\/[a-z-]+\.css$/.test(url) ? readFileSync(join(source, url)) : null;
        }
    }
}
