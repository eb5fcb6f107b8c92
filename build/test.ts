/** npm test [-- SUITE ...]: suites that need one core each side by side, then those that use two, then `N passed, N failed` over all. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { sdkStyles } from '../dev-gateway/fonts';
import { buildEngine } from '../dev-gateway/powershell/build-engine';
import { angularArguments } from './build';
import { chromiumPath } from './chromium';
import { generate } from './generate';
import { compileManifest } from './manifest';
import { powershellTools } from './powershell-tools';
import { root } from './project';

interface Count {
    readonly passed: number;
    readonly failed: number;
}

interface Output {
    readonly code: number;
    readonly text: string;
}

const artifacts = join(root, '.artifacts');

/** Takes what a suite prints, part by part. */
type Print = (text: string) => void;

/** Runs a program of node_modules or a script, or another program, handing on what it prints. */
function run(print: Print, args: readonly string[], environment: NodeJS.ProcessEnv = {}, program = process.execPath): Promise<Output> {
    return new Promise(resolve => {
        const child = spawn(program, args, { cwd: root, env: { ...process.env, NG_CLI_ANALYTICS: 'false', ...environment } });
        let text = '';
        const take = (chunk: Buffer): void => {
            text += chunk.toString();
            print(chunk.toString());
        };
        child.stdout.on('data', take);
        child.stderr.on('data', take);
        child.on('error', error => resolve({ code: 1, text: `${text}\n${error.message}` }));
        child.on('close', code => resolve({ code: code ?? 1, text }));
    });
}

const bin = (path: string): string => join(root, 'node_modules', path);

/** A suite that ended badly without a failed test has failed as a whole. */
function counted(output: Output, passed: number, failed: number): Count {
    return output.code !== 0 && failed === 0 ? { passed, failed: 1 } : { passed, failed };
}

async function lint(print: Print): Promise<Count> {
    const checks: ReadonlyArray<readonly [string, readonly string[]]> = [
        ['eslint', [bin('eslint/bin/eslint.js'), '.', '--ext', '.ts,.html', '--max-warnings', '0']],
        ['unused files and exports', [bin('knip/bin/knip.js'), '--include', 'files,exports,types', '--no-progress']],
        ['prettier', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
        ['types of the tool', [bin('@angular/compiler-cli/bundles/src/bin/ngc.js'), '-p', 'tsconfig.app.json', '--noEmit']],
        ['types of the specs', [bin('typescript/bin/tsc'), '-p', 'tsconfig.spec.json', '--noEmit']],
        ['types of the tools', [bin('typescript/bin/tsc'), '-p', 'tsconfig.node.json', '--noEmit']]
    ];
    let failed = 0;
    for (const [name, args] of checks) {
        const { code } = await run(print, args);
        print(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
        failed += code === 0 ? 0 : 1;
    }
    return { passed: checks.length - failed, failed };
}

async function karma(print: Print): Promise<Count> {
    const output = await run(print, [bin('@angular/cli/bin/ng.js'), 'test', '--watch=false', '--progress=false'], { CHROME_BIN: await chromiumPath() });
    // Where something fails, the colour of it stands between the two numbers.
    const plain = output.text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
    const executed = [...plain.matchAll(/Executed (\d+) of \d+(?: \((\d+) FAILED\))?/g)].pop();
    const failed = Number(executed?.[2] ?? 0);
    return counted(output, Number(executed?.[1] ?? 0) - failed, failed);
}

async function node(print: Print): Promise<Count> {
    await buildEngine(line => print(`${line}\n`));
    const output = await run(print, ['--import', 'tsx', bin('jasmine/bin/jasmine.js'), '--config=tests/jasmine.json']);
    const [, specs, failures] = /(\d+) specs?, (\d+) failures?/.exec(output.text) ?? ['', '0', '0'];
    return counted(output, Number(specs) - Number(failures), Number(failures));
}

/** The built module in a complete PowerShell. */
async function pester(print: Print): Promise<Count> {
    const tools = await powershellTools(line => print(`${line}\n`));
    const script = join(root, 'tests/pester/Invoke-ModuleTests.ps1');
    const args = [tools.pwsh, '-NoProfile', '-NonInteractive', '-File', script, '-PesterPath', tools.pester];
    const output = await run(print, args, { POWERSHELL_TELEMETRY_OPTOUT: '1', POWERSHELL_UPDATECHECK: 'Off', DOTNET_CLI_TELEMETRY_OPTOUT: '1' }, 'dotnet');
    const [, passed, failed] = /^(\d+) passed, (\d+) failed\s*$/m.exec(output.text) ?? ['', '0', '1'];
    return counted(output, Number(passed), Number(failed));
}

/** The application that the suites in a browser look at. */
async function bundle(print: Print): Promise<void> {
    const { code } = await run(print, angularArguments('production'));
    if (code !== 0) {
        throw new Error('The Angular build failed; its messages are above.');
    }
    compileManifest();
}

async function inBrowser(name: string, print: Print): Promise<Count> {
    await buildEngine(line => print(`${line}\n`));
    // Before the workers start, which would each fetch them.
    await sdkStyles(line => print(`${line}\n`));
    const report = join(artifacts, `${name}.json`);
    rmSync(report, { force: true });
    const output = await run(print, [bin('@playwright/test/cli.js'), 'test', '--config', `tests/${name}/playwright.config.ts`], {
        CHROME_BIN: await chromiumPath(),
        PLAYWRIGHT_JSON_OUTPUT_NAME: report
    });
    if (!existsSync(report)) {
        return { passed: 0, failed: 1 };
    }
    const { stats } = JSON.parse(readFileSync(report, 'utf8')) as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
    return counted(output, stats.expected, stats.unexpected + stats.flaky + stats.skipped);
}

/** Those that need one core each, the longest first. */
const small: Readonly<Record<string, (print: Print) => Promise<Count>>> = { node, lint, karma, pester };

/** Those that use two cores by themselves. */
const large: Readonly<Record<string, (print: Print) => Promise<Count>>> = {
    e2e: print => inBrowser('e2e', print),
    pictures: print => inBrowser('pictures', print)
};

interface Work {
    readonly name: string;
    readonly run: (print: Print) => Promise<Count>;
}

interface Result extends Count {
    readonly name: string;
    readonly seconds: number;
}

/** Does it all, so much at a time; of what runs side by side each shows what it printed when it has ended. */
async function workThrough(all: readonly Work[], atATime: number): Promise<Result[]> {
    const waiting = [...all];
    const results: Result[] = [];
    const lane = async (): Promise<void> => {
        for (let work = waiting.shift(); work; work = waiting.shift()) {
            const { name } = work;
            const started = Date.now();
            const head = `\n--- ${name} ---\n`;
            let text = '';
            const print: Print = atATime > 1 ? part => (text += part) : part => process.stdout.write(part);
            print(head);
            const count = await work.run(print).catch((error: Error) => {
                print(`${error.message}\n`);
                return { passed: 0, failed: 1 };
            });
            process.stdout.write(text);
            results.push({ name, ...count, seconds: Math.round((Date.now() - started) / 1000) });
        }
    };
    await Promise.all(Array.from({ length: atATime }, lane));
    return results;
}

async function main(): Promise<void> {
    const wanted = process.argv.slice(2);
    const suites = { ...small, ...large };
    const unknown = wanted.find(name => !suites[name]);
    if (unknown) {
        throw new Error(`There is no suite "${unknown}". There are: ${Object.keys(suites).join(', ')}`);
    }
    mkdirSync(artifacts, { recursive: true });
    generate();
    const chosen = (from: typeof small): Work[] =>
        Object.entries(from).flatMap(([name, run]) => (wanted.length === 0 || wanted.includes(name) ? [{ name, run }] : []));
    const inBrowsers = chosen(large);
    // Nothing that was built before may be looked at; what fails to build fails as a suite.
    const build = { name: 'bundle', run: (print: Print) => bundle(print).then(() => ({ passed: 0, failed: 0 })) };
    const first = [...chosen(small), ...(inBrowsers.length > 0 ? [build] : [])];
    const results = await workThrough(first, Math.min(2, availableParallelism(), first.length));
    if (!results.some(({ name, failed }) => name === build.name && failed > 0)) {
        results.push(...(await workThrough(inBrowsers, 1)));
    }
    const lines = results.map(({ name, passed, failed, seconds }) => `${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
    const total = results.reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }), { passed: 0, failed: 0 });
    console.log(`\n${lines.join('\n')}\n${total.passed} passed, ${total.failed} failed`);
    process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

main().catch((error: Error) => {
    console.error(error.message);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
});
