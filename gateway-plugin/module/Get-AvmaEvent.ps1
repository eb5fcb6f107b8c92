<#
.SYNOPSIS
Reads the events of automatic activation, on this host or inside guests of it.

.DESCRIPTION
Reads 12310 (the host answered a request) and 12309 (the guest sent one) of Microsoft-Windows-Security-SPP, or other ids of that provider, in
the log Application and, to be safe, Key Management Service. Filters inside each log.

For each log, writes one row about the log and then its events, newest first. If a log can't be read, the "error" of its row says why; for a
missing log, "exists" is false. "data" contains an event's unchanged strings, and "message" the text that Windows builds from them.

With -VmId and an account, reads the events inside guests. A guest that can't be entered has one log row with the error; its codes are those of
Get-AvmaActivation. The notes there about accounts apply here, too.

.PARAMETER Ids
Event ids. Default: 12309 and 12310.

.PARAMETER StartTime
No events before this time: a date, or a text such as 2026-10-01T00:00:00Z. Default: all events in the log.

.PARAMETER Maximum
Maximum number of events for each log, up to 10000. Default: 500.

.PARAMETER BeforeRecordId
The next page: only records of Application that are older than this one; no other log is read.

.PARAMETER WithoutMessage
Leaves message empty, and writes a second row about a log with the error code cutOff if the log has more events than Maximum. Only for this host.

.PARAMETER VmId
Id of the virtual machine, as Get-AvmaGuest shows it. Default: this host.

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

The host's answers for a spreadsheet, without the rows about logs.

.EXAMPLE
Get-AvmaEvent -Maximum 1 | Where-Object exists | Select-Object logName, exists, enabled, recordCount, oldestRecordTime

How far back the logs reach.

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'DC01' | Get-AvmaEvent -Ids 12309 -Credential (Get-Credential CONTOSO\guestadmin)

A guest's own events about its activation.

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

    [Parameter(ParameterSetName = 'Host')]
    [bool]
    $WithoutMessage,

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
        & $operations['Get-AvmaEvent'] -ids $Ids -startTime $StartTime -maximum $Maximum -beforeRecordId $BeforeRecordId -withoutMessage $WithoutMessage | Add-EventRowName
    } elseif (Test-Visit $visits $VmId) {
        & $operations['Get-AvmaEvent'] -ids $Ids -startTime $StartTime -maximum $Maximum -beforeRecordId $BeforeRecordId -vmId $VmId -channel $Channel -address $Address -account $Account -credential $Credential |
            Watch-Refusal $visits |
            Add-EventRowName
    }
}
