/** The Pester suite, which also runs in Windows PowerShell 5.1: its syntax and commands are held to 5.1 here, where there is none. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/project';
import { publishedCommands } from '../support/published-commands';
import { engine } from '../support/engine';

const folder = join(root, 'tests/pester');
const files = (readdirSync(folder, { recursive: true }) as string[]).filter(name => /\.(ps1|psm1|psd1)$/.test(name)).sort();

/** https://pester.dev/docs/v5/commands/Describe and its neighbors. */
const pester = ['describe', 'it', 'should', 'beforeall', 'afterall', 'beforediscovery', 'invoke-pester', 'new-pesterconfiguration'];

/** Where parameters of a command of 5.1 are not in windows-surface: https://learn.microsoft.com/powershell/module/ */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
    'export-modulemember': ['function'],
    'format-table': ['showerror'],
    'get-formatdata': ['typename'],
    'get-help': ['name', 'full', 'parameter'],
    'get-verb': [],
    'import-csv': ['literalpath'],
    'new-item': ['itemtype', 'path'],
    'remove-module': [],
    'set-content': ['literalpath', 'value'],
    'split-path': ['parent'],
    'test-modulemanifest': ['path', 'warningvariable', 'errorvariable'],
    'test-pssessionconfigurationfile': ['path']
};

describe('The Pester suite', () => {
    it('is ASCII in the syntax of Windows PowerShell 5.1', async () => {
        expect(files.length).toBeGreaterThan(8);
        for (const file of files) {
            const usage = await (await engine()).inspect(readFileSync(join(folder, file), 'utf8'));
            expect([usage.errors, usage.nonAscii, usage.newerThan51]).withContext(file).toEqual([[], [], []]);
        }
    });

    it('calls commands and parameters of 5.1 and of Pester, and skips no test', async () => {
        const published = publishedCommands();
        const texts = files.map(file => readFileSync(join(folder, file), 'utf8'));
        const own = texts.flatMap(text => [...text.matchAll(/^\s*(?:function|filter) (?:global:)?([\w-]+)/gm)].map(match => match[1].toLowerCase()));
        const module = readdirSync(join(root, 'gateway-plugin/module')).map(name => name.replace(/\.ps1$/, '').toLowerCase());
        for (const [index, text] of texts.entries()) {
            const { commands } = await (await engine()).inspect(text);
            const problems = commands
                .filter(call => !call.dynamic)
                .flatMap(call => {
                    const name = call.name.toLowerCase();
                    if ([...pester, ...own, ...module].includes(name)) {
                        return [];
                    }
                    const parameters = [...(published.get(name) ?? []), ...(elsewhere[name] ?? [])];
                    return published.has(name) || elsewhere[name]
                        ? call.parameters.filter(one => !['erroraction', ...parameters].includes(one.toLowerCase())).map(one => `${call.name} -${one}`)
                        : [call.name];
                });
            expect(problems).withContext(files[index]).toEqual([]);
            expect(commands.filter(call => call.name === 'It' && call.parameters.some(one => /^skip$/i.test(one))))
                .withContext(files[index])
                .toEqual([]);
            expect(text)
                .withContext(files[index])
                .not.toMatch(/\$(IsWindows|IsLinux|IsMacOS|IsCoreCLR|PSStyle)\b|Set-ItResult|-Skip\b/i);
        }
    });
});
