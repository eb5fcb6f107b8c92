/** docs/powershell-module.md: what it tells somebody to type runs as it stands there, and what only Windows can run is at least right PowerShell. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../../build/project';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { documents } from '../docs/support/markdown';
import { getCredential, ModuleConsole, moduleFolder } from './support/module-console';
import { closeEngine, engine } from '../support/engine';

const page = documents.find(({ path }) => path === 'docs/powershell-module.md');
const text = page?.text ?? '';
const blocks = (...languages: string[]): string[] => (page?.blocks ?? []).filter(block => languages.includes(block.language)).map(block => block.text);

describe('docs/powershell-module.md', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avma-docs-'));

    afterAll(async () => {
        rmSync(folder, { recursive: true, force: true });
        // The path of modules that is set below is one for all sessions of a process.
        await closeEngine();
    });

    it('has commands that run on a host, and show something or write a file', async () => {
        expect(blocks('powershell').length).toBeGreaterThan(7);
        for (const block of blocks('powershell')) {
            const estate = loadEstate();
            const typed = await ModuleConsole.open(estate, 'HV01');
            await typed.type(
                `$env:PSModulePath = '${dirname(moduleFolder())}'\n$ExecutionContext.SessionState.Path.SetLocation('${folder}')\n${getCredential}`
            );
            const { values, errors, failure } = await typed.type(block);
            await typed.close();
            expect([...errors, failure].filter(one => one !== null))
                .withContext(block)
                .toEqual([]);
            const files = readdirSync(folder);
            expect(files.length)
                .withContext(block)
                .toBe([...block.matchAll(/Export-Csv .* -Encoding UTF8$/gm)].length);
            for (const file of files) {
                expect(readFileSync(join(folder, file), 'utf8').trim().split('\r\n').length)
                    .withContext(file)
                    .toBeGreaterThan(1);
                rmSync(join(folder, file));
            }
            expect(values.length + files.length)
                .withContext(block)
                .toBeGreaterThan(0);
            expect(estate.logons.filter(logon => !logon.success)).toEqual([]);
        }
    }, 120_000);

    it('has nothing but PowerShell 5.1 in the rest of its blocks', async () => {
        expect(blocks('ps1').length).toBeGreaterThan(6);
        for (const block of blocks('ps1', 'powershell')) {
            const usage = await (await engine()).inspect(block);
            expect([usage.errors, usage.newerThan51, usage.nonAscii]).withContext(block).toEqual([[], [], []]);
        }
        expect(page?.blocks.length).toBe(blocks('ps1', 'powershell').length);
    });

    it('names every function of the module, and no other', () => {
        const functions = readdirSync(join(root, 'gateway-plugin/module'))
            .filter(name => /^\w+-\w+\.ps1$/.test(name))
            .map(name => name.replace('.ps1', ''));
        const named = [...text.matchAll(/`((?:Get|Install|Remove|Enable)-(?:Avma|EncryptionJWK)\w+)`/g)].map(match => match[1]);
        expect([...new Set(named)].sort()).toEqual(functions.sort());
    });
});
