/** The commands that the tool gives people to type: published commands with published parameters, read by PowerShell's own parser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noteCodes, reasonCodes } from '../../src/app/domain/assessment';
import {
    commandPurposes,
    CommandStep,
    hostCheckCommand,
    ownKeySteps,
    stepsForInsideFailure,
    stepsForNote,
    stepsForReason
} from '../../src/app/domain/commands';
import { hostCheckIds } from '../../src/app/domain/host-checks';
import { insideFailureCodes } from '../../src/app/domain/inside-failures';
import { closeEngine, engine } from '../scripts/support/script-runner';

const surface = join(__dirname, '../../windows-surface/commands');
const vmId = '11111111-2222-3333-4444-555555555555';

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
    // windows/win32/winrm/installation-and-configuration-for-windows-remote-management
    winrm: [],
    // powershell/module/servermanager
    'install-windowsfeature': ['name', 'includemanagementtools', 'restart'],
    // powershell/module/activedirectory, powershell/module/addsdeployment
    'move-addirectoryserveroperationmasterrole': ['identity', 'operationmasterrole'],
    'uninstall-addsdomaincontroller': [],
    // powershell/module/microsoft.powershell.localaccounts
    'add-localgroupmember': ['sid', 'member'],
    // azure/azure-local/manage/vm-activate
    'get-vmautomaticactivation': []
};

function known(): Map<string, readonly string[]> {
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

const particulars = { guestBuild: 17763, guestSku: 80, keyLastFive: 'WMBMW', enabledState: 9 };

const steps: readonly CommandStep[] = [
    ...reasonCodes.flatMap(code => stepsForReason(code, particulars, vmId)),
    ...stepsForReason('notRunning', { enabledState: 3 }, vmId),
    ...stepsForReason('guestNewerThanHost', { guestBuild: 20348, guestSku: 8 }, vmId),
    ...noteCodes.flatMap(code => stepsForNote(code, particulars, vmId)),
    ...insideFailureCodes.flatMap(stepsForInsideFailure),
    ...ownKeySteps()
];

describe('the commands to type', () => {
    afterAll(closeEngine);

    it('are published, with published parameters, in 5.1 syntax', async () => {
        const commands = known();
        const problems: string[] = [];
        const lines = [...steps.flatMap(step => step.lines), ...hostCheckIds.map(hostCheckCommand).filter(line => line !== '')];
        for (const line of new Set(lines)) {
            const usage = await (await engine()).inspect(line);
            problems.push(...usage.errors.map(error => `${line}: ${error.message}`), ...usage.newerThan51.map(one => `${line}: ${one.what}`));
            for (const call of usage.commands) {
                const parameters = commands.get(call.name.toLowerCase());
                if (!parameters || call.dynamic) {
                    problems.push(`${line}: ${call.name} is not published`);
                } else {
                    problems.push(
                        ...call.parameters.filter(one => !parameters.includes(one.toLowerCase())).map(one => `${line}: ${call.name} has no parameter ${one}`)
                    );
                }
            }
        }
        expect(problems).toEqual([]);
    });

    it('leave no purpose unused', () => {
        const used = new Set(steps.map(step => step.purpose));
        expect(commandPurposes.filter(purpose => !used.has(purpose))).toEqual([]);
    });
});
