<#
.SYNOPSIS
Reads the events of automatic activation on this host.

.DESCRIPTION
Get-AvmaEvent without the parameters for guests; returns the same rows. It is a separate function, so that a JEA role for readers can contain all of
it: JEA can limit a function's parameters only for its plain name, but Windows Admin Center calls functions as module\function.

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
    $BeforeRecordId,

    [bool]
    $WithoutMessage
)

Get-AvmaEvent @PSBoundParameters
