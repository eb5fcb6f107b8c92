/**
 * npm run --silent explain -- TEXT, or -- --file FILE ("-" reads standard input): what the codes in a text mean.
 * Prints a JSON object. Bad use: exit code 2 and one line.
 */
import { readFileSync } from 'node:fs';
import { explainText } from './explain-text';

const usage = 'usage: npm run --silent explain -- TEXT   (a code or any text that holds codes; or --file FILE, where - is standard input)';

/** Text in UTF-8, or in UTF-16 as Windows PowerShell redirects it. */
function readText(file: string): string {
    const content = readFileSync(file === '-' ? 0 : file);
    const mark = content.subarray(0, 2).toString('hex');
    const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
    return new TextDecoder(encoding).decode(content);
}

/** One line about bad use. */
class BadUse extends Error {}

/** @throws BadUse */
function textOf(args: readonly string[]): string {
    if (args.length === 2 && args[0] === '--file') {
        try {
            return readText(args[1]);
        } catch (error) {
            throw new BadUse(`${args[1]}: cannot be read: ${(error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ')}`);
        }
    }
    if (args.length !== 1 || args[0].startsWith('--')) {
        throw new BadUse(usage);
    }
    return args[0];
}

function main(args: readonly string[]): number {
    try {
        process.stdout.write(`${JSON.stringify(explainText(textOf(args)), null, 2)}\n`);
        return 0;
    } catch (error) {
        if (!(error instanceof BadUse)) {
            throw error;
        }
        process.stderr.write(`${error.message}\n`);
        return 2;
    }
}

process.exitCode = main(process.argv.slice(2));
