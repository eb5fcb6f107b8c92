/**
 * The published commands of Windows Admin Center's gateways, and checks of command lines that use them. A gateway has one of two modules with similar names,
 * so a line for one gateway fails on the other.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptUsage } from '../../dev-gateway/powershell/engine-api';

interface GatewayCommand {
    readonly name: string;
    readonly parameters: readonly string[];
    readonly mandatory?: readonly string[];
    /** Number of values without parameter names, including the gateway's address; 0 if omitted. */
    readonly positional?: number;
}

interface Gateway {
    readonly gateway: string;
    readonly module: string;
    /** The argument of `Import-Module`. */
    readonly path: string;
    readonly commands: readonly GatewayCommand[];
    /** Parameters that must be used together or not at all. */
    readonly together: ReadonlyArray<readonly string[]>;
}

const surface = join(__dirname, '../../windows-surface/windows-admin-center.json');
const gateways = (JSON.parse(readFileSync(surface, 'utf8')) as { gateways: readonly Gateway[] }).gateways;

/** Command names with their parameters, for both gateways. */
export const gatewayCommands: ReadonlyArray<readonly [name: string, parameters: readonly string[]]> = gateways.flatMap(gateway =>
    gateway.commands.map(command => [command.name, command.parameters] as const)
);

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const withoutQuotes = (text: string): string => text.replace(/^(['"])(.*)\1$/, '$2');

type Call = ScriptUsage['commands'][number];

function callProblems(call: Call, command: GatewayCommand, { together }: Gateway): string[] {
    const given = (name: string): boolean => call.parameters.some(parameter => same(parameter, name));
    const unknown = call.parameters.filter(name => !command.parameters.some(parameter => same(parameter, name)));
    const missing = (command.mandatory ?? []).filter(name => !given(name));
    const incomplete = together.flatMap(names => (names.some(given) ? names.filter(name => !given(name)) : []));
    const unnamed = call.arguments.filter(one => one.parameter === null).length + (command.positional && given('GatewayEndpoint') ? 1 : 0);
    return [
        ...unknown.map(name => `${call.name} has no parameter ${name}`),
        ...[...missing, ...incomplete].map(name => `${call.name} needs ${name}`),
        ...(unnamed > (command.positional ?? 0) ? [`${call.name} has more values without a name than are documented`] : [])
    ];
}

/** The problems of a line with gateway commands; empty for other lines. Lines must work on their own, so they have to import the module. */
export function gatewayProblems(line: string, usage: ScriptUsage): string[] {
    const used = gateways.flatMap(gateway =>
        gateway.commands.flatMap(command => usage.commands.filter(call => same(call.name, command.name)).map(call => ({ gateway, command, call })))
    );
    const imported = usage.commands.filter(call => same(call.name, 'Import-Module')).flatMap(call => call.arguments.map(one => withoutQuotes(one.text)));
    const needed = gateways.filter(gateway => used.some(one => one.gateway === gateway));
    const problems = used.flatMap(({ gateway, command, call }) => callProblems(call, command, gateway));
    if (needed.length > 1) {
        problems.push(`commands of two gateways: ${needed.map(one => one.gateway).join(', ')}`);
    }
    problems.push(...needed.filter(({ path }) => !imported.includes(path)).map(({ module, path }) => `${module} is not imported from ${path}`));
    return problems.map(problem => `${line}: ${problem}`);
}
