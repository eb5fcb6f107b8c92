/** Which specs are near to a file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { root } from '../../build/project';

const under = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry =>
        entry.isDirectory() ? under(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]
    );

/** The files that a file of the tool is made of, itself among them: its imports, and its template. */
function closure(file: string, all: Set<string>): ReadonlySet<string> {
    all.add(file);
    for (const [, name] of readFileSync(join(root, file), 'utf8').matchAll(/(?:from|templateUrl:) '(\.[^']+)'/g)) {
        const path = relative(root, join(root, dirname(file), name)).replace(/\\/g, '/');
        const target = [path, `${path}.ts`].find(one => /\.(ts|html)$/.test(one) && existsSync(join(root, one)));
        if (target && !all.has(target)) {
            closure(target, all);
        }
    }
    return all;
}

let specs: ReadonlyMap<string, ReadonlySet<string>> | null = null;

/** Each spec of the tool with the files that it is made of. */
function specsWithParts(): ReadonlyMap<string, ReadonlySet<string>> {
    specs ??= new Map(
        under('src/app')
            .filter(one => one.endsWith('.spec.ts'))
            .map(one => [one, closure(one, new Set())])
    );
    return specs;
}

export const allSpecsOfTool = (): string[] => [...specsWithParts().keys()];

/** The specs of the tool that the file has a part in: those of its folder, and the others. */
export function specsOfTool(file: string): { readonly near: readonly string[]; readonly others: readonly string[] } {
    const all = [...specsWithParts()].filter(([, parts]) => parts.has(file)).map(([name]) => name);
    const isNear = (name: string): boolean => dirname(name) === dirname(file);
    return { near: all.filter(isNear), others: all.filter(name => !isNear(name)) };
}

const kebab = (command: string): string => command.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

/** The specs of a script of gateway-plugin: by the names of the scripts in which it is. */
export function specsOfScript(file: string): readonly string[] {
    const names = under('tests/scripts').filter(one => one.endsWith('.spec.ts'));
    const startingWith = (start: string): string[] => names.filter(name => basename(name).startsWith(start));
    if (file.startsWith('gateway-plugin/module/')) {
        return startingWith('module');
    }
    const scripts = readdirSync(join(root, 'gateway-plugin')).filter(name => name.endsWith('.ps1'));
    const users = file.startsWith('gateway-plugin/parts/')
        ? scripts.filter(name => readFileSync(join(root, 'gateway-plugin', name), 'utf8').includes(`# INCLUDE parts/${basename(file)}`))
        : [basename(file)];
    const own = users.flatMap(name => startingWith(kebab(basename(name, '.ps1'))));
    // A host that shows all of its nodes is read by the scripts of clusters.
    const clusters = users.some(name => name.includes('Cluster')) ? startingWith('get-avma-cluster') : [];
    return [...new Set([...startingWith('mandatory-parameters'), ...own, ...clusters, ...startingWith('guest-rights').filter(() => users.length > 1)])];
}
