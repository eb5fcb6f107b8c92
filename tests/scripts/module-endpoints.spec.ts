/**
 * The module where hosts take no text: at JEA endpoints, by its role capability files, and under application control. Limiting parameters is PowerShell's own
 * doing, from these files; that Windows' endpoints do the same is what their documentation says.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JsonWebKey } from 'node:crypto';
import { moduleFiles } from '../../build/powershell-module';
import { moduleName, version } from '../../build/project';
import { roleOf } from '../../build/scripts';
import { sessionConfiguration } from '../../dev-gateway/environment';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { encryptAccount, encryptText } from './support/guest-reader';
import { admin, estateWith, keys } from './support/key-installer';
import { ModuleConsole, moduleFolder } from './support/module-console';
import { pluginFolder } from './support/script-runner';

const scripts = readdirSync(pluginFolder)
    .filter(name => name.endsWith('.ps1'))
    .map(name => name.replace('.ps1', ''))
    .sort();
/** An administrator of a host takes it from the documents: Windows PowerShell loads no such file of a module. */
const exampleFile = join(__dirname, '../../docs/examples/community.avma.pssc');
const readers = 'AvmaReaders';
const administrators = 'AvmaHyperVAdministrators';

/** The groups of the shipped session configuration, by the role that it gives them. */
const groups = { [readers]: ['CONTOSO\\AVMA Readers'], [administrators]: ['CONTOSO\\AVMA Operators'] };

/** A JEA session of somebody who has this role, opened from the shipped session configuration. */
function endpoint(estate: Estate, node: string, role: keyof typeof groups): Promise<ModuleConsole> {
    return ModuleConsole.open(estate, node, {
        language: 'none',
        modules: [moduleFolder()],
        endpoint: { configuration: sessionConfiguration, groups: groups[role] }
    });
}

/** What every restricted endpoint shows, beside TabExpansion2 of the roles. */
const basics = ['Clear-Host', 'Exit-PSSession', 'Get-Command', 'Get-FormatData', 'Get-Help', 'Measure-Object', 'Out-Default', 'Select-Object', 'TabExpansion2'];

/** The commands that a session shows, without aliases. */
async function shown(session: ModuleConsole): Promise<string[]> {
    const { rows } = await session.call('Get-Command', { Name: '*-*' }, '');
    return [...rows.map(row => String(row.Name)), 'TabExpansion2'].sort();
}

const commands = readdirSync(join(pluginFolder, 'module'))
    .filter(name => /^\w+-\w+\.ps1$/.test(name))
    .map(name => ({ command: name.replace('.ps1', ''), role: roleOf(readFileSync(join(pluginFolder, 'module', name), 'utf8')) }));

describe('The roles of the module', () => {
    it('are told by the .ROLE of each function, which is that of its script', () => {
        for (const script of scripts) {
            const role = roleOf(readFileSync(join(pluginFolder, `${script}.ps1`), 'utf8'));
            expect(commands.find(one => one.command === script)?.role)
                .withContext(script)
                .toBe(role);
        }
    });

    it('show readers what reads on the host, and administrators of Hyper-V everything', async () => {
        for (const [role, wanted] of [
            [readers, commands.filter(one => one.role === 'Readers')],
            [administrators, commands]
        ] as const) {
            const session = await endpoint(loadEstate(), 'HV-JEA', role);
            expect(await shown(session)).toEqual([...basics, ...wanted.map(one => one.command)].sort());
            await session.close();
        }
        expect(commands.filter(one => one.role === 'Readers').map(one => one.command)).toEqual([
            'Get-AvmaClusterGuest',
            'Get-AvmaClusterNode',
            'Get-AvmaGuest',
            'Get-AvmaHost',
            'Get-AvmaHostEvent',
            'Get-AvmaKey'
        ]);
    });

    it('answer whether there is a command with or without a row, and with no error', async () => {
        // What the tool asks a session that has handed out no key, where a gateway calls commands by their plain names (session-key.ts).
        for (const [role, found] of [
            [readers, []],
            [administrators, ['Get-AvmaEncryptionJWKOnNode']]
        ] as const) {
            const session = await endpoint(loadEstate(), 'HV-JEA', role);
            const { rows, errors, failure } = await session.call('Get-Command', { Name: 'Get-AvmaEncryptionJWKOnNode*' }, '');
            await session.close();
            expect([rows.map(row => row.Name), errors, failure]).toEqual([[...found], [], null]);
        }
    });

    it('let readers read the host, its guests and its events', async () => {
        const estate = loadEstate();
        const session = await endpoint(estate, 'HV-JEA', readers);
        const host = await session.call('Get-AvmaHost', {});
        const guests = await session.call('Get-AvmaGuest', {});
        const events = await session.call('Get-AvmaHostEvent', { ids: [12310], startTime: '1970-01-01T00:00:00Z', maximum: 10, beforeRecordId: null });
        const key = await session.call('Get-AvmaKey', { BuildNumber: 20348, OperatingSystemSku: 8 });
        await session.close();
        expect([host, guests, events, key].flatMap(({ errors, failure }) => [...errors, failure]).filter(one => one !== null)).toEqual([]);
        expect([host.rows.length, guests.rows.length, events.rows.filter(row => row.id === 12310).length, key.rows.length]).toEqual([1, 4, 3, 1]);
    });

    it('give readers no parameter that enters a guest, and no function that does', async () => {
        const estate = loadEstate();
        const vmId = estate.node('HV-JEA')?.machines[0].id;
        const session = await endpoint(estate, 'HV-JEA', readers);
        for (const parameters of [{ VmId: vmId }, { Account: 'AAAA' }, { Credential: null }, { Channel: 'direct' }, { Address: 'a' }]) {
            const { failure } = await session.call('Get-AvmaHostEvent', parameters);
            expect(failure?.errorId).toBe('NamedParameterNotFound,Get-AvmaHostEvent');
        }
        for (const { command } of commands.filter(one => one.role !== 'Readers')) {
            expect((await session.call(command, {})).failure?.errorId)
                .withContext(command)
                .toBe('CommandNotFoundException');
        }
        await session.close();
        expect(estate.logons).toEqual([]);
    });

    it('leave readers all parameters of the host and no other: none is forgotten when one is added', async () => {
        const typed = await ModuleConsole.open(loadEstate(), 'HV01');
        const { rows } = await typed.type(
            "'Get-AvmaEvent', 'Get-AvmaHostEvent' | ForEach-Object { (Get-Command $_).ParameterSets } | ForEach-Object { @{ name = $_.Name; parameters = @($_.Parameters | ForEach-Object { $_.Name }) } }"
        );
        await typed.close();
        expect(rows.map(row => row.name)).toEqual(['Host', 'Account', 'Credential', '__AllParameterSets']);
        expect(rows[3].parameters).toEqual(rows[0].parameters);
    });

    it('are written in words that PowerShell documents, and the example of an endpoint names them', async () => {
        const typed = await ModuleConsole.open(loadEstate(), 'HV01');
        const known = async (command: string): Promise<string[]> => (await typed.type(`(Get-Command ${command}).Parameters.Keys`)).values as string[];
        const keysOf = (text: string): string[] => [...text.matchAll(/^ {4}(\w+) = /gm)].map(match => match[1]);
        const files = moduleFiles(version());
        for (const role of [readers, administrators]) {
            const words = keysOf(files.get(`${moduleName}/RoleCapabilities/${role}.psrc`) ?? '');
            expect(words).toEqual(['GUID', 'Description', 'ModulesToImport', 'VisibleFunctions']);
            const documented = await known('New-PSRoleCapabilityFile');
            expect(words.filter(word => !documented.some(name => name.toLowerCase() === word.toLowerCase()))).toEqual([]);
        }
        const example = readFileSync(exampleFile, 'utf8');
        const documented = await known('New-PSSessionConfigurationFile');
        expect(keysOf(example).filter(word => !documented.some(name => name.toLowerCase() === word.toLowerCase()))).toEqual([]);
        expect([...example.matchAll(/RoleCapabilities = '(\w+)'/g)].map(match => match[1])).toEqual([readers, administrators]);
        const { failure, values } = await typed.type(
            `$errors = $null; $tree = [System.Management.Automation.Language.Parser]::ParseFile('${exampleFile}', [ref]$null, [ref]$errors); $errors.Count; $tree.Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $false).SafeGetValue().SessionType`
        );
        await typed.close();
        expect([failure, values]).toEqual([null, [0, 'RestrictedRemoteServer']]);
    });
});

describe('Every script through the module where hosts take no text', () => {
    const openings: ReadonlyArray<readonly [how: string, open: (estate: Estate, node: string) => Promise<ModuleConsole>]> = [
        ['a JEA endpoint, no language', (estate, node) => endpoint(estate, node, administrators)],
        [
            'application control, constrained language',
            (estate, node) => ModuleConsole.open(estate, node, { language: 'constrained', modules: [moduleFolder()] })
        ]
    ];

    /** They need a host that is a node. */
    const ofClusters = ['Get-AvmaClusterGuest', 'Get-AvmaClusterNode'];

    for (const [how, open] of openings) {
        it(`reads clusters as the gateway calls it: ${how}`, async () => {
            const session = await open(loadEstate(), 'HV11');
            const [guests, nodes] = [await session.call(ofClusters[0], {}), await session.call(ofClusters[1], {})];
            await session.close();
            expect([...guests.errors, guests.failure, ...nodes.errors, nodes.failure].filter(one => one !== null)).toEqual([]);
            expect(nodes.rows.map(row => row.nodeName)).toEqual(['HV11', 'HV12', 'HV13', 'HV14']);
            expect(guests.rows.length).toBeGreaterThan(10);
        });

        it(`works as the gateway calls it: ${how}`, async () => {
            const estate = estateWith({ dataExchange: 'on', guestItems: [{ name: 'OldItem', data: 'x' }] });
            const vmId = estate.node('HV')?.machines[0].id;
            const session = await open(estate, 'HV');
            const key = await session.call('Get-AvmaEncryptionJWKOnNode', {});
            const again = await session.call('Get-AvmaEncryptionJWKOnNode', {});
            expect(again.values).toEqual(key.values);
            const jwk = JSON.parse(String(key.values[0])) as JsonWebKey;
            const guest = { vmId, channel: 'direct', address: null, account: encryptAccount(admin, jwk) };
            const install = { runId: 'run-1', mode: 'installAndActivate', expectedBuild: 17763, expectedSku: 8, attempt: 1, waitSeconds: 1 };
            const nothing = { productKey: null, key: null, keyClass: null, replaceable: null, expectedLastFive: null };
            const events = { ids: [12309, 12310], startTime: '1970-01-01T00:00:00Z', maximum: 5, beforeRecordId: null };
            const parameters: Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>> = {
                'Get-AvmaHost': [{}],
                'Get-AvmaGuest': [{}],
                'Get-AvmaEvent': [events, { ...events, withoutMessage: true }, { ...events, ...guest }],
                'Get-AvmaHostEvent': [events, { ...events, withoutMessage: true }],
                'Get-AvmaActivation': [guest],
                'Install-AvmaKey': [
                    { ...guest, ...install, ...nothing, productKey: keys.avma2019Datacenter },
                    { ...guest, ...install, ...nothing, key: encryptText(keys.mak, jwk), keyClass: 'mak', replaceable: ['licensed'] }
                ],
                'Remove-AvmaDataExchangeItem': [{ ...guest, names: ['OldItem'] }],
                'Enable-AvmaDataExchange': [{ vmIds: [vmId], enable: false }]
            };
            expect(Object.keys(parameters).sort()).toEqual([...scripts.filter(script => !ofClusters.includes(script)), 'Get-AvmaHostEvent'].sort());
            const last: unknown[] = [];
            for (const [command, calls] of Object.entries(parameters)) {
                for (const call of calls) {
                    const { rows, errors, failure } = await session.call(command, call);
                    expect([...errors, failure].filter(one => one !== null))
                        .withContext(command)
                        .toEqual([]);
                    expect(rows.length).withContext(command).toBeGreaterThan(0);
                    last.push(rows[rows.length - 1]);
                }
            }
            await session.close();
            expect(last).toEqual([
                jasmine.objectContaining({ computerName: 'HV', languageMode: 'FullLanguage' }),
                jasmine.objectContaining({ name: 'A' }),
                jasmine.objectContaining({ source: 'host', logName: 'Key Management Service' }),
                jasmine.objectContaining({ source: 'host', logName: 'Key Management Service' }),
                jasmine.objectContaining({ source: 'guest', logName: 'Key Management Service', error: null }),
                jasmine.objectContaining({ source: 'host', logName: 'Key Management Service' }),
                jasmine.objectContaining({ source: 'host', logName: 'Key Management Service' }),
                jasmine.objectContaining({ partialProductKey: '63DFG', error: null }),
                jasmine.objectContaining({ outcome: 'activated' }),
                jasmine.objectContaining({ outcome: 'installed' }),
                jasmine.objectContaining({ name: 'OldItem', outcome: 'removed' }),
                jasmine.objectContaining({ outcome: 'done', enabledState: 3 })
            ]);
        }, 60_000);
    }

    it('reads in constrained language even where the module is not trusted', async () => {
        // Its text is run where a policy takes the language away; an untrusted module has no more than that.
        const text = readFileSync(join(moduleFolder(), `${moduleName}.psm1`), 'utf8').split('Export-ModuleMember')[0];
        const estate = loadEstate();
        const session = await ModuleConsole.open(estate, 'HV-CLM', { language: 'constrained', modules: [] });
        const loaded = await session.type(text);
        expect([loaded.errors, loaded.failure]).toEqual([[], null]);
        const full = await ModuleConsole.open(estate, 'HV-CLM');
        for (const line of ['Get-AvmaGuest', 'Get-AvmaGuest | Get-AvmaKey -AvmaHost (Get-AvmaHost)', 'Get-AvmaEvent', 'Get-AvmaHost']) {
            const rows = async (one: ModuleConsole): Promise<unknown> =>
                (await one.type(line)).rows.map(row => ({ ...row, collectedAt: null, languageMode: null }));
            expect(await rows(session))
                .withContext(line)
                .toEqual(await rows(full));
        }
        expect((await session.type('(Get-AvmaHost).languageMode')).values).toEqual(['ConstrainedLanguage']);
        await session.close();
        await full.close();
    });
});
