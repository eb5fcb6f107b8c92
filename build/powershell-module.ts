/**
 * The PowerShell module `community.avma`: the scripts of gateway-plugin, wrapped in the functions of gateway-plugin/module, with help, console tables and JEA
 * roles. On hosts that don't run text, the tool sends the functions' names and parameters; at a console, administrators type them.
 */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BuildError } from './build-error';
import { consoleTables } from './console-tables';
import { roleCapabilities } from './jea-roles';
import { keyTable } from './key-table';
import { moduleName, root, shown } from './project';
import { scriptText } from './script-text';
import { readScript, roleOf, Script } from './scripts';

const plugin = join(root, 'gateway-plugin');
const helpers = 'helpers.ps1';

/** Help sections for console users, in addition to those that JEA needs. */
const consoleSections = ['.EXAMPLE', '.OUTPUTS'];

const scriptFiles = (folder: string): string[] =>
    readdirSync(folder)
        .filter(name => name.endsWith('.ps1') && name !== helpers)
        .sort()
        .map(name => join(folder, name));

/** The script without its header, which is meant for its developers. */
function body(file: string): string {
    return scriptText(file)
        .replace(/<#[\s\S]*?#>\n*/, '')
        .trimEnd();
}

/** The names of a script's parameters, in their original spelling. */
function parameterNames(script: Script): string[] {
    const block = /^param \(\n([\s\S]*?)^\)/m.exec(script.code)?.[1] ?? '';
    return [...block.matchAll(/^ {4}\$(\w+)/gm)].map(match => match[1]);
}

/** Checks that a function has help and passes on all parameters of its script. */
function check(file: string, one: Script, script: Script | undefined): void {
    for (const section of consoleSections) {
        if (!one.help.includes(section)) {
            throw new BuildError(shown(file), 1, `the header lacks ${section}.`, 'Whoever imports the module has nothing but its help.');
        }
    }
    if (!script) {
        return;
    }
    if (roleOf(one.help) !== roleOf(script.help)) {
        throw new BuildError(shown(file), 1, 'its .ROLE is not that of its script.', `Write ${roleOf(script.help)}.`);
    }
    const missing = parameterNames(script).find(name => !new RegExp(` -${name} \\$`, 'i').test(one.code));
    if (missing !== undefined) {
        throw new BuildError(shown(file), null, `it hands over no ${missing}.`, 'The tool sends whatever the script takes.');
    }
}

/** @throws BuildError for functions that don't match their scripts */
function readFunctions(folder: string, scripts: readonly Script[]): Script[] {
    const files = scriptFiles(folder);
    const functions = files.map(file => {
        const one = readScript(file);
        const script = scripts.find(other => other.command === one.command);
        check(file, one, script);
        return one;
    });
    const lacking = scripts.find(script => !functions.some(one => one.command === script.command));
    if (lacking) {
        throw new BuildError(shown(join(folder, `${lacking.command}.ps1`)), null, 'there is no function for this script.', 'The tool calls it by this name.');
    }
    return functions;
}

const listed = (commands: readonly string[]): string => commands.map(command => `        '${command}'`).join(',\n');

/** The marks `## [END] ... ##` and `# Function attributes: ...` come from the SDK's gulp-ps-module. Nothing in the SDK reads them, but a gateway may. */
function moduleText(scripts: readonly string[], folder: string, commands: readonly string[]): string {
    return [
        '# Automatic virtual machine activation. Made by the build from gateway-plugin; change it there.',
        '',
        'Set-StrictMode -Version 3.0',
        '',
        '# The scripts, as Windows Admin Center sends them to hosts that take text.',
        '$operations = @{}',
        ...scripts.map(file => `$operations['${basename(file, '.ps1')}'] = {\n${body(file)}\n}\n`),
        keyTable(),
        '',
        scriptText(join(folder, helpers)).trimEnd(),
        '',
        ...commands.map(command => `function ${command} {\n${scriptText(join(folder, `${command}.ps1`)).trimEnd()}\n}\n## [END] ${command} ##\n`),
        'Export-ModuleMember -Function @(',
        commands.map(command => `    '${command}'`).join(',\n'),
        ')',
        ''
    ].join('\n');
}

function manifestText(version: string, commands: readonly string[]): string {
    return [
        '@{',
        `    RootModule = '${moduleName}.psm1'`,
        `    ModuleVersion = '${version}'`,
        "    GUID = '0b8c6c5e-6f0a-4d0c-9b39-6f4f1b6b7a11'",
        "    Author = 'The AVMA for Windows Admin Center contributors'",
        "    Description = 'Automatic virtual machine activation (AVMA) of the Windows Server guests of a Hyper-V host: what they are, which key is theirs, and activating them with proof.'",
        "    PowerShellVersion = '5.1'",
        `    FormatsToProcess = @('${moduleName}.format.ps1xml')`,
        '    FunctionsToExport = @(',
        listed(commands),
        '    )',
        '',
        `# Function attributes: ${JSON.stringify({ localScripts: commands, externalScripts: [] })}`,
        '',
        '    CmdletsToExport = @()',
        '    VariablesToExport = @()',
        '    AliasesToExport = @()',
        "    PrivateData = @{ PSData = @{ Tags = @('AVMA', 'Hyper-V', 'Activation') } }",
        '}',
        ''
    ].join('\n');
}

/**
 * The files of the module: text by path below the modules folder, starting with the module's own folder. ASCII with CRLF line ends.
 * @param version ModuleVersion, which is the version in package.json
 * @param folder gateway-plugin, or a replacement in tests
 * @throws BuildError for invalid input
 */
export function moduleFiles(version: string, folder = plugin): ReadonlyMap<string, string> {
    const files = scriptFiles(folder);
    const scripts = files.map(readScript);
    const functions = readFunctions(join(folder, 'module'), scripts);
    const commands = functions.map(one => one.command);
    const roles = roleCapabilities(functions.map(one => ({ command: one.command, role: roleOf(one.help) })));
    const texts: ReadonlyArray<readonly [string, string]> = [
        [`${moduleName}.psd1`, manifestText(version, commands)],
        [`${moduleName}.psm1`, moduleText(files, join(folder, 'module'), commands)],
        [`${moduleName}.format.ps1xml`, consoleTables()],
        ...[...roles].map(([name, text]) => [`RoleCapabilities/${name}`, text] as const)
    ];
    return new Map(texts.map(([name, text]) => [`${moduleName}/${name}`, text.replace(/\r?\n/g, '\r\n')]));
}
