<#
.SYNOPSIS
Lists the virtual machines of this Hyper-V host with their Data Exchange items.

.DESCRIPTION
Writes one row for each machine, as soon as it is complete. The number of queries is the same for ten machines and for thousands. A guest's report
(name, build and edition of its operating system) is in "intrinsic", a list of {name, data}; a guest can write any text there.

If the whole list can't be read, it throws "AvmaError " and JSON {code, id, reason, hresult, message} with the code accessDenied, hyperVAbsent,
managementServiceStopped or unclassified. An account without Hyper-V rights gets an empty list without an error: check hyperVRights of
Get-AvmaHost.

.EXAMPLE
Get-AvmaGuest

.EXAMPLE
Get-AvmaGuest | Where-Object { $_.enabledState -eq 2 -and $_.dataExchangeState -eq 3 }

Running machines with Data Exchange disabled.

.EXAMPLE
Get-AvmaGuest | Where-Object name -like 'APP*' | Select-Object name, vmId, @{ Name = 'system'; Expression = { ($_.intrinsic | Where-Object { $_.name -eq 'OSName' }).data } }

The operating systems that machines report.

.EXAMPLE
Get-AvmaGuest | Select-Object name, vmId, enabledState, generation, dataExchangeState, clusterResource | Export-Csv -Path .\guests.csv -NoTypeInformation -Encoding UTF8

A list for a spreadsheet. Names are written by guests and administrators: import them as text.

.INPUTS
None.

.OUTPUTS
Community.Avma.Guest: collectedAt, vmId, name, enabledState, lastStateChange, generation, version, notes, createdOn, uptimeMs, shielded,
replicationState, parentSnapshot, dataExchangeState, dataExchangeStatus, heartbeatStatus, intrinsic, guest, hostItems, hostOnlyItems, malformed,
clusterResource.

.ROLE
Readers

.LINK
Get-AvmaKey

.LINK
Enable-AvmaDataExchange
#>
[CmdletBinding()]
param ()

& $operations['Get-AvmaGuest'] | Add-RowName 'Community.Avma.Guest'
