/** The PowerShell module as a whole: its files, its manifest, what it exports, its help, its tables, and how it fits the scripts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleFiles } from '../../build/powershell-module';
import { moduleName, root, version } from '../../build/project';
import { readScript, withoutComments } from '../../build/scripts';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { ModuleConsole, moduleFolder } from './support/module-console';
import { engine } from '../support/engine';
import { pluginFolder } from './support/script-runner';

const folder = join(pluginFolder, 'module');
const files = moduleFiles(version());
const text = (name: string): string => files.get(`${moduleName}/${name}`) ?? '';
const commands = readdirSync(folder)
    .filter(name => /^\w+-\w+\.ps1$/.test(name))
    .map(name => name.replace('.ps1', ''))
    .sort();
const scripts = readdirSync(pluginFolder)
    .filter(name => name.endsWith('.ps1'))
    .map(name => name.replace('.ps1', ''));

interface Help {
    readonly Synopsis: string;
    readonly description: string;
    readonly role: string;
    readonly outputs: string;
    readonly parameters: ReadonlyArray<{ readonly name: string; readonly text: string }>;
}

describe('The PowerShell module', () => {
    let typed: ModuleConsole;

    beforeAll(async () => {
        typed = await ModuleConsole.open(loadEstate(), 'HV01');
    });
    afterAll(async () => {
        await typed.close();
    });

    it('is one folder of few files, ASCII, with the line ends of Windows', () => {
        expect([...files.keys()]).toEqual(
            [
                'community.avma.psd1',
                'community.avma.psm1',
                'community.avma.format.ps1xml',
                'RoleCapabilities/AvmaReaders.psrc',
                'RoleCapabilities/AvmaHyperVAdministrators.psrc'
            ].map(name => `community.avma/${name}`)
        );
        for (const [name, content] of files) {
            expect(/^[\x00-\x7f]*$/.test(content))
                .withContext(name)
                .toBeTrue();
            expect(/[^\r]\n|\r[^\n]/.test(content))
                .withContext(name)
                .toBeFalse();
        }
    });

    it('is the same however often it is made', () => expect([...moduleFiles(version())]).toEqual([...files]));

    it('hides no function of another extension, whose modules all have one by the name that the SDK calls', async () => {
        const { values } = await typed.type(
            `$other = New-Module -Name other.extension -ScriptBlock { function Get-EncryptionJWKOnNode { 'theirs' } }
            Import-Module $other
            Import-Module '${join(moduleFolder(), 'community.avma.psd1')}' -Force
            Get-EncryptionJWKOnNode
            Remove-Module other.extension`
        );
        expect(values).toEqual(['theirs']);
        expect(commands.filter(command => !/^[A-Z][a-z]+-Avma[A-Z]/.test(command))).toEqual([]);
    });

    it('has a manifest that PowerShell accepts', async () => {
        const { rows, errors, failure } = await typed.type(
            `Test-ModuleManifest '${join(moduleFolder(), 'community.avma.psd1')}' | ForEach-Object { @{ version = "$($_.Version)"; minimum = "$($_.PowerShellVersion)"; functions = @($_.ExportedFunctions.Keys); others = $_.ExportedCmdlets.Count + $_.ExportedVariables.Count + $_.ExportedAliases.Count; description = $_.Description } }`
        );
        expect([...errors, failure].filter(one => one !== null)).toEqual([]);
        const [manifest] = rows as Array<{ version: string; minimum: string; functions: string[]; others: number; description: string }>;
        expect([manifest.version, manifest.minimum, manifest.others]).toEqual([version(), '5.1', 0]);
        expect([...manifest.functions].sort()).toEqual(commands);
        expect(manifest.description.length).toBeGreaterThan(20);
    });

    for (const file of ['community.avma.psd1', 'community.avma.psm1']) {
        it(`exports its functions and nothing else: ${file}`, async () => {
            const fresh = await ModuleConsole.open(loadEstate(), 'HV01', { modules: [] });
            const everything = `@(Get-Command -CommandType All | ForEach-Object { "$($_.CommandType) $($_.Name)" }) + @(Get-Variable -Scope Global | ForEach-Object { "Variable $($_.Name)" })`;
            const before = (await fresh.type(everything)).values as string[];
            const { errors } = await fresh.type(`Import-Module '${join(moduleFolder(), file)}'`);
            const after = (await fresh.type(everything)).values as string[];
            await fresh.close();
            expect(errors).toEqual([]);
            expect(
                after
                    .filter(one => !before.includes(one))
                    // What runs here leaves behind: the last error list and the like are there from the first line on.
                    .sort()
            ).toEqual(commands.map(command => `Function ${command}`));
        });
    }

    it('says in its help, for every function, what it does, what it takes and what it writes', async () => {
        for (const command of commands) {
            const { rows, failure } = await typed.type(
                `$help = Get-Help ${command} -Full; @{ Synopsis = $help.Synopsis; description = ($help.description | ForEach-Object { $_.Text }) -join ' '; role = "$($help.Role)"; outputs = ($help.returnValues.returnValue | ForEach-Object { $_.type.name }) -join ' '; parameters = @($help.parameters.parameter | ForEach-Object { @{ name = $_.name; text = ($_.description | ForEach-Object { $_.Text }) -join ' ' } }) }`
            );
            expect(failure).withContext(command).toBeNull();
            const [help] = rows as unknown as Help[];
            expect(help.Synopsis.length).withContext(command).toBeGreaterThan(20);
            expect(help.description.length).withContext(command).toBeGreaterThan(80);
            expect(help.outputs)
                .withContext(command)
                .toMatch(/Community\.Avma\.\w+: |System\.String: /);
            expect(help.role.trim())
                .withContext(command)
                .toMatch(/^(Readers|Hyper-V-Administrators)$/);
            // Nothing stands for no parameters.
            const asked = help.parameters.filter(one => one.name && !['WhatIf', 'Confirm'].includes(one.name));
            for (const parameter of asked) {
                expect(parameter.text.length).withContext(`${command} -${parameter.name}`).toBeGreaterThan(10);
            }
            const described = [...readFileSync(join(folder, `${command}.ps1`), 'utf8').matchAll(/^\.PARAMETER (\w+)/gm)].map(match => match[1]);
            expect(described.filter(name => !asked.some(one => one.name === name)))
                .withContext(command)
                .toEqual([]);
        }
        expect(commands.length).toBe(12);
    });

    it('names in the help exactly the fields that the rows have', async () => {
        const rows = [
            ...(await typed.type('Get-AvmaHost')).rows,
            ...(await typed.type('Get-AvmaGuest | Select-Object -First 1')).rows,
            ...(await typed.type('Get-AvmaKey -BuildNumber 20348 -OperatingSystemSku 8')).rows,
            ...(await typed.type('Get-AvmaEvent -Maximum 1 | Select-Object -First 2')).rows,
            ...(await typed.type("Enable-AvmaDataExchange -VmIds 'AFB8E28D-7509-3A74-AAFA-0886C2328070'")).rows
        ];
        expect(rows.length).toBe(6);
        const outputs = commands.map(command => readFileSync(join(folder, `${command}.ps1`), 'utf8').replace(/\s+/g, ' '));
        for (const row of rows) {
            const fields = `: ${Object.keys(row).join(', ')}.`;
            expect(outputs.some(help => help.includes(fields)))
                .withContext(fields)
                .toBeTrue();
        }
    });

    it('has a function for every script, which takes whatever the script takes', async () => {
        const parametersOf = async (setUp: string, command: string): Promise<readonly string[]> => {
            const line = `${setUp}(Get-Command ${command}).Parameters.Values | ForEach-Object { "$($_.Name.ToLowerInvariant()) $($_.ParameterType.Name)" }`;
            return (await typed.type(line)).values as string[];
        };
        let compared = 0;
        for (const script of scripts) {
            const wanted = await parametersOf(`$function:ScriptItself = & (Get-Module ${moduleName}) { $operations['${script}'] }; `, 'ScriptItself');
            const taken = await parametersOf('', script);
            // Dates are taken too, and become the text that the script takes.
            expect(wanted.filter(one => !taken.includes(one) && one !== 'starttime String'))
                .withContext(script)
                .toEqual([]);
            compared += wanted.length;
        }
        expect(compared).toBeGreaterThan(35);
        expect(scripts.filter(script => !commands.includes(script))).toEqual([]);
    });

    it('shows rows as tables', async () => {
        const shown = async (line: string): Promise<string[]> => {
            const { values, failure } = await typed.type(`${line} | Out-String -Width 150`);
            expect(failure).withContext(line).toBeNull();
            return String(values[0])
                .trim()
                .split('\r\n')
                .map(one => one.trimEnd());
        };
        expect((await shown('Get-AvmaGuest'))[0].split(/\s+/)).toEqual(['Name', 'EnabledState', 'DataExchangeState', 'System', 'VmId']);
        expect((await shown('Get-AvmaGuest')).find(line => line.startsWith('APP01'))).toMatch(/^APP01 +2 +2 +Windows Server 2019 Datacenter +[0-9a-f-]{36}$/);
        expect((await shown('Get-AvmaHost'))[2]).toMatch(/^HV01 +Microsoft Windows Server 2019 Datacenter +17763 +8 +1 +Running +True +0$/);
        expect((await shown('Get-AvmaKey -BuildNumber 17763 -OperatingSystemSku 8'))[2]).toMatch(/^ *2019 +datacenter +H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW$/);
        const events = await shown('Get-AvmaEvent -Maximum 2');
        expect(events.length).toBe(6);
        expect(events.slice(2, 4)).toEqual([jasmine.stringMatching(/^Application +HV01 .*exists True/), jasmine.stringMatching(/^Application .* 12310 +\d+ /)]);
        expect((await shown("Enable-AvmaDataExchange -VmIds 'x'"))[2]).toMatch(/^x +notFound$/);
    });

    it('has a table for each kind of row that its help names, and for no other', () => {
        const named = new Set(
            commands.flatMap(command =>
                [...readFileSync(join(folder, `${command}.ps1`), 'utf8').matchAll(/^(Community\.Avma\.\w+): /gm)].map(match => match[1])
            )
        );
        const tables = [...text('community.avma.format.ps1xml').matchAll(/<TypeName>(.*?)<\/TypeName>/g)].map(match => match[1]);
        expect([...tables].sort()).toEqual([...named].sort());
        const given = [...text('community.avma.psm1').matchAll(/Add-RowName '(.*?)'/g)].map(match => match[1]);
        expect([...new Set(given)].sort()).toEqual([...named].sort());
    });

    it('uses nothing but published commands with published parameters, and no syntax newer than 5.1', async () => {
        const surface = join(root, 'windows-surface/commands');
        const published = new Map(
            readdirSync(surface).flatMap(file =>
                (
                    JSON.parse(readFileSync(join(surface, file), 'utf8')) as { commands: Array<{ name: string; parameters: Array<{ name: string }> }> }
                ).commands.map(command => [command.name.toLowerCase(), command.parameters.map(parameter => parameter.name.toLowerCase())] as const)
            )
        );
        const common = ['erroraction', 'whatif', 'confirm'];
        for (const file of readdirSync(folder).filter(name => name.endsWith('.ps1'))) {
            const source = readFileSync(join(folder, file), 'utf8');
            const usage = await (await engine()).inspect(source);
            expect([usage.errors, usage.nonAscii, usage.newerThan51]).withContext(file).toEqual([[], [], []]);
            const own = [
                ...readFileSync(join(folder, 'helpers.ps1'), 'utf8').matchAll(/^(?:function|filter) ([\w-]+)/gm),
                ...source.matchAll(/^\s*(?:function|filter) ([\w-]+)/gm)
            ];
            const problems = usage.commands
                .filter(call => !call.dynamic && !commands.includes(call.name) && !own.some(match => match[1] === call.name))
                .flatMap(call => {
                    const parameters = published.get(call.name.replace(/^.*\\/, '').toLowerCase());
                    return parameters
                        ? call.parameters.filter(one => ![...common, ...parameters].includes(one.toLowerCase())).map(one => `${call.name} -${one}`)
                        : [call.name];
                });
            expect(problems).withContext(file).toEqual([]);
            expect(usage.commands.filter(call => call.dynamic).filter(call => !/^\$operations\['[\w-]+'\]$/.test(call.name))).toEqual([]);
        }
    });

    it('holds every script as it is sent to hosts', async () => {
        for (const script of scripts) {
            const { values } = await typed.type(`& (Get-Module ${moduleName}) { "$($operations['${script}'])" }`);
            expect(withoutComments(String(values[0])).trim())
                .withContext(script)
                .toBe(readScript(join(pluginFolder, `${script}.ps1`)).code.trim());
        }
    });
});
