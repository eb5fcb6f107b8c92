/**
 * npm run package [-- --built]: packs the extension for Windows Admin Center -> dist/community.avma.VERSION.nupkg.
 * `--built` packs the existing output of `npm run build`, for example after signing its files.
 * npm run package -- --check FILE: lists all problems of a package; exit code 1 if there are any.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from '../../dev-gateway/options';
import { build } from '../build';
import { moduleName, root, shown, version } from '../project';
import { checkPackage } from './check';
import { sha256 } from './content-list';
import { pack } from './pack';
import { payload } from './payload';

const bundle = join(root, 'bundle');

export const packageFile = join(root, `dist/${moduleName}.${version()}.nupkg`);

/** @returns the lines to print: one about a valid package, or one for each problem */
function report(file: string, bytes: Uint8Array): { readonly lines: readonly string[]; readonly right: boolean } {
    const { problems, summary, notes } = checkPackage(bytes);
    return problems.length === 0
        ? { lines: [`${file}: ${summary}. Nothing is wrong with it.`, ...notes], right: true }
        : { lines: [...problems, `${file}: ${problems.length === 1 ? '1 problem' : `${problems.length} problems`}.`], right: false };
}

async function make(built: boolean): Promise<void> {
    if (!built) {
        await build('production', line => console.log(line));
    } else if (!existsSync(join(bundle, 'manifest.json'))) {
        throw new Error('There is nothing built. Run: npm run build');
    }
    const bytes = pack(payload(bundle));
    const { lines, right } = report(shown(packageFile), bytes);
    if (!right) {
        throw new Error(lines.join('\n'));
    }
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(packageFile, bytes);
    console.log([lines[0], `SHA-256 ${sha256(bytes).toLowerCase()}`, ...lines.slice(1)].join('\n'));
}

function check(file: string): void {
    if (!existsSync(file)) {
        throw new Error(`${file}: there is no such file. Make one: npm run package`);
    }
    const { lines, right } = report(file, new Uint8Array(readFileSync(file)));
    (right ? process.stdout : process.stderr).write(`${lines.join('\n')}\n`);
    process.exitCode = right ? 0 : 1;
}

async function main(): Promise<void> {
    const { named, flags, words } = readOptions(process.argv.slice(2), ['check'], ['built']);
    if (words.length > 0 || (named.check !== undefined && flags.length > 0)) {
        throw new Error('usage: npm run package [-- --built]   or   npm run package -- --check FILE');
    }
    return named.check === undefined ? make(flags.includes('built')) : check(named.check);
}

if (require.main === module) {
    main().catch((error: Error) => {
        console.error(error.message);
        process.exitCode = 1;
    });
}
