/**
 * Holds every script to what Microsoft publishes (windows-surface) and to what a host under Windows PowerShell 5.1 and in
 * constrained language accepts, by reading its syntax tree: no script is run here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptUsage } from '../../dev-gateway/powershell/engine-api';
import { engine } from '../support/engine';
import { pluginFolder, scriptText } from './support/script-runner';

interface PublishedParameter {
    readonly name: string;
    readonly aliases: readonly string[];
}
interface PublishedCommand {
    readonly name: string;
    readonly parameters: readonly PublishedParameter[];
    /** Parameters that Windows PowerShell 4.0 of Server 2012 R2 lacks; `*`: the command itself. */
    readonly notOnServer2012R2PowerShell4?: readonly string[];
}

const surface = join(__dirname, '../../windows-surface');
const commonParameters = [
    'ErrorAction',
    'WarningAction',
    'Verbose',
    'Debug',
    'ErrorVariable',
    'WarningVariable',
    'OutVariable',
    'OutBuffer',
    'PipelineVariable'
];

function publishedCommands(): Map<string, PublishedCommand> {
    const commands = new Map<string, PublishedCommand>();
    for (const file of readdirSync(join(surface, 'commands'))) {
        const module = JSON.parse(readFileSync(join(surface, 'commands', file), 'utf8')) as { commands: PublishedCommand[] };
        for (const command of module.commands) {
            commands.set(command.name.toLowerCase(), command);
        }
    }
    return commands;
}

/** Only its name is published, in the text of the Azure Local page; it is called without parameters. */
const publishedByNameOnly = 'get-vmautomaticactivation';

/** Types that constrained language converts to and that 5.1 knows; [ordered] is syntax rather than a type. */
const allowedTypes = ['string', 'int', 'long', 'bool', 'datetime', 'hashtable', 'xml', 'ordered'];

/** What decrypting an account needs, and constrained language refuses. Only in scripts that take an account, and say so where the language forbids it. */
const accountTypes = ['pscredential', 'convert', 'array', 'byte', 'system.text.encoding', 'system.security.cryptography.cryptographicexception'];
const accountMembers = ['FromBase64String', 'IndexOf', 'Clear', 'UTF8'];

const takesAccount = (name: string): boolean => /^\.PARAMETER account\s*$/m.test(scriptText(name));

interface PublishedMethod {
    readonly name: string;
    readonly parameters?: ReadonlyArray<{ readonly name: string; readonly direction: string }>;
}

/** Of the classes whose methods scripts call. */
const methods = ['root/virtualization/v2', 'root/cimv2'].flatMap(namespace =>
    readdirSync(join(surface, 'cim', namespace)).flatMap(
        file => (JSON.parse(readFileSync(join(surface, 'cim', namespace, file), 'utf8')) as { methods?: PublishedMethod[] }).methods ?? []
    )
);

interface PublishedType {
    readonly class: string;
    readonly constructors: ReadonlyArray<{ readonly parameters: readonly string[] }>;
    readonly methods: readonly PublishedMethod[];
}

/** .NET types that scripts make objects of. Of PowerShell's own there are those that hold secrets, and plain objects. */
const netTypes = readdirSync(join(surface, 'dotnet')).map(file => JSON.parse(readFileSync(join(surface, 'dotnet', file), 'utf8')) as PublishedType);
const madeTypes = ['PSObject', 'System.Security.SecureString', 'System.Management.Automation.PSCredential'];

const taken = (method: PublishedMethod | undefined): string[] => (method?.parameters ?? []).filter(one => one.direction.startsWith('in')).map(one => one.name);

/** The script blocks that run in guests: by agreement in a variable $look..., ended by a brace at the beginning of a line. */
function guestBlocks(name: string): string[] {
    return [...scriptText(name).matchAll(/^\$look\w+ = \{\r?\n([\s\S]*?)^\}/gm)].map(match => match[1]);
}

const scripts = readdirSync(pluginFolder)
    .filter(name => name.endsWith('.ps1'))
    .map(name => name.replace(/\.ps1$/, ''));

describe('the scripts and the published surface', () => {
    const commands = publishedCommands();
    const usages = new Map<string, ScriptUsage>();

    beforeAll(async () => {
        for (const name of scripts) {
            usages.set(name, await (await engine()).inspect(scriptText(name)));
        }
    });

    it('finds the scripts', () => expect(scripts).toContain('Get-AvmaGuest'));

    for (const name of scripts) {
        describe(name, () => {
            const usage = (): ScriptUsage => usages.get(name) as ScriptUsage;
            const ownFunctions = (): string[] =>
                [...scriptText(name).matchAll(/^\s*function ([A-Z][A-Za-z]+-[A-Za-z]+)/gm)].map(match => match[1].toLowerCase());

            it('parses, is ASCII and uses no syntax newer than 5.1', () => {
                expect(usage().errors).toEqual([]);
                expect(usage().nonAscii).toEqual([]);
                expect(usage().newerThan51).toEqual([]);
            });

            it('calls published commands by their full names, with published parameters', () => {
                const problems: string[] = [];
                for (const call of usage().commands.filter(one => !one.dynamic)) {
                    const command = call.name.replace(/^.*\\/, '').toLowerCase();
                    if (ownFunctions().includes(command)) {
                        continue;
                    }
                    const published = commands.get(command);
                    if (!published) {
                        if (command !== publishedByNameOnly || call.parameters.length > 0) {
                            problems.push(`line ${call.line}: ${call.name} is not published`);
                        }
                        continue;
                    }
                    const known = [...commonParameters, ...published.parameters.map(parameter => parameter.name)].map(one => one.toLowerCase());
                    problems.push(
                        ...call.parameters
                            .filter(parameter => !known.includes(parameter.toLowerCase()))
                            .map(parameter => `line ${call.line}: ${call.name} has no parameter ${parameter}`)
                    );
                }
                expect(problems).toEqual([]);
            });

            it('hides no parameter behind a splat and computes no command but the queries it wraps and the blocks for guests, which also run here', () => {
                expect(
                    usage()
                        .commands.filter(call => call.splatted)
                        .map(call => call.line)
                ).toEqual([]);
                expect(
                    usage()
                        .commands.filter(call => call.dynamic)
                        .map(call => call.name)
                        .filter(text => text !== '$Query' && !/^\$look\w+$/.test(text))
                ).toEqual([]);
            });

            it('asks only for published classes and properties, in their namespace, and for few of them', () => {
                const problems: string[] = [];
                for (const call of usage().commands.filter(one => one.name.toLowerCase() === 'get-ciminstance')) {
                    const text = (parameter: string): string => call.arguments.find(one => one.parameter === parameter)?.text.replace(/^'|'$/g, '') ?? '';
                    const namespace = text('Namespace') === '$virtualization' ? 'root/virtualization/v2' : text('Namespace');
                    const keysOnly = call.parameters.includes('KeyOnly');
                    const properties = keysOnly
                        ? []
                        : text('Property')
                              .split(',')
                              .map(property => property.trim());
                    const file = join(surface, 'cim', namespace, `${text('ClassName')}.json`);
                    const known = (JSON.parse(readFileSync(file, 'utf8')) as { properties: Array<{ name: string }> }).properties.map(property => property.name);
                    problems.push(
                        ...properties.filter(property => !known.includes(property)).map(property => `line ${call.line}: ${text('ClassName')}.${property}`)
                    );
                    expect(properties.length).withContext(`line ${call.line}`).toBeLessThan(10);
                }
                expect(problems).toEqual([]);
            });

            it('calls only published methods, with published parameters', () => {
                for (const call of usage().commands.filter(one => one.name === 'Invoke-CimMethod')) {
                    const text = (parameter: string): string => call.arguments.find(one => one.parameter === parameter)?.text ?? '';
                    const method = methods.find(one => `'${one.name}'` === text('MethodName'));
                    expect(method).withContext(text('MethodName')).toBeDefined();
                    const given = /^@\{ (\w+) = /.exec(text('Arguments'))?.[1];
                    expect(taken(method))
                        .withContext(text('MethodName'))
                        .toEqual(given === undefined ? [] : [given]);
                }
            });

            it('hands a key over by a published method of a WMI object, and by no parameter', () => {
                const called = usage().members.filter(member => member.method && !member.static && methods.some(one => one.name === member.name));
                const asked = usage().commands.filter(call => call.name === 'Get-WmiObject');
                expect(called.map(member => member.name)).toEqual(name === 'Install-AvmaKey' ? ['InstallProductKey', 'InstallProductKey'] : []);
                expect(asked.length).toBe(name === 'Install-AvmaKey' ? 1 : 0);
                for (const call of asked) {
                    const text = (parameter: string): string | undefined => call.arguments.find(one => one.parameter === parameter)?.text;
                    expect([text('Namespace'), text('Class'), text('Property')]).toEqual(["'root/cimv2'", "'SoftwareLicensingService'", 'Version']);
                }
                for (const { name: method } of called) {
                    expect(taken(methods.find(one => one.name === method))).toEqual(['ProductKey']);
                }
            });

            it('uses no .NET that constrained language refuses, but for what an account needs', () => {
                const types = takesAccount(name) ? [...allowedTypes, ...accountTypes] : allowedTypes;
                const members = takesAccount(name) ? accountMembers : [];
                expect(usage().types.filter(type => !types.includes(type.name.replace('[]', '').toLowerCase()))).toEqual([]);
                expect(usage().members.filter(member => member.static && !members.includes(member.name ?? ''))).toEqual([]);
            });

            it('makes objects of known types only, and a .NET one with a published constructor', () => {
                for (const call of usage().commands.filter(one => one.name === 'New-Object')) {
                    const text = (parameter: string): string => call.arguments.find(one => one.parameter === parameter)?.text ?? '';
                    const type = netTypes.find(one => one.class === text('TypeName'));
                    const lengths = type?.constructors.map(one => one.parameters.length) ?? [];
                    expect(type ? lengths : madeTypes)
                        .withContext(`line ${call.line}: ${text('TypeName')}`)
                        .toContain(type ? text('ArgumentList').split(',').length : text('TypeName'));
                }
            });

            it('sends nothing into guests but the blocks that are held to them below', () => {
                const sent = usage().commands.filter(call => call.name === 'Invoke-Command');
                const blocks = sent.map(call => call.arguments.find(one => one.parameter === 'ScriptBlock')?.text);
                expect(blocks.filter(text => !/^\$look\w+$/.test(text ?? ''))).toEqual([]);
                expect(sent.length > 0).toBe(guestBlocks(name).length > 0);
                expect(sent.length > 0).toBe(takesAccount(name));
            });

            it('makes a password neither of a text nor by a command, and proves itself by Kerberos, or inside TLS', () => {
                expect(usage().commands.filter(call => /SecureString|^Get-Credential$|^Set-Item$/i.test(call.name))).toEqual([]);
                const overNetwork = usage().commands.filter(call => call.arguments.some(one => one.parameter === 'ComputerName'));
                const methods = overNetwork.map(call => {
                    const named = new Map(call.arguments.map(one => [one.parameter, one.text]));
                    return `${named.get('Authentication') ?? 'none named'}${call.parameters.includes('UseSSL') ? ' in TLS' : ''}`;
                });
                expect(methods.filter(one => one !== 'Kerberos' && one !== 'Negotiate in TLS')).toEqual([]);
                expect(/TrustedHosts|ConvertFrom-Json/i.test(scriptText(name).replace(/^\s*#.*$/gm, ''))).toBeFalse();
            });
        });
    }

    for (const name of scripts.filter(one => guestBlocks(one).length > 0)) {
        describe(`${name} in a guest with Windows PowerShell 4.0`, () => {
            let blocks: readonly ScriptUsage[];
            beforeAll(async () => {
                const inspector = await engine();
                blocks = await Promise.all(guestBlocks(name).map(text => inspector.inspect(text)));
            });

            it('stands on its own: every command is published, or a function of the block', () => {
                for (const [index, block] of blocks.entries()) {
                    expect(block.errors).toEqual([]);
                    const own = [...guestBlocks(name)[index].matchAll(/^\s*function ([A-Z][A-Za-z]+-[A-Za-z]+)/gm)].map(match => match[1].toLowerCase());
                    const called = block.commands.filter(call => !call.dynamic).map(call => call.name.replace(/^.*\\/, '').toLowerCase());
                    expect(called.filter(command => !own.includes(command) && !commands.has(command))).toEqual([]);
                }
            });

            it('uses no command and no parameter that 4.0 lacks', () => {
                const problems: string[] = [];
                for (const call of blocks.flatMap(block => block.commands)) {
                    const lacking = commands.get(call.name.replace(/^.*\\/, '').toLowerCase())?.notOnServer2012R2PowerShell4 ?? [];
                    problems.push(...lacking.filter(one => one === '*' || call.parameters.includes(one)).map(one => `${call.name} ${one}`));
                }
                expect(problems).toEqual([]);
            });

            it('uses no syntax of 5.0 and no static members', () => {
                for (const [index, block] of blocks.entries()) {
                    expect(guestBlocks(name)[index].match(/^\s*(class|enum|using)\s|::new\(/m)).toBeNull();
                    expect(block.types.filter(type => !allowedTypes.includes(type.name.replace('[]', '').toLowerCase()))).toEqual([]);
                    expect(block.members.filter(member => member.static)).toEqual([]);
                }
            });

            it('calls no methods of objects but published ones, and dates as text', () => {
                const published = [...netTypes.flatMap(type => type.methods), ...methods].map(one => one.name);
                const core = ['ToUniversalTime', 'ToString', 'GetNetworkCredential'];
                const called = blocks.flatMap(block => block.members.filter(member => member.method && !member.static).map(member => member.name ?? ''));
                expect(called.filter(member => ![...published, ...core].includes(member))).toEqual([]);
            });

            it('asks nothing of Hyper-V, which the guest has not', () => {
                const namespaces = blocks.flatMap(block =>
                    block.commands.flatMap(call => call.arguments.filter(one => one.parameter === 'Namespace').map(one => one.text))
                );
                expect(namespaces.filter(namespace => namespace !== "'root/cimv2'")).toEqual([]);
            });
        });
    }
});
