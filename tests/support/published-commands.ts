/** The commands that people may be told to type: those in windows-surface, and programs and modules that it doesn't contain. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptUsage } from '../../dev-gateway/powershell/engine-api';
import { gatewayCommands } from './gateway-commands';

const surface = join(__dirname, '../../windows-surface/commands');

interface Published {
    readonly allCommands?: readonly string[];
    readonly commands: ReadonlyArray<{
        readonly name: string;
        readonly parameters: ReadonlyArray<{ readonly name: string }>;
        /** Parameters of providers, such as those for certificates. */
        readonly documentedButNotInProfile?: readonly string[];
    }>;
}

/** Programs and module commands that windows-surface doesn't contain, each with its page. */
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
    // powershell/module/microsoft.powershell.security
    'set-authenticodesignature': ['filepath', 'certificate', 'hashalgorithm', 'timestampserver'],
    'get-authenticodesignature': ['filepath'],
    // powershell/module/microsoft.powershell.utility
    'read-host': ['prompt'],
    'get-filehash': ['path', 'algorithm'],
    // powershell/module/hyper-v/get-vmharddiskdrive
    'get-vmharddiskdrive': ['vm'],
    // powershell/module/dism
    'mount-windowsimage': ['imagepath', 'index', 'path'],
    'set-windowsproductkey': ['path', 'productkey'],
    'dismount-windowsimage': ['path', 'save', 'discard'],
    // powershell/module/pki
    'export-certificate': ['cert', 'filepath'],
    'import-certificate': ['filepath', 'certstorelocation'],
    // powershell/module/activedirectory, powershell/module/addsdeployment
    'move-addirectoryserveroperationmasterrole': ['identity', 'operationmasterrole'],
    'uninstall-addsdomaincontroller': [],
    // azure/azure-local/manage/vm-activate
    'get-vmautomaticactivation': [],
    'set-vmautomaticactivation': [],
    'set-azstackhci': ['enablewssubscription']
};

/** Programs with their own options, by their first two words. */
const publishedOptions: Readonly<Record<string, readonly string[]>> = {
    // dotnet/core/tools/dotnet-nuget-sign
    'dotnet nuget sign': ['--certificate-path', '--certificate-subject-name', '--certificate-fingerprint', '--timestamper', '--output', '--overwrite'],
    // dotnet/core/tools/dotnet-nuget-verify
    'dotnet nuget verify': ['--all', '--certificate-fingerprint', '--verbosity']
};

/** The problems of a program's options; null if it isn't a program with published options. */
function optionProblems(call: ScriptUsage['commands'][number]): string[] | null {
    const words = call.arguments.map(one => one.text);
    const name = [call.name, ...words.slice(0, 2)].join(' ');
    const options = publishedOptions[name];
    return options ? words.filter(word => word.startsWith('-') && !options.includes(word)).map(word => `${name} has no option ${word}`) : null;
}

/** Command names in lower case, with their valid parameters. */
export function publishedCommands(): ReadonlyMap<string, readonly string[]> {
    const commands = new Map<string, readonly string[]>();
    for (const file of readdirSync(surface)) {
        const module = JSON.parse(readFileSync(join(surface, file), 'utf8')) as Published;
        (module.allCommands ?? []).forEach(name => commands.set(name.toLowerCase(), []));
        module.commands.forEach(command =>
            commands.set(
                command.name.toLowerCase(),
                [...command.parameters.map(parameter => parameter.name), ...(command.documentedButNotInProfile ?? [])].map(name => name.toLowerCase())
            )
        );
    }
    Object.entries(publishedElsewhere).forEach(([name, parameters]) => commands.set(name, parameters));
    gatewayCommands.forEach(([name, parameters]) =>
        commands.set(
            name.toLowerCase(),
            parameters.map(parameter => parameter.toLowerCase())
        )
    );
    return commands;
}

/** The problems of lines to type, according to PowerShell's parser; empty if they only use published commands and 5.1 syntax. */
export function typingProblems(line: string, usage: ScriptUsage, commands: ReadonlyMap<string, readonly string[]>): string[] {
    const problems = [...usage.errors.map(error => error.message), ...usage.newerThan51.map(one => one.what)];
    for (const call of usage.commands) {
        const options = optionProblems(call);
        if (options) {
            problems.push(...options);
            continue;
        }
        const parameters = commands.get(call.name.toLowerCase());
        if (!parameters || call.dynamic) {
            problems.push(`${call.name} is not published`);
        } else {
            problems.push(...call.parameters.filter(one => !parameters.includes(one.toLowerCase())).map(one => `${call.name} has no parameter ${one}`));
        }
    }
    return problems.map(problem => `${line}: ${problem}`);
}
