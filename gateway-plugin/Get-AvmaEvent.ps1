<#

.SYNOPSIS
Reads the events of activation, on this host or inside one guest of it.

.DESCRIPTION
Reads the log Application and, to be safe, Key Management Service. Filters by provider, ids, time and record
inside each log. For each log, writes one log row and then its events, newest first, each as soon as it is read. If a log can't be
read, the "error" {code, hresult, id, reason, message} of its row says why; if it fails between its events, a second log row contains
the error. Codes: accessDenied, unclassified; cutOff in a second row, see withoutMessage. Only message is localized; nothing compares it. For a missing log, "exists" is false.

Inside a guest, the rows are the same, after a row {vmId, signedIn}: the guest has accepted "account". A guest that can't be entered has one log row without a log name, whose "error" has the codes of
Get-AvmaActivation; it is also the last row if a session breaks.

For invalid parameters, it throws "AvmaError " followed by JSON {code, id, reason, hresult, message} with the code invalidParameter.

data contains an event's unchanged strings; message is the text that Windows builds from them. Returns raw values only.

Log rows: collectedAt, source, machineName, vmId, logName, exists, enabled, sizeBytes, maximumBytes, recordCount, oldestRecordTime, error.
Event rows: collectedAt, source, machineName, vmId, logName, providerName, id, recordId, level, timeCreated, data, message.

.PARAMETER ids
Ids of events of Microsoft-Windows-Security-SPP. Other providers use the same ids; their events are never read.

.PARAMETER startTime
No events before this time, such as 2026-10-01T00:00:00Z. Empty: all events in the log.

.PARAMETER maximum
Maximum number of events for each log and call, up to 10000. Null or 0: 500.

.PARAMETER beforeRecordId
The next page: only records of Application that are older than this one; no other log is read. Null or 0: the first page.

.PARAMETER withoutMessage
Leaves message null, which is most of an event, and writes a second log row with the code cutOff if the log has more events than maximum. Only for
the host. Get-WinEvent builds every message anyway, so this saves what is sent, not the work of building it.

.PARAMETER vmId
Id of the virtual machine; empty for the host itself.

.PARAMETER channel
As for Get-AvmaActivation: "direct" or "winrm".

.PARAMETER address
As for Get-AvmaActivation: the confirmed name of the guest for WinRM.

.PARAMETER account
User name, NUL and password in UTF-8, encrypted with this session's key (RSA-OAEP), in Base64. Only for a guest.

.PARAMETER credential
For the module's console functions, instead of account; used unchanged. The tool never sends it.

.ROLE
Hyper-V-Administrators

#>

param (
    [int[]]
    $ids,

    [string]
    $startTime,

    [int]
    $maximum,

    [long]
    $beforeRecordId,

    [bool]
    $withoutMessage,

    [string]
    $vmId,

    [string]
    $channel,

    [string]
    $address,

    [string]
    $account,

    [pscredential]
    $credential
)

Set-StrictMode -Version 3.0

# INCLUDE parts/windows-modules.ps1

Import-WindowsModule 'CimCmdlets', 'Microsoft.PowerShell.Diagnostics'

$collectedAt = (Get-Date).ToUniversalTime().ToString('o')
$eventFields = 'providerName', 'id', 'recordId', 'level', 'timeCreated', 'data', 'message'
$logFields = 'exists', 'enabled', 'sizeBytes', 'maximumBytes', 'recordCount', 'oldestRecordTime', 'error'

# INCLUDE parts/failures.ps1
# INCLUDE parts/enter-guest.ps1
# INCLUDE parts/guest-answer.ps1
# INCLUDE parts/guest-words.ps1

# Runs on the host and in the guest, also in PowerShell 4.0 of Server 2012 R2, and must not depend on anything outside.
$lookInside = {
    param([string] $expectedId, [bool] $mustKnowId, [string[]] $logNames, [string[]] $conditions, [int] $maximum, [bool] $withoutMessage)

    # INCLUDE parts/dates.ps1
    # INCLUDE parts/failures.ps1
    # INCLUDE parts/read-optional.ps1
    # INCLUDE parts/guest-identity.ps1

    # Why a log can't be read. If the command wraps Windows' failure, its own HRESULT is useless, so use the inner exception's.
    function Get-LogError($Record) {
        $failure = Get-Failure $Record 'unclassified'
        if ($Record.Exception.InnerException) { $failure.hresult = $Record.Exception.InnerException.HResult }
        if ($failure.hresult -eq 0x80070005) { $failure.code = 'accessDenied' }
        return $failure
    }

    # Reads the properties of one log, and the time of its oldest record.
    function Read-Log([string] $LogName) {
        $found = @{ logName = $LogName; machineName = $computerName; exists = $null; enabled = $null; sizeBytes = $null; maximumBytes = $null; recordCount = $null; oldestRecordTime = $null; error = $null }
        try {
            $log = Get-WinEvent -ListLog $LogName -ErrorAction Stop
            $found.exists = $true
            $found.enabled = $log.IsEnabled
            $found.sizeBytes = $log.FileSize
            $found.maximumBytes = $log.MaximumSizeInBytes
            $found.recordCount = $log.RecordCount
            if ($log.RecordCount -ne 0) {
                $oldest = Get-WinEvent -LogName $LogName -Oldest -MaxEvents 1 -ErrorAction Stop
                $found.oldestRecordTime = ConvertTo-UtcText $oldest.TimeCreated
            }
        } catch {
            if ($_.FullyQualifiedErrorId -like 'NoMatchingLogsFound,*') {
                $found.exists = $false
            } elseif ($_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound,*') {
                $found.error = Get-LogError $_
            }
        }
        return $found
    }

    # Writes the selected events of one log, and afterwards the failure that ended the reading, if there is one.
    function Read-Event($Log) {
        $selections = foreach ($condition in $conditions) { "<Select Path='$($Log.logName)'>*[System[$condition]]</Select>" }
        $query = [xml]"<QueryList><Query Id='0' Path='$($Log.logName)'>$selections</Query></QueryList>"
        $failures = @()
        $seen = 0
        $most = $maximum
        # One more shows that there are more.
        if ($withoutMessage) { $most++ }
        try {
            # A message that can't be formatted is reported as an error beside its event; it must not end the reading.
            Get-WinEvent -FilterXml $query -MaxEvents $most -ErrorAction SilentlyContinue -ErrorVariable failures | ForEach-Object {
                $seen++
                if ($seen -gt $maximum) { return }
                $message = $null
                if (-not $withoutMessage) { $message = $_.Message }
                New-Object -TypeName PSObject -Property @{
                    logName = $_.LogName
                    machineName = $_.MachineName
                    providerName = $_.ProviderName
                    id = $_.Id
                    recordId = $_.RecordId
                    level = $_.Level
                    timeCreated = ConvertTo-UtcText $_.TimeCreated
                    data = @(foreach ($value in $_.Properties) { [string]$value.Value })
                    message = $message
                }
            }
        } catch {
            $failures = @($_)
            $seen = 0
        }
        $failure = @($failures | Where-Object { $_.FullyQualifiedErrorId -notlike 'NoMatchingEventsFound,*' })
        if ($seen -eq 0 -and $failure.Count -gt 0) {
            $Log.error = Get-LogError $failure[0]
            New-Object -TypeName PSObject -Property $Log
        } elseif ($seen -gt $maximum) {
            $Log.error = New-Failure 'cutOff'
            New-Object -TypeName PSObject -Property $Log
        }
    }

    if ($expectedId) {
        $insideVmId = Get-OwnId
        New-Object -TypeName PSObject -Property @{ insideVmId = $insideVmId }
        if (-not (Test-Identity $insideVmId)) { return }
    }
    $computerName = $null
    $computerSystem = Read-Optional { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_ComputerSystem' -Property Name -ErrorAction Stop }
    if ($computerSystem) { $computerName = $computerSystem.Name }
    foreach ($logName in $logNames) {
        $log = Read-Log $logName
        New-Object -TypeName PSObject -Property $log
        if ($log.exists -and -not $log.error -and $log.recordCount -ne 0) { Read-Event $log }
    }
}

function Assert-Parameter([bool] $IsValid, [string] $Name) {
    if (-not $IsValid) { throw ('AvmaError ' + (New-Failure 'invalidParameter' $Name | ConvertTo-Json -Compress)) }
}

# The conditions of the logs' queries, already escaped. Only numbers and one time in a strict format can get into them. One selection accepts only a few
# conditions, so many ids need several.
function Get-Condition {
    $wanted = @(12309, 12310)
    if ($null -ne $ids) { $wanted = @($ids | Sort-Object -Unique) }
    Assert-Parameter ($wanted.Count -ge 1 -and $wanted.Count -le 100 -and @($wanted | Where-Object { $_ -lt 0 -or $_ -gt 65535 }).Count -eq 0) 'ids'
    $common = "Provider[@Name='Microsoft-Windows-Security-SPP']"
    if ($startTime) {
        Assert-Parameter ($startTime -cmatch '\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?Z\z' -and $null -ne ($startTime -as [datetime])) 'startTime'
        $common += " and TimeCreated[@SystemTime&gt;='$startTime']"
    }
    if ($beforeRecordId -ne 0) { $common += " and EventRecordID&lt;$beforeRecordId" }
    for ($first = 0; $first -lt $wanted.Count; $first += 10) {
        $last = $first + 9
        if ($last -ge $wanted.Count) { $last = $wanted.Count - 1 }
        $some = $wanted[$first..$last] | ForEach-Object { "EventID=$_" }
        "$common and ($($some -join ' or '))"
    }
}

# Converts an object of $lookInside to a row.
function ConvertTo-Row($Found) {
    $row = [ordered]@{ collectedAt = $collectedAt; source = 'host'; machineName = $Found.machineName; vmId = $null; logName = $Found.logName }
    if ($vmId) {
        $row.source = 'guest'
        $row.vmId = $vmId
    }
    $fields = $logFields
    if ($Found.PSObject.Properties['recordId']) { $fields = $eventFields }
    # A list from a guest has another type, so convert it.
    foreach ($field in $fields) { if ($field -eq 'data') { $row[$field] = @($Found.$field) } else { $row[$field] = $Found.$field } }
    New-Object -TypeName PSObject -Property $row
}

# The largest number that JSON can carry.
$longest = 9007199254740991

# A true or false of a guest, or null.
function Get-Flag($Found, [string] $Name) {
    $value = Get-Field $Found $Name
    if ($null -ne $value -and $value -isnot [bool]) { return Set-Malformed }
    return $value
}

# What a guest wrote, by type and length, as an object for ConvertTo-Row. An event of Security-SPP has few and short strings.
function ConvertFrom-Answer($Found) {
    $taken = @{ machineName = Get-Text $Found 'machineName'; logName = Get-Word $Found 'logName' $logNames }
    if ($Found.PSObject.Properties['recordId']) {
        foreach ($field in 'id', 'level') { $taken[$field] = Get-Number $Found $field }
        $taken.recordId = Get-Number $Found 'recordId' $longest
        $taken.providerName = Get-Text $Found 'providerName'
        $taken.timeCreated = Get-Text $Found 'timeCreated' 40
        $taken.message = Get-Text $Found 'message' 4096
        $taken.data = @(foreach ($value in @(Get-Field $Found 'data') | Microsoft.PowerShell.Utility\Select-Object -First 64) { Get-Text @{ value = $value } 'value' 2048 })
        if ($null -eq $taken.id) { $null = Set-Malformed }
    } else {
        foreach ($field in 'exists', 'enabled') { $taken[$field] = Get-Flag $Found $field }
        foreach ($field in 'sizeBytes', 'maximumBytes', 'recordCount') { $taken[$field] = Get-Number $Found $field $longest }
        $taken.oldestRecordTime = Get-Text $Found 'oldestRecordTime' 40
        $taken.error = ConvertTo-Error (Get-Field $Found 'error') 'unclassified', 'accessDenied'
    }
    if ($null -eq $taken.logName) { $null = Set-Malformed }
    return New-Object -TypeName PSObject -Property $taken
}

# The row of a guest that couldn't be read.
function New-FailureRow($Failure) {
    $found = @{ machineName = $null; logName = $null; exists = $null; enabled = $null; sizeBytes = $null; maximumBytes = $null; recordCount = $null; oldestRecordTime = $null; error = $Failure }
    ConvertTo-Row (New-Object -TypeName PSObject -Property $found)
}

if ($maximum -eq 0) { $maximum = 500 }
Assert-Parameter ($maximum -ge 1 -and $maximum -le 10000) 'maximum'
Assert-Parameter ($beforeRecordId -ge 0) 'beforeRecordId'
Assert-Parameter (-not ($withoutMessage -and $vmId)) 'withoutMessage'
$conditions = @(Get-Condition)
$logNames = @('Application', 'Key Management Service')
if ($beforeRecordId -ne 0) { $logNames = @('Application') }

if (-not $vmId) {
    & $lookInside '' $false $logNames $conditions $maximum $withoutMessage | ForEach-Object { ConvertTo-Row $_ }
} else {
    # The guest's id, and of each log its row, its events, and the row of a failure.
    $most = 1 + $logNames.Count * ($maximum + 2)
    $count = 0
    :reading do {
        Enter-Guest @($logNames, $conditions, $maximum, $false) | ForEach-Object {
            $count++
            if ($count -gt $most) { $null = Set-Malformed } elseif ($count -eq 1) {
                if (Test-Answer $_ 'insideVmId') {
                    $code = Get-IdentityCode (Get-Text $_ 'insideVmId' 64)
                    if ($code) {
                        New-FailureRow (New-Failure $code)
                        break reading
                    }
                    if (-not $answer.malformed) { Write-SignedIn }
                }
            } elseif (Test-Answer $_ 'logName') {
                $taken = ConvertFrom-Answer $_
                if (-not $answer.malformed) { ConvertTo-Row $taken }
            }
            if ($answer.malformed) { break reading }
        }
    } while ($false)
    if ($answer.malformed) {
        New-FailureRow (New-Failure 'malformedAnswer')
    } elseif ($passage.failure) {
        New-FailureRow $passage.failure
    } elseif ($count -eq 0) {
        # The session ended without any result.
        New-FailureRow (New-Failure 'sessionLost')
    }
}
