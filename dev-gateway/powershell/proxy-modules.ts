/** Writes a PowerShell module for each published module of Windows: one thin function a command, with the published parameters. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface PublishedSet {
    readonly name: string;
    readonly mandatory: boolean;
    readonly position: number | null;
    readonly pipeline?: readonly string[];
}
interface PublishedParameter {
    readonly name: string;
    readonly type: string;
    readonly aliases: readonly string[];
    readonly sets: readonly PublishedSet[];
}
interface PublishedCommand {
    readonly name: string;
    readonly defaultParameterSet?: string | null;
    readonly parameters: readonly PublishedParameter[];
}
interface PublishedModule {
    readonly module: string;
    readonly commands: readonly PublishedCommand[];
}

const surface = join(__dirname, '../../windows-surface/commands');

/** The modules of Windows that are asked of the answerer. Those of PowerShell itself are real. */
export const windowsModules = [
    'CimCmdlets',
    'Hyper-V',
    'FailoverClusters',
    'ServerAVMAManager',
    'Microsoft.PowerShell.Management',
    'Microsoft.PowerShell.Diagnostics'
] as const;

/** Those of them that every Windows has, also inside the machines that a script enters. */
export const everyWindows: readonly string[] = ['CimCmdlets', 'Microsoft.PowerShell.Management', 'Microsoft.PowerShell.Diagnostics'];

/** Those of them that are snap-ins of the engine, which Windows PowerShell loads into each session of a JEA endpoint (SessionType RestrictedRemoteServer). */
export const snapIns: readonly string[] = ['Microsoft.PowerShell.Management', 'Microsoft.PowerShell.Diagnostics'];

/** Of this module only two names are published, in the text of the Azure Local page; the one that reads takes no parameters here. */
const namesOnly: PublishedModule = { module: 'ServerAVMAManager', commands: [{ name: 'Get-VMAutomaticActivation', parameters: [] }] };

/** What a session finds of Get-Module: the real one, except for the question which modules a machine has. */
const listAvailable = `function Get-Module {
    [CmdletBinding()]
    param([Parameter(Position = 0, ValueFromPipeline = $true)] [string[]] $Name, [switch] $ListAvailable, [switch] $All)
    end {
        if ($ListAvailable) {
            Invoke-WindowsCommand -Module 'Microsoft.PowerShell.Core' -Caller $PSCmdlet -Bound $PSBoundParameters
        } else {
            Microsoft.PowerShell.Core\\Get-Module @PSBoundParameters
        }
    }
}
`;

/** Types that this machine has too; everything else is taken as it comes. */
const knownTypes =
    /^System\.(String|Boolean|Byte|U?Int(16|32|64)|Guid|DateTime|TimeSpan|Object|Uri|Collections\.(Hashtable|IDictionary)|Management\.Automation\.(SwitchParameter|ScriptBlock|PSCredential|PSObject|Remoting\.PSSessionOption|Runspaces\.(AuthenticationMechanism|PSSession))|Xml\.XmlDocument)(\[\])?$|^Microsoft\.Management\.Infrastructure\.(CimInstance|CimSession)(\[\])?$/;

/** Added by SupportsShouldProcess. */
const shouldProcess = ['WhatIf', 'Confirm'];

function attribute(set: PublishedSet): string {
    const parts = [
        set.name === '__AllParameterSets' ? '' : `ParameterSetName = '${set.name}'`,
        set.mandatory ? 'Mandatory = $true' : '',
        set.position === null ? '' : `Position = ${set.position}`,
        set.pipeline?.includes('ByValue') ? 'ValueFromPipeline = $true' : '',
        set.pipeline?.includes('ByPropertyName') ? 'ValueFromPipelineByPropertyName = $true' : ''
    ];
    return `        [Parameter(${parts.filter(part => part !== '').join(', ')})]`;
}

function parameterText(parameter: PublishedParameter): string {
    const type = knownTypes.test(parameter.type) ? parameter.type : parameter.type.endsWith('[]') ? 'object[]' : 'object';
    const aliases = parameter.aliases.length > 0 ? [`        [Alias(${parameter.aliases.map(alias => `'${alias}'`).join(', ')})]`] : [];
    return [...parameter.sets.map(attribute), ...aliases, `        [${type}] $\{${parameter.name}}`].join('\n');
}

function functionText(module: string, command: PublishedCommand): string {
    const supports = command.parameters.some(parameter => shouldProcess.includes(parameter.name));
    const binding = [
        command.defaultParameterSet ? `DefaultParameterSetName = '${command.defaultParameterSet}'` : '',
        supports ? 'SupportsShouldProcess = $true' : ''
    ].filter(part => part !== '');
    const parameters = command.parameters.filter(parameter => !shouldProcess.includes(parameter.name)).map(parameterText);
    return `function ${command.name} {
    [CmdletBinding(${binding.join(', ')})]
    param(
${parameters.join(',\n')}
    )
    process { Invoke-WindowsCommand -Module '${module}' -Caller $PSCmdlet -Bound $PSBoundParameters }
}
`;
}

/** The published command of PowerShell itself as a function with this body, where the one of this machine lacks what Windows has. */
function coreFunction(name: string, body: string): string {
    const published = readModule('Microsoft.PowerShell.Core').commands.find(command => command.name === name);
    if (!published) {
        throw new Error(`windows-surface has no ${name}.`);
    }
    const defaultSet = published.defaultParameterSet ? `DefaultParameterSetName = '${published.defaultParameterSet}'` : '';
    return `function ${name} {
    [CmdletBinding(${defaultSet})]
    param(
${published.parameters.map(parameterText).join(',\n')}
    )
    end {
${body}
    }
}
`;
}

/** The real one here, and machines that are entered by name or id. */
const invokeCommand = `        if ($PSCmdlet.ParameterSetName -in 'VMId', 'ComputerName', 'Session') {
            Invoke-MachineCommand -Caller $PSCmdlet -Bound $PSBoundParameters
        } elseif ($MyInvocation.ExpectingInput) {
            $null = $PSBoundParameters.Remove('InputObject')
            $input | Microsoft.PowerShell.Core\\Invoke-Command @PSBoundParameters
        } else {
            Microsoft.PowerShell.Core\\Invoke-Command @PSBoundParameters
        }`;

const newSession = `        New-MachineSession -Caller $PSCmdlet -Bound $PSBoundParameters`;

const removeSession = `        Remove-MachineSession -Session $Session`;

/** Outside of Windows the real one knows nothing of networks. */
const newSessionOption = `        $option = New-Object System.Management.Automation.Remoting.PSSessionOption
        foreach ($name in $PSBoundParameters.Keys) {
            if ($name -like '*Timeout') {
                $option.$name = New-Object TimeSpan -ArgumentList 0, 0, 0, 0, $PSBoundParameters[$name]
            } elseif ($option.PSObject.Properties[$name]) {
                $option.$name = $PSBoundParameters[$name]
            }
        }
        $option`;

function readModule(name: string): PublishedModule {
    return name === namesOnly.module ? namesOnly : (JSON.parse(readFileSync(join(surface, `${name}.json`), 'utf8')) as PublishedModule);
}

/** Each module has a folder of its own for PSModulePath, so that a path can hold any of them. @returns its manifest */
export function proxyManifest(folder: string, name: string): string {
    return join(folder, name, name, `${name}.psd1`);
}

function writeModule(folder: string, name: string, functions: readonly string[], text: string): void {
    const manifest = proxyManifest(folder, name);
    mkdirSync(dirname(manifest), { recursive: true });
    writeFileSync(join(dirname(manifest), `${name}.psm1`), text);
    writeFileSync(
        manifest,
        `@{ ModuleVersion = '1.0'; RootModule = '${name}.psm1'; FunctionsToExport = @(${functions.map(one => `'${one}'`).join(', ')}); CmdletsToExport = @(); AliasesToExport = @() }\n`
    );
}

/** Name of the module that holds what a session finds instead of commands of PowerShell itself; every session imports it. */
export const questionsModule = 'WindowsQuestions';

/**
 * The folder with the modules, written once for each content of the surface.
 * @param cache a folder for generated files
 */
export function proxyModules(cache: string): string {
    const modules = windowsModules.map(readModule);
    const core: Readonly<Record<string, string>> = {
        'Invoke-Command': invokeCommand,
        'New-PSSession': newSession,
        'Remove-PSSession': removeSession,
        'New-PSSessionOption': newSessionOption
    };
    const questions = [listAvailable, ...Object.entries(core).map(([name, body]) => coreFunction(name, body))].join('\n');
    const texts = modules.map(module => module.commands.map(command => functionText(module.module, command)).join('\n'));
    const folder = join(
        cache,
        `modules-${createHash('sha256')
            .update([questions, ...texts].join('\0'))
            .digest('hex')
            .slice(0, 16)}`
    );
    if (existsSync(folder)) {
        return folder;
    }
    const unfinished = `${folder}.${process.pid}`;
    modules.forEach((module, index) =>
        writeModule(
            unfinished,
            module.module,
            module.commands.map(command => command.name),
            texts[index]
        )
    );
    writeModule(unfinished, questionsModule, ['Get-Module', ...Object.keys(core)], questions);
    try {
        renameSync(unfinished, folder);
    } catch (error) {
        // Another process was faster with the same content.
        rmSync(unfinished, { recursive: true, force: true });
        if (!existsSync(folder)) {
            throw error;
        }
    }
    return folder;
}
