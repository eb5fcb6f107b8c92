/** The commands that people may be told to type: those of windows-surface, and programs and modules that it does not describe. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptUsage } from '../../dev-gateway/powershell/engine-api';

const surface = join(__dirname, '../../windows-surface/commands');

interface Published {
    readonly allCommands?: readonly string[];
    readonly commands: ReadonlyArray<{ readonly name: string; readonly parameters: ReadonlyArray<{ readonly name: string }> }>;
}

/** Programs and commands of modules that windows-surface does not describe, by the page that does. */
const publishedElsewhere: Readonly<Record<string, readonly string[]>> = {
    // windows-server/get-started/activation-slmgr-vbs-options
    slmgr: [],
    // windows-server/get-started/upgrade-conversion-options
    dism: [],
    // windows-server/administration/windows-commands
    'sc.exe': [],
    net: [],
    shutdown: [],
    netdom: [],
    wevtutil: [],
    // windows/win32/winrm/installation-and-configuration-for-windows-remote-management
    winrm: [],
    // powershell/module/servermanager
    'install-windowsfeature': ['name', 'includemanagementtools', 'restart'],
    // powershell/module/microsoft.powershell.localaccounts
    'add-localgroupmember': ['sid', 'member'],
    // powershell/module/activedirectory, powershell/module/addsdeployment
    'move-addirectoryserveroperationmasterrole': ['identity', 'operationmasterrole'],
    'uninstall-addsdomaincontroller': [],
    // azure/azure-local/manage/vm-activate
    'get-vmautomaticactivation': [],
    // windows-server/manage/windows-admin-center/configure/using-extensions
    'add-feed': ['gatewayendpoint', 'feed'],
    'install-extension': ['gatewayendpoint', 'feed'],
    'update-extension': ['gatewayendpoint'],
    'uninstall-extension': ['gatewayendpoint']
};

/** Names in lower case, with the parameters that they may be given. */
export function publishedCommands(): ReadonlyMap<string, readonly string[]> {
    const commands = new Map(Object.entries(publishedElsewhere));
    for (const file of readdirSync(surface)) {
        const module = JSON.parse(readFileSync(join(surface, file), 'utf8')) as Published;
        (module.allCommands ?? []).forEach(name => commands.set(name.toLowerCase(), []));
        module.commands.forEach(command =>
            commands.set(
                command.name.toLowerCase(),
                command.parameters.map(parameter => parameter.name.toLowerCase())
            )
        );
    }
    return commands;
}

/** What is wrong with lines to type, as PowerShell's own parser reads them: nothing where they are published and in 5.1 syntax. */
export function typingProblems(line: string, usage: ScriptUsage, commands: ReadonlyMap<string, readonly string[]>): string[] {
    const problems = [...usage.errors.map(error => error.message), ...usage.newerThan51.map(one => one.what)];
    for (const call of usage.commands) {
        const parameters = commands.get(call.name.toLowerCase());
        if (!parameters || call.dynamic) {
            problems.push(`${call.name} is not published`);
        } else {
            problems.push(...call.parameters.filter(one => !parameters.includes(one.toLowerCase())).map(one => `${call.name} has no parameter ${one}`));
        }
    }
    return problems.map(problem => `${line}: ${problem}`);
}
