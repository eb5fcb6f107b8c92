/**
 * The steps of a run as a script for guests that can't be entered from their host. The script is ASCII with English comments. It contains published keys and
 * ids; guests' names appear only in its comments.
 */
import { ApplyItem } from './apply-plan';
import { ownKeyPlaceholder } from '../advice/commands';
import { windowsApplicationId } from '../versions/license-class';

/** A name written by a guest, made safe for one line of a PowerShell comment: no line ends, ASCII only, and no comment delimiters. */
export function commentText(name: string): string {
    const plain = name
        .slice(0, 100)
        .replace(/[^\x20-\x7e]/g, one => {
            const code = one.charCodeAt(0);
            return code < 0x20 || code === 0x7f || code === 0x85 || code === 0x2028 || code === 0x2029 ? ' ' : `\\u${code.toString(16).padStart(4, '0')}`;
        })
        // Replaces <# and #>, which start and end block comments.
        .replace(/<(?=#)|#(?=>)/g, one => (one === '<' ? '(' : '-'));
    return plain.trim();
}

/** A PowerShell string in single quotes. */
export const literal = (text: string): string => `'${text.replace(/[^\x20-\x7e]/g, '').replace(/'/g, "''")}'`;

function entry(item: ApplyItem): string[] {
    const replaceable = ['none', 'avma', 'kmsClient', 'keyless', ...item.replaceable].map(literal).join(', ');
    return [
        `    # Guest: ${commentText(item.name)}`,
        '    @{',
        `        VmId = ${literal(item.vmId)}`,
        `        Build = ${item.expectedBuild}`,
        `        Edition = ${item.expectedSku}`,
        `        Key = ${literal(item.key ?? ownKeyPlaceholder)}`,
        `        LastFive = ${literal(item.keyLastFive)}`,
        `        ByHost = ${item.toClass === 'avma' ? '$true' : '$false'}`,
        `        Replaceable = @(${replaceable})`,
        `        Confirmed = ${literal(item.expectedLastFive)}`,
        '    }'
    ];
}

const head = `# Puts the planned key into this guest, activates it, and shows what came of it.
# Run it in the guest, in Windows PowerShell 4.0 or later as an administrator. It may be run again: what is right already stays as it is.
# Nothing is changed in a machine that is not in the plan, that is not what the plan says, or whose key cannot be read back.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
`;

const steps = `
# Which machine this is: Data Exchange writes its id.
$machine = Get-ItemProperty -Path 'HKLM:\\SOFTWARE\\Microsoft\\Virtual Machine\\Guest\\Parameters' -Name VirtualMachineId
$wanted = @($plan | Where-Object { $_.VmId -eq [string]$machine.VirtualMachineId })
if ($wanted.Count -eq 0) { throw 'This machine is not in the plan. Nothing was changed.' }
if ($wanted.Count -gt 1) { throw 'Several machines in the plan have the ID of this machine. Save a script for this machine alone. Nothing was changed.' }
$wanted = $wanted[0]

# What it is now: build and edition have to be those that the key was chosen for.
$system = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_OperatingSystem' -Property BuildNumber, OperatingSystemSKU
if ([int]$system.BuildNumber -ne $wanted.Build -or [long]$system.OperatingSystemSKU -ne $wanted.Edition) {
    throw 'Build or edition is not what the plan says. Make the plan again. Nothing was changed.'
}

# The licensing service has to be allowed to start.
$service = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, StartMode -Filter "Name = 'sppsvc'"
if (-not $service) { throw 'This account cannot see the licensing service (sppsvc). Run PowerShell as administrator. Nothing was changed.' }
if ($service.StartMode -eq 'Disabled') { throw 'The licensing service (sppsvc) is disabled. Nothing was changed.' }

# Only a guest that has the device of Hyper-V can ask its host.
if ($wanted.ByHost) {
    $devices = @(Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_PnPEntity' -Property DeviceID, HardwareID -Filter "DeviceID LIKE 'VMBUS%'")
    if (@($devices | Where-Object { $_.HardwareID -contains 'VMBUS\\{3375baf4-9e15-4b30-b765-67acb10d607b}' }).Count -eq 0) {
        throw 'The device Microsoft Hyper-V Activation Component is missing. Nothing was changed.'
    }
}

# The installed Windows license: its class is a word in its description, the same in every language. Pay-as-you-go and subscriptions may have no key.
function Read-License([string] $LastFive) {
    $found = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Property ID, Description, PartialProductKey, LicenseStatus, LicenseStatusReason -Filter "ApplicationID = '${windowsApplicationId}' AND (PartialProductKey IS NOT NULL OR LicenseStatus = 1) AND LicenseIsAddon = FALSE"
    $found | Sort-Object -Property { $LastFive -and $_.PartialProductKey -ne $LastFive }, { $_.LicenseStatus -ne 1 }, { -not $_.PartialProductKey } | Select-Object -First 1
}
function Get-KeyClass($License) {
    if (-not $License) { return 'none' }
    switch -regex ([string]$License.Description) {
        'VIRTUAL_MACHINE_ACTIVATION' { return 'avma' }
        'EVAL' { return 'evaluation' }
    }
    if (-not $License.PartialProductKey) { return 'keyless' }
    switch -regex ([string]$License.Description) {
        'VOLUME_KMSCLIENT' { return 'kmsClient' }
        'VOLUME_KMS' { return 'kmsHost' }
        'MAK\\b' { return 'mak' }
        '\\bOEM' { return 'oem' }
        '\\bRETAIL' { return 'retail' }
    }
    return 'unreadable'
}
function Show-License($License) {
    if (-not $License) { return 'no key' }
    return '{0}, key ends in {1}, license status {2}, reason 0x{3:X8}' -f (Get-KeyClass $License), $License.PartialProductKey, $License.LicenseStatus, $License.LicenseStatusReason
}
$license = Read-License
$class = Get-KeyClass $license
Write-Output "Before: $(Show-License $license)"
$right = $license -and $license.PartialProductKey -eq $wanted.LastFive

# A key that cannot be read back is lost once it is replaced.
if ($install -and -not $right) {
    if ($class -eq 'evaluation') { throw 'This is an evaluation: it refuses every key until it is converted. Nothing was changed.' }
    $shown = ''
    if ($license) { $shown = [string]$license.PartialProductKey }
    if (-not $shown -and $license) { $shown = "$class/$($license.LicenseStatus)" }
    if ($license -and $wanted.Confirmed -and $shown -ne $wanted.Confirmed) {
        throw "Another key is installed ($shown) than the one that may be replaced ($($wanted.Confirmed)). Nothing was changed."
    }
    if ($wanted.Replaceable -notcontains $class) { throw "A key of the class $class is installed, and the plan does not permit to replace it. Nothing was changed." }
    if ($license -and $license.LicenseStatus -eq 1 -and $class -ne 'avma' -and $wanted.Replaceable -notcontains 'licensed') {
        throw 'Windows is licensed in another way, and the plan does not permit to change that. Nothing was changed.'
    }
    if ($wanted.Key -eq $placeholder) { throw 'Put your own key into the plan above first. Nothing was changed.' }
    $licensing = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingService' -Property Version
    [void](Invoke-CimMethod -InputObject $licensing -MethodName 'InstallProductKey' -Arguments @{ ProductKey = $wanted.Key })
    [void](Invoke-CimMethod -InputObject $licensing -MethodName 'RefreshLicenseStatus')
    $license = Read-License $wanted.LastFive
    $right = $license -and $license.PartialProductKey -eq $wanted.LastFive
}

# An installed key is no activation yet.
if ($activate) {
    if (-not $right) { throw 'The planned key is not installed, so that nothing was activated.' }
    if ($renew -or $license.LicenseStatus -ne 1) {
        [void](Invoke-CimMethod -InputObject $license -MethodName 'Activate')
        $licensing = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingService' -Property Version
        [void](Invoke-CimMethod -InputObject $licensing -MethodName 'RefreshLicenseStatus')
        $license = Read-License $wanted.LastFive
        for ($try = 0; $try -lt 12 -and $license.LicenseStatus -ne 1; $try++) {
            Start-Sleep -Seconds 5
            $license = Read-License $wanted.LastFive
        }
    }
}

# What counts is what is read back.
Write-Output "After: $(Show-License $license)"
if ($right -and $license.LicenseStatus -eq 1) {
    Write-Output 'The planned key is installed and licensed.'
} elseif ($activate) {
    Write-Warning 'Not activated yet. The reason code above says why.'
}
`;

/**
 * One script for one guest or many: each guest finds its own entry by its id.
 * @param items planned with `byHand`; empty if there is nothing to do
 * @returns a text with CRLF line ends, or an empty one
 */
export function handScript(items: readonly ApplyItem[]): string {
    if (items.length === 0) {
        return '';
    }
    const [{ mode }] = items;
    const settings = [
        '# The guests, what each has to be, and the key that it gets. Published keys are no secret; your own keys you put in yourself.',
        '$plan = @(',
        ...items.flatMap(entry),
        ')',
        `$placeholder = ${literal(ownKeyPlaceholder)}`,
        `$install = ${mode === 'install' || mode === 'installAndActivate' ? '$true' : '$false'}`,
        `$activate = ${mode === 'activate' || mode === 'renew' || mode === 'installAndActivate' ? '$true' : '$false'}`,
        `$renew = ${mode === 'renew' ? '$true' : '$false'}`
    ];
    return `${head}\n${settings.join('\n')}\n${steps}`.replace(/\n/g, '\r\n');
}
