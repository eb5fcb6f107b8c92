<#
.SYNOPSIS
Reads the events of automatic activation, on this host or inside guests of it.

.DESCRIPTION
Reads 12310 (the host answered a request) and 12309 (the guest asked for one) of Microsoft-Windows-Security-SPP, or other ids of that provider, in
the log Application and, to be safe, Key Management Service. Only what was asked for leaves a log.

Writes for each log one row about the log and then its events, the newest first. A log that cannot be read says so in the "error" of its row;
one that is not there has "exists" false. Events have "data", their strings as they are, and "message", what Windows makes of them. Nothing is
decided here.

With -VmId and an account the events inside guests are read; a guest that cannot be entered has one log row with the error, whose codes are those
of Get-AvmaActivation. What is said there of accounts is true here as well.

.PARAMETER Ids
Ids of events. Nothing: 12309 and 12310.

.PARAMETER StartTime
No events before this moment: a date, or a text such as 2026-10-01T00:00:00Z. Nothing: all that the log still has.

.PARAMETER Maximum
Events of a log, at most 10000. Nothing: 500.

.PARAMETER BeforeRecordId
The next page: only records of Application that are older than this one; no other log is read.

.PARAMETER VmId
Id of the virtual machine, as Get-AvmaGuest shows it. Nothing: this host.

.PARAMETER Credential
An account of the guest that may open a session there and read its logs.

.PARAMETER Channel
As for Get-AvmaActivation: "direct" or "winrm".

.PARAMETER Address
As for Get-AvmaActivation: the name of the guest for WinRM.

.PARAMETER Account
For Windows Admin Center, which encrypts accounts with the key of its session.

.EXAMPLE
Get-AvmaEvent -StartTime (Get-Date).AddDays(-7)

.EXAMPLE
Get-AvmaEvent -Ids 12310 | Where-Object id | Select-Object timeCreated, machineName, id, recordId, @{ Name = 'data'; Expression = { $_.data -join ' | ' } } | Export-Csv -Path .\events.csv -NoTypeInformation -Encoding UTF8

What this host answered, without the rows about the logs, for a spreadsheet.

.EXAMPLE
Get-AvmaEvent -Maximum 1 | Where-Object exists | Select-Object logName, exists, enabled, recordCount, oldestRecordTime

How far back the logs reach.

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'DC01' | Get-AvmaEvent -Ids 12309 -Credential (Get-Credential CONTOSO\guestadmin)

What a guest has noted of its own activation.

.INPUTS
Rows with a property vmId, such as those of Get-AvmaGuest, together with -Credential.

.OUTPUTS
Community.Avma.EventLog: collectedAt, source, machineName, vmId, logName, exists, enabled, sizeBytes, maximumBytes, recordCount, oldestRecordTime,
error.

Community.Avma.Event: collectedAt, source, machineName, vmId, logName, providerName, id, recordId, level, timeCreated, data, message.

.ROLE
Hyper-V-Administrators

.LINK
Get-AvmaHostEvent

.LINK
Get-AvmaActivation
#>
[CmdletBinding(DefaultParameterSetName = 'Host')]
param (
    [int[]]
    $Ids,

    $StartTime,

    [int]
    $Maximum,

    [long]
    $BeforeRecordId,

    [Parameter(Mandatory = $true, ValueFromPipelineByPropertyName = $true, ParameterSetName = 'Credential')]
    [Parameter(Mandatory = $true, ValueFromPipelineByPropertyName = $true, ParameterSetName = 'Account')]
    [string]
    $VmId,

    [Parameter(Mandatory = $true, ParameterSetName = 'Credential')]
    [System.Management.Automation.PSCredential]
    [System.Management.Automation.Credential()]
    $Credential,

    [Parameter(ParameterSetName = 'Credential')]
    [Parameter(ParameterSetName = 'Account')]
    [ValidateSet('direct', 'winrm')]
    [string]
    $Channel = 'direct',

    [Parameter(ParameterSetName = 'Credential')]
    [Parameter(ParameterSetName = 'Account')]
    [string]
    $Address,

    [Parameter(Mandatory = $true, ParameterSetName = 'Account')]
    [string]
    $Account
)

begin {
    $visits = @{ refusedBy = $null }
    if ($StartTime -is [datetime]) { $StartTime = $StartTime.ToUniversalTime().ToString('o') }
    filter Add-EventRowName {
        if ($_.PSObject.Properties['recordId']) { $_ | Add-RowName 'Community.Avma.Event' } else { $_ | Add-RowName 'Community.Avma.EventLog' }
    }
}

process {
    if ($PSCmdlet.ParameterSetName -eq 'Host') {
        & $operations['Get-AvmaEvent'] -ids $Ids -startTime $StartTime -maximum $Maximum -beforeRecordId $BeforeRecordId | Add-EventRowName
    } elseif (Test-Visit $visits $VmId) {
        & $operations['Get-AvmaEvent'] -ids $Ids -startTime $StartTime -maximum $Maximum -beforeRecordId $BeforeRecordId -vmId $VmId -channel $Channel -address $Address -account $Account -credential $Credential |
            Watch-Refusal $visits |
            Add-EventRowName
    }
}
