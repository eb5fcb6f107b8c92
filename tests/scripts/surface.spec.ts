/**
 * Holds every script to what Microsoft publishes (windows-surface) and to what a host under Windows PowerShell 5.1 and in
 * constrained language accepts, by reading its syntax tree: no script is run here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptUsage } from '../../dev-gateway/powershell/engine-api';
import { closeEngine, engine, pluginFolder, scriptText } from './support/script-runner';

interface PublishedParameter {
    readonly name: string;
    readonly aliases: readonly string[];
    readonly notOnServer2012R2PowerShell4?: boolean;
}
interface PublishedCommand {
    readonly name: string;
    readonly parameters: readonly PublishedParameter[];
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
const allowedTypes = ['string', 'int', 'xml', 'ordered'];

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
    afterAll(closeEngine);

    it('finds the scripts', () => expect(scripts).toContain('Get-AvmaGuest'));

    for (const name of scripts) {
        describe(name, () => {
            const usage = (): ScriptUsage => usages.get(name) as ScriptUsage;
            const ownFunctions = (): string[] => [...scriptText(name).matchAll(/^function ([A-Z][A-Za-z]+-[A-Za-z]+)/gm)].map(match => match[1].toLowerCase());

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

            it('hides no parameter behind a splat and computes no command but the queries it wraps', () => {
                expect(
                    usage()
                        .commands.filter(call => call.splatted)
                        .map(call => call.line)
                ).toEqual([]);
                expect(
                    usage()
                        .commands.filter(call => call.dynamic)
                        .map(call => call.name)
                        .filter(text => text !== '$Query')
                ).toEqual([]);
            });

            it('asks only for published classes and properties, in their namespace, and for few of them', () => {
                const problems: string[] = [];
                for (const call of usage().commands.filter(one => one.name.toLowerCase() === 'get-ciminstance')) {
                    const text = (parameter: string): string => call.arguments.find(one => one.parameter === parameter)?.text.replace(/^'|'$/g, '') ?? '';
                    const namespace = text('Namespace') === '$virtualization' ? 'root/virtualization/v2' : text('Namespace');
                    const properties = text('Property')
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

            it('uses no .NET that constrained language refuses', () => {
                expect(usage().types.filter(type => !allowedTypes.includes(type.name.replace('[]', '').toLowerCase()))).toEqual([]);
                expect(usage().members.filter(member => member.static)).toEqual([]);
            });
        });
    }
});
