/** npm test [-- SUITE ...]: every suite after the other (two cores are enough for one), then `N passed, N failed` over all. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildEngine } from '../dev-gateway/powershell/build-engine';
import { build } from './build';
import { chromiumPath } from './chromium';
import { generate } from './generate';
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

/** Runs a program of node_modules or a script, or another program, showing what it prints. */
function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}, program = process.execPath): Promise<Output> {
    return new Promise(resolve => {
        const child = spawn(program, args, { cwd: root, env: { ...process.env, NG_CLI_ANALYTICS: 'false', ...environment } });
        let text = '';
        const take = (chunk: Buffer): void => {
            text += chunk.toString();
            process.stdout.write(chunk);
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

async function lint(): Promise<Count> {
    const checks: ReadonlyArray<readonly [string, readonly string[]]> = [
        ['eslint', [bin('eslint/bin/eslint.js'), '.', '--ext', '.ts,.html', '--max-warnings', '0']],
        ['prettier', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']],
        ['types of the tool', [bin('@angular/compiler-cli/bundles/src/bin/ngc.js'), '-p', 'tsconfig.app.json', '--noEmit']],
        ['types of the specs', [bin('typescript/bin/tsc'), '-p', 'tsconfig.spec.json', '--noEmit']],
        ['types of the tools', [bin('typescript/bin/tsc'), '-p', 'tsconfig.node.json', '--noEmit']]
    ];
    let failed = 0;
    for (const [name, args] of checks) {
        const { code } = await run(args);
        console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
        failed += code === 0 ? 0 : 1;
    }
    return { passed: checks.length - failed, failed };
}

async function karma(): Promise<Count> {
    const output = await run([bin('@angular/cli/bin/ng.js'), 'test', '--watch=false', '--progress=false'], { CHROME_BIN: await chromiumPath() });
    // Where something fails, the colour of it stands between the two numbers.
    const plain = output.text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
    const executed = [...plain.matchAll(/Executed (\d+) of \d+(?: \((\d+) FAILED\))?/g)].pop();
    const failed = Number(executed?.[2] ?? 0);
    return counted(output, Number(executed?.[1] ?? 0) - failed, failed);
}

async function node(): Promise<Count> {
    await buildEngine(line => console.log(line));
    const output = await run(['--import', 'tsx', bin('jasmine/bin/jasmine.js'), '--config=tests/jasmine.json']);
    const [, specs, failures] = /(\d+) specs?, (\d+) failures?/.exec(output.text) ?? ['', '0', '0'];
    return counted(output, Number(specs) - Number(failures), Number(failures));
}

/** The built module in a complete PowerShell. */
async function pester(): Promise<Count> {
    const tools = await powershellTools(line => console.log(line));
    const script = join(root, 'tests/pester/Invoke-ModuleTests.ps1');
    const args = [tools.pwsh, '-NoProfile', '-NonInteractive', '-File', script, '-PesterPath', tools.pester];
    const output = await run(args, { POWERSHELL_TELEMETRY_OPTOUT: '1', POWERSHELL_UPDATECHECK: 'Off', DOTNET_CLI_TELEMETRY_OPTOUT: '1' }, 'dotnet');
    const [, passed, failed] = /^(\d+) passed, (\d+) failed\s*$/m.exec(output.text) ?? ['', '0', '1'];
    return counted(output, Number(passed), Number(failed));
}

/** Two suites look at the bundle; it is built for the first of them. */
let bundle: Promise<void> | null = null;

async function inBrowser(name: string): Promise<Count> {
    bundle ??= build('production', line => console.log(line));
    await bundle;
    const report = join(artifacts, `${name}.json`);
    rmSync(report, { force: true });
    const output = await run([bin('@playwright/test/cli.js'), 'test', '--config', `tests/${name}/playwright.config.ts`], {
        CHROME_BIN: await chromiumPath(),
        PLAYWRIGHT_JSON_OUTPUT_NAME: report
    });
    if (!existsSync(report)) {
        return { passed: 0, failed: 1 };
    }
    const { stats } = JSON.parse(readFileSync(report, 'utf8')) as { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };
    return counted(output, stats.expected, stats.unexpected + stats.flaky + stats.skipped);
}

const suites: Readonly<Record<string, () => Promise<Count>>> = {
    lint,
    karma,
    node,
    pester,
    e2e: () => inBrowser('e2e'),
    pictures: () => inBrowser('pictures')
};

async function main(): Promise<void> {
    const wanted = process.argv.slice(2);
    const unknown = wanted.find(name => !suites[name]);
    if (unknown) {
        throw new Error(`There is no suite "${unknown}". There are: ${Object.keys(suites).join(', ')}`);
    }
    mkdirSync(artifacts, { recursive: true });
    generate();
    const lines: string[] = [];
    const total = { passed: 0, failed: 0 };
    for (const name of wanted.length > 0 ? wanted : Object.keys(suites)) {
        console.log(`\n--- ${name} ---`);
        const started = Date.now();
        const count = await suites[name]().catch((error: Error) => {
            console.error(error.message);
            return { passed: 0, failed: 1 };
        });
        total.passed += count.passed;
        total.failed += count.failed;
        lines.push(`${name}: ${count.passed} passed, ${count.failed} failed (${Math.round((Date.now() - started) / 1000)} s)`);
    }
    console.log(`\n${lines.join('\n')}\n${total.passed} passed, ${total.failed} failed`);
    process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

main().catch((error: Error) => {
    console.error(error.message);
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
});
