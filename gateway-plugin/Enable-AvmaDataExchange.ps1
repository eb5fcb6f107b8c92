<#

.SYNOPSIS
Enables or disables Data Exchange for virtual machines of this Hyper-V host.

.DESCRIPTION
Writes one row for each id: {collectedAt, vmId, outcome, enabledState, returnValue, error}.

outcome is "done" (read back, whatever the method or its job returned), "already" (no change needed), "notFound" (no such machine here) or "failed".
enabledState is Msvm_KvpExchangeComponentSettingData.EnabledState (2 enabled, 3 disabled) as read back; null if it couldn't be read.
returnValue is what Msvm_VirtualSystemManagementService.ModifyGuestServiceSettings returned; null if it wasn't called.
error is null or {code, hresult, id, reason, message}; only message is localized. Its codes: refused (see returnValue), jobFailed,
jobTimeout, notChanged, notSupported (before Windows Server 2016), accessDenied, unclassified.

The number of queries is constant, except for jobs that Hyper-V starts: one query in each round reads all of them.
If nothing can be changed at all, the script throws "AvmaError " followed by JSON {code, id, reason, hresult, message} with
one of the codes accessDenied, hyperVAbsent, managementServiceStopped, unclassified.

.PARAMETER vmIds
Ids of the virtual machines.

.PARAMETER enable
True enables Data Exchange, false disables it.

.ROLE
Hyper-V-Administrators

#>

param (
    [Parameter(Mandatory = $true)]
    [string[]]
    $vmIds,

    [Parameter(Mandatory = $true)]
    [bool]
    $enable
)

Set-StrictMode -Version 3.0

# INCLUDE parts/windows-modules.ps1

Import-WindowsModule 'CimCmdlets'

$virtualization = 'root/virtualization/v2'
$guid = '[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}'
# Two minutes for all jobs together; the tool's own time limit is longer.
$jobSeconds = 120
if ($enable) { $wanted = 2 } else { $wanted = 3 }

# INCLUDE parts/failures.ps1
# INCLUDE parts/cim-failures.ps1
# INCLUDE parts/operation-error.ps1
# INCLUDE parts/hyperv-service.ps1

# Converts the failure of one machine's change.
function Get-CallError($Record) {
    $failure = Get-Failure $Record 'unclassified'
    # 16: the method isn't available. 17: the method doesn't exist.
    if (Test-Denied $Record) {
        $failure.code = 'accessDenied'
    } elseif (@(16, 17) -contains (Get-NativeCode $Record) -or $failure.id -match '^HRESULT 0x8004102e') {
        $failure.code = 'notSupported'
    }
    return $failure
}

# Data Exchange settings by machine id, in lower case. InstanceID is "Microsoft:<id of the machine>\<id of the component>".
function Read-Setting {
    $byId = @{}
    foreach ($setting in Get-CimInstance -Namespace $virtualization -ClassName 'Msvm_KvpExchangeComponentSettingData' -Property InstanceID, EnabledState -ErrorAction Stop) {
        if ([string]$setting.InstanceID -match "^Microsoft:($guid)\\") { $byId[$Matches[1].ToLowerInvariant()] = $setting }
    }
    return $byId
}

# The changed instance as CIM-XML: its key and the changed property. Properties that aren't listed keep their values.
function ConvertTo-EmbeddedInstance($Setting) {
    $key = ([string]$Setting.InstanceID) -replace '&', '&amp;' -replace '<', '&lt;' -replace '>', '&gt;'
    return '<INSTANCE CLASSNAME="Msvm_KvpExchangeComponentSettingData">' +
        "<PROPERTY NAME=""InstanceID"" TYPE=""string""><VALUE>$key</VALUE></PROPERTY>" +
        "<PROPERTY NAME=""EnabledState"" TYPE=""uint16""><VALUE>$wanted</VALUE></PROPERTY></INSTANCE>"
}

# Requests the change of one machine. If it starts a job, the job is added to $jobs.
function Set-DataExchange($Row, $Setting) {
    try {
        $answer = Invoke-CimMethod -InputObject $service -MethodName 'ModifyGuestServiceSettings' -Arguments @{ GuestServiceSettings = [string[]]@(ConvertTo-EmbeddedInstance $Setting) } -ErrorAction Stop
        $Row.returnValue = $answer.ReturnValue
        if ($Row.returnValue -eq 4096) {
            $jobs[[string]$answer.Job.InstanceID] = $Row
        } elseif ($Row.returnValue -ne 0) {
            $Row.error = New-Failure 'refused'
        }
    } catch {
        $Row.error = Get-CallError $_
    }
}

# Waits until all jobs have ended. A job that Hyper-V no longer lists has ended; reading back shows the result.
function Wait-Change($Until) {
    while ($jobs.Count -gt 0) {
        $known = @{}
        foreach ($job in Get-CimInstance -Namespace $virtualization -ClassName 'Msvm_ConcreteJob' -Property InstanceID, JobState, ErrorCode, ErrorDescription -ErrorAction Stop) {
            $known[[string]$job.InstanceID] = $job
        }
        foreach ($id in @($jobs.Keys)) {
            $job = $known[$id]
            if ($job) {
                # 2 to 6 are a running job, 7 is completed. The class's page describes 32768 only as vendor reserved; other clients of Hyper-V (OpenStack's
                # os-win) treat it as "completed with warnings". Reading back decides what was changed.
                if ($job.JobState -lt 7) { continue }
                if ($job.JobState -ne 7 -and $job.JobState -ne 32768) {
                    $jobs[$id].error = New-Failure 'jobFailed' "JobState $($job.JobState), ErrorCode $($job.ErrorCode)"
                    $jobs[$id].error.message = $job.ErrorDescription
                }
            }
            $jobs.Remove($id)
        }
        if ($jobs.Count -gt 0) {
            if ((Get-Date) -gt $Until) { return }
            Start-Sleep -Milliseconds 250
        }
    }
}

try {
    $service = Get-CimInstance -Namespace $virtualization -ClassName 'Msvm_VirtualSystemManagementService' -KeyOnly -ErrorAction Stop
    $before = Read-Setting
} catch {
    throw (Get-OperationError $_)
}
if (-not $service) {
    # An account without Hyper-V rights gets empty lists without an error; don't report its machines as missing.
    $code = Get-ServiceCode
    if (-not $code) { $code = 'accessDenied' }
    throw (ConvertTo-OperationError (New-Failure $code))
}

$rows = @{}
$order = @()
# Rows that wait for a job, by the job's InstanceID.
$jobs = @{}
foreach ($vmId in $vmIds) {
    $id = ([string]$vmId).ToLowerInvariant()
    if ($rows.ContainsKey($id)) { continue }
    $order += $id
    $row = [ordered]@{ collectedAt = $null; vmId = $id; outcome = 'notFound'; enabledState = $null; returnValue = $null; error = $null }
    $rows[$id] = $row
    $setting = $before[$id]
    if (-not $setting) { continue }
    if ($setting.EnabledState -eq $wanted) {
        $row.outcome = 'already'
    } else {
        $row.outcome = 'done'
        Set-DataExchange $row $setting
    }
}

$unread = $null
$after = @{}
try {
    Wait-Change ((Get-Date).AddSeconds($jobSeconds))
} catch {
    $failure = Get-CallError $_
    foreach ($id in @($jobs.Keys)) { $jobs[$id].error = $failure }
    $jobs.Clear()
}
try {
    $after = Read-Setting
} catch {
    $unread = Get-CallError $_
}

foreach ($id in $order) {
    $row = $rows[$id]
    $row.collectedAt = (Get-Date).ToUniversalTime().ToString('o')
    if ($row.outcome -ne 'notFound') {
        $setting = $after[$id]
        if ($setting) { $row.enabledState = $setting.EnabledState }
        if ($row.enabledState -eq $wanted) {
            $row.error = $null
        } elseif (-not $row.error) {
            if ($unread) {
                $row.error = $unread
            } elseif (@($jobs.Values | Where-Object { $_.vmId -eq $id }).Count -gt 0) {
                $row.error = New-Failure 'jobTimeout'
            } else {
                $row.error = New-Failure 'notChanged'
            }
        }
        if ($row.error) { $row.outcome = 'failed' }
    }
    New-Object -TypeName PSObject -Property $row
}
