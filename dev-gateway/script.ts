/**
 * npm run --silent script -- Get-AvmaGuest --host HV01 [--parameters JSON] [--estate FILE] [--latency MS] [--statistics]
 * Runs one script of gateway-plugin through the engine on a host of the estate and prints its rows as a JSON array.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEstate } from './estate/estate';
import { readOptions } from './options';
import { openEngine } from './powershell/engine';
import { wrapScript } from './wrap-script';

const plugin = join(__dirname, '../gateway-plugin');

async function main(): Promise<number> {
    const { words, named, flags } = readOptions(process.argv.slice(2), ['host', 'parameters', 'estate', 'latency'], ['statistics']);
    const file = join(plugin, `${words[0] ?? ''}.ps1`);
    if (words.length !== 1 || !named.host || !existsSync(file)) {
        throw new Error(
            'usage: npm run --silent script -- NAME --host HOST [--parameters JSON] [--estate FILE] [--latency MS] [--statistics]   (NAME: a script of gateway-plugin)'
        );
    }
    const parameters = JSON.parse(named.parameters ?? '{}') as Record<string, unknown>;
    const estate = loadEstate(named.estate, named.latency === undefined ? undefined : Number(named.latency));
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
        for await (const event of session.run({ script: wrapScript(words[0], readFileSync(file, 'utf8'), parameters) }).events) {
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
