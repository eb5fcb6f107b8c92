/**
 * A plan's keys for virtual machines that are off, as one script for their host: DISM writes each key into its machine's disk. The commands are those of the modules
 * Hyper-V and Dism (windows-powershell-docs docset/winserver2025-ps/Dism/Set-WindowsProductKey.md and Get-WindowsImage.md, 2016-12-21: the index of a VHD is 1).
 * Like the script by hand it is ASCII, and names stand in comments only.
 */
import { ApplyItem } from './apply-plan';
import { commentText, literal } from './by-hand';
import { ownKeyPlaceholder } from '../advice/commands';

const head = `# Puts the planned keys into the disks of virtual machines that are off, with DISM. Windows activates when the virtual machine has started: read it then.
# Run it on the host of the virtual machines, in Windows PowerShell 5.1 as an administrator. It may be run again.
# A virtual machine that is not off, has checkpoints, or is replicated is left alone: editing its disk would damage them.

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# The virtual machines, and the key that each gets. Published keys are no secret; your own keys you put in yourself.
# Disk: leave it empty for a virtual machine with one disk. For others, write the path of the disk that Windows is on.
$plan = @(`;

const steps = `
$folder = Join-Path -Path $env:TEMP -ChildPath "avma-image-$PID"
[void][System.IO.Directory]::CreateDirectory($folder)

foreach ($wanted in $plan) {
    $state = 'untouched'
    try {
        if ($wanted.Key -eq $placeholder) { throw 'Put your own key into the plan above first.' }
        $machine = Get-VM -Id $wanted.VmId
        if ([string]$machine.State -ne 'Off') { throw 'The virtual machine is not off.' }
        if (@(Get-VMSnapshot -VM $machine).Count -gt 0) { throw 'The virtual machine has checkpoints.' }
        if ([string]$machine.ReplicationState -ne 'Disabled') { throw 'The virtual machine is replicated.' }
        $disks = @(Get-VMHardDiskDrive -VM $machine | ForEach-Object { $_.Path })
        $disk = $wanted.Disk
        if (-not $disk -and $disks.Count -eq 1) { $disk = $disks[0] }
        if ($disks -notcontains $disk) { throw "Write one of these disks into the plan above: $($disks -join ', ')." }

        [void](Mount-WindowsImage -ImagePath $disk -Index 1 -Path $folder)
        $state = 'mounted'
        [void](Set-WindowsProductKey -Path $folder -ProductKey $wanted.Key)
        $state = 'saving'
        [void](Dismount-WindowsImage -Path $folder -Save)
        $state = 'saved'
        Write-Output "$($wanted.VmId): the key is in the disk."
    } catch {
        $reason = $_.Exception.Message
        if ($state -eq 'saving') {
            Write-Warning "$($wanted.VmId): $reason It is not known whether the key was saved. Stopped: free the folder $folder with Dismount-WindowsImage first."
            break
        }
        if ($state -eq 'mounted') { [void](Dismount-WindowsImage -Path $folder -Discard) }
        Write-Warning "$($wanted.VmId): $reason Nothing was changed."
    }
}
`;

const installs = ({ mode }: ApplyItem): boolean => mode === 'install' || mode === 'installAndActivate';

/** The items whose key can be put into a disk: those that install one. */
export function offlineItems(items: readonly ApplyItem[]): readonly ApplyItem[] {
    return items.filter(installs);
}

/**
 * One script for all virtual machines of a host, each with its own key.
 * @param items planned with `byHand`; those that install no key are left out
 * @returns a text with CRLF line ends; empty if no item installs a key
 */
export function offlineScript(items: readonly ApplyItem[]): string {
    const entries = offlineItems(items).flatMap(item => [
        `    # Guest: ${commentText(item.name)}`,
        `    @{ VmId = ${literal(item.vmId)}; Key = ${literal(item.key ?? ownKeyPlaceholder)}; Disk = '' }`
    ]);
    if (entries.length === 0) {
        return '';
    }
    return [head, ...entries, ')', `$placeholder = ${literal(ownKeyPlaceholder)}`, steps].join('\n').replace(/\n/g, '\r\n');
}
