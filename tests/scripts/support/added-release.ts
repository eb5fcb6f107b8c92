/** The tool as it would be with one more row in the table of releases: nothing else is changed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { build, Plugin } from 'esbuild';
import { root } from '../../../build/project';

const end = '\n] as const;';

/** The table with this row at its end. */
function withRow(row: string): Plugin {
    return {
        name: 'added release',
        setup: ({ onLoad }) =>
            onLoad({ filter: /domain[\\/]versions[\\/]releases\.ts$/ }, ({ path }) => {
                const table = readFileSync(path, 'utf8');
                if (table.split(end).length !== 2) {
                    throw new Error('The end of the table was not found.');
                }
                return { contents: table.replace(end, `,\n${row}${end}`), loader: 'ts' };
            })
    };
}

/** The names that the tool imports from a package. */
function importedNames(name: string): string[] {
    const files = readdirSync(join(root, 'src/app'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
    const imports = new RegExp(`import \\{([^}]+)\\} from '${name}'`, 'g');
    const texts = files.map(file => readFileSync(join(root, 'src/app', file), 'utf8'));
    return [...new Set(texts.flatMap(text => [...text.matchAll(imports)].flatMap(([, names]) => names.split(',').map(one => one.trim()))))].filter(
        one => one !== ''
    );
}

/** Components are classes here: what Angular and the SDK make of them is of no interest, and neither loads outside of a browser. */
const bareClasses: Plugin = {
    name: 'bare classes',
    setup: ({ onLoad, onResolve }) => {
        onResolve({ filter: /^@(angular|microsoft)\// }, ({ path }) => ({ path, namespace: 'stand-in' }));
        // Whatever is imported is a function that can be called, extended and decorated with.
        onLoad({ filter: /./, namespace: 'stand-in' }, ({ path }) => ({
            contents: importedNames(path)
                .map(name => `export function ${name}() { return () => undefined; }`)
                .join('\n'),
            loader: 'js'
        }));
    }
};

/**
 * What a module exports.
 * @param source an entry in TypeScript; its imports begin at the project's folder
 * @param row the release to add, as a row of releases.ts; null for the table as it is
 */
export async function load<Exports>(source: string, row: string | null): Promise<Exports> {
    const { outputFiles } = await build({
        stdin: { contents: source, resolveDir: root, loader: 'ts', sourcefile: join(root, 'entry.ts') },
        bundle: true,
        write: false,
        format: 'iife',
        globalName: 'loaded',
        platform: 'neutral',
        mainFields: ['module', 'main'],
        logLevel: 'silent',
        tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
        plugins: row === null ? [bareClasses] : [withRow(row), bareClasses]
    });
    const strings = JSON.parse(readFileSync(join(root, 'src/assets/strings/strings.json'), 'utf8')) as { readonly Strings: object };
    const resources = { getStrings: () => strings.Strings, self: () => ({ Resources: {} }) };
    const loaded = runInThisContext(`(MsftSme => { ${outputFiles[0].text}; return loaded; })`) as (global: object) => Exports;
    return loaded(resources);
}
