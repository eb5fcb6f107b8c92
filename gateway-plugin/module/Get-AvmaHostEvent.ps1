<#
.SYNOPSIS
Reads the events of automatic activation on this host.

.DESCRIPTION
Get-AvmaEvent without the parameters that enter guests, and with the same rows. It is a function of its own so that a JEA role for readers can show
it whole: JEA limits parameters of a function under its plain name only, and Windows Admin Center calls functions as module\function.

.PARAMETER Ids
Ids of events. Nothing: 12309 and 12310.

.PARAMETER StartTime
No events before this moment: a date, or a text such as 2026-10-01T00:00:00Z. Nothing: all that the log still has.

.PARAMETER Maximum
Events of a log, at most 10000. Nothing: 500.

.PARAMETER BeforeRecordId
The next page: only records of Application that are older than this one; no other log is read.

.EXAMPLE
Get-AvmaHostEvent -Ids 12310 -Maximum 20

.INPUTS
None.

.OUTPUTS
Community.Avma.EventLog: collectedAt, source, machineName, vmId, logName, exists, enabled, sizeBytes, maximumBytes, recordCount, oldestRecordTime,
error.

Community.Avma.Event: collectedAt, source, machineName, vmId, logName, providerName, id, recordId, level, timeCreated, data, message.

.ROLE
Readers

.LINK
Get-AvmaEvent
#>
[CmdletBinding(PositionalBinding = $false)]
param (
    [int[]]
    $Ids,

    $StartTime,

    [int]
    $Maximum,

    [long]
    $BeforeRecordId
)

Get-AvmaEvent @PSBoundParameters
