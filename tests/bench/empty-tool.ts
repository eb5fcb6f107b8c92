/** The SDK's empty tool as `wac create`, which only works on Windows, would create it: its template with names and generated code. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, sdk } from '../../build/project';
import { readScripts, scriptsModule } from '../../build/scripts';
import { readResources, sdkLanguages, sdkTexts, toTree } from '../../build/strings';

/** The folder in angular.json. */
const folder = join(root, '.cache/bench/empty-tool');
const template = join(sdk, 'tools/wac-cli/templates/wac-template');

const names: Readonly<Record<string, string>> = { CompanyName: 'Contoso', 'company-name': 'contoso', ProductName: 'Empty', 'product-name': 'empty' };

function write(file: string, content: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
}

function putNamesIn(place: string): void {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
        const file = join(place, entry.name);
        if (entry.isDirectory()) {
            putNamesIn(file);
        } else if (/\.(ts|html|json|resjson)$/.test(entry.name)) {
            writeFileSync(
                file,
                readFileSync(file, 'utf8').replace(/\{!([\w-]+)\}/g, (_, name: string) => names[name] ?? 'Empty')
            );
        }
    }
}

/** Creates the sources of the configuration `empty-tool`. */
export function createEmptyTool(): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(join(template, 'src'), join(folder, 'src'), { recursive: true });
    cpSync(join(template, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
    putNamesIn(join(folder, 'src'));
    // Three declarations of the SDK import a file in the wrong letter case.
    const compilerOptions = { outDir: 'out', types: [], skipLibCheck: true, typeRoots: [join(root, 'node_modules/@types')] };
    write(
        'tsconfig.json',
        JSON.stringify({ extends: './tsconfig.base.json', compilerOptions, files: ['src/main.ts', 'src/polyfills.ts'], include: ['src/**/*.d.ts'] })
    );
    write('src/generated/powershell-scripts.ts', scriptsModule(readScripts(join(folder, 'src/resources/scripts'))));
    const resources = join(folder, 'src/resources/strings/strings.resjson');
    const texts = Object.fromEntries(Object.entries(readResources(resources)).filter(([key]) => key !== '//'));
    for (const language of ['', ...sdkLanguages()]) {
        write(join('src/assets/strings', language, 'strings.json'), JSON.stringify({ ...sdkTexts(language), ...toTree(texts, resources) }));
    }
}
