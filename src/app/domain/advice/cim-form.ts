/**
 * What slmgr does, in PowerShell. slmgr is a script in VBScript, which is a feature on demand that a later Windows Server will no longer have (windowsserverdocs,
 * get-started/removed-deprecated-features-windows-server.md, 2025-09-24), so it may be missing. The classes are those that slmgr itself uses; Windows PowerShell 3.0
 * and later have the commands.
 */
import { windowsApplicationId } from '../versions/license-class';
import { CommandStep } from './commands';

const service = 'Get-CimInstance -ClassName SoftwareLicensingService';
const refresh = `${service} | Invoke-CimMethod -MethodName RefreshLicenseStatus`;
const product = (installed: string): string =>
    `Get-CimInstance -ClassName SoftwareLicensingProduct -Filter "ApplicationID = '${windowsApplicationId}' AND ${installed} AND LicenseIsAddon = FALSE"`;
const withKey = product('PartialProductKey IS NOT NULL');
/** A subscription is licensed without a key that can be read. */
const shown = product('(PartialProductKey IS NOT NULL OR LicenseStatus = 1)');

/** The lines in place of one line; null for a line without slmgr. */
function cimLines(line: string): readonly string[] | null {
    const [program, option, key] = line.split(' ');
    if (program !== 'slmgr') {
        return null;
    }
    switch (option) {
        case '/ipk':
            return [`${service} | Invoke-CimMethod -MethodName InstallProductKey -Arguments @{ ProductKey = '${key}' }`, refresh];
        case '/ato':
            return [`${withKey} | Invoke-CimMethod -MethodName Activate`, refresh];
        default:
            return [`${shown} | Select-Object -Property Description, PartialProductKey, LicenseStatus, LicenseStatusReason, GracePeriodRemaining`];
    }
}

/** The same steps without slmgr, for those that use it; empty if none does. */
export function stepsWithoutSlmgr(steps: readonly CommandStep[]): CommandStep[] {
    return steps.flatMap(step => {
        const forms = step.lines.map(cimLines);
        return forms.some(form => form !== null)
            ? [{ ...step, shell: 'powershell' as const, lines: step.lines.flatMap((line, index) => forms[index] ?? [line]) }]
            : [];
    });
}
