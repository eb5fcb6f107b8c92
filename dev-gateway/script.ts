/**
 * npm run --silent script -- Get-AvmaGuest --host HV01 [--parameters JSON] [--estate FILE] [--latency MS] [--statistics]
 * Runs one script of gateway-plugin in the engine, on a host of the estate, and prints its rows as a JSON array.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { scriptText } from '../build/script-text';
import { loadEstate } from './estate/estate';
import { latencyOption, readOptions } from './options';
import { openEngine } from './powershell/engine';
import { wrapScript } from './wrap-script';

const plugin = join(__dirname, '../gateway-plugin');

const usage =
    'usage: npm run --silent script -- NAME --host HOST [--parameters JSON] [--estate FILE] [--latency MS] [--statistics]   (NAME: a script of gateway-plugin)';

/** @throws Error with one line if gateway-plugin has no such script */
function textOf(name: string): string {
    const names = readdirSync(plugin)
        .filter(file => file.endsWith('.ps1'))
        .map(file => file.slice(0, -'.ps1'.length));
    if (!names.includes(name)) {
        throw new Error(`There is no script ${name}. There are: ${names.join(', ')}`);
    }
    return scriptText(join(plugin, `${name}.ps1`));
}

/** @throws Error with one line unless the text is a JSON object */
function readParameters(text: string): Record<string, unknown> {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch (error) {
        throw new Error(`--parameters is not JSON: ${(error as Error).message.replace(/\s+/g, ' ')}`);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new Error('--parameters must be a JSON object, such as {"vmId": "..."}.');
    }
    return value as Record<string, unknown>;
}

async function main(): Promise<number> {
    const options = readOptions(process.argv.slice(2), ['host', 'parameters', 'estate', 'latency'], ['statistics']);
    const { words, named, flags } = options;
    if (words.length !== 1 || !named.host) {
        throw new Error(usage);
    }
    const text = textOf(words[0]);
    const parameters = readParameters(named.parameters ?? '{}');
    const estate = loadEstate(named.estate, latencyOption(options));
    if (!estate.node(named.host)) {
        throw new Error(`${named.host} is not in the estate. It has: ${estate.nodeNames.join(', ')}`);
    }
    const engine = await openEngine(line => process.stderr.write(`${line}\n`));
    try {
        const session = await engine.openSession({
            node: named.host,
            answerer: estate,
            language: estate.languageMode(named.host),
            windowsModules: estate.windowsModules(named.host)
        });
        const rows: unknown[] = [];
        let failure = '';
        for await (const event of session.run({ script: wrapScript(words[0], text, parameters) }).events) {
            if (event.kind === 'output') {
                rows.push(event.value);
            } else if (event.kind === 'error') {
                process.stderr.write(`${event.error.message} [${event.error.errorId}]\n`);
            } else if (event.kind === 'end' && event.state !== 'completed') {
                failure = event.error?.message ?? event.state;
            }
        }
        if (failure !== '') {
            process.stderr.write(`${failure}\n`);
            return 1;
        }
        process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
        if (flags.includes('statistics')) {
            process.stderr.write(`${JSON.stringify(estate.statistics(named.host))}\n`);
        }
        return 0;
    } finally {
        await engine.close();
    }
}

main().then(
    code => (process.exitCode = code),
    (error: Error) => {
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 2;
    }
);
