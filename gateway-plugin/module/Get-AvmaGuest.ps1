<#
.SYNOPSIS
Lists the virtual machines of this Hyper-V host with their Data Exchange items.

.DESCRIPTION
Writes one row a machine, as soon as it is known. The number of queries is the same for ten machines and for thousands. What a guest reports of
itself (name and build of its system, edition) is in "intrinsic", a list of {name, data}; a guest can write there whatever it likes.

Where the whole list cannot be read it throws "AvmaError " and JSON {code, id, reason, hresult, message} with the code accessDenied, hyperVAbsent,
managementServiceStopped or unclassified. An account without Hyper-V rights sees no machines and no error: Get-AvmaHost tells by hyperVRights.

.EXAMPLE
Get-AvmaGuest

.EXAMPLE
Get-AvmaGuest | Where-Object { $_.enabledState -eq 2 -and $_.dataExchangeState -eq 3 }

Running machines whose Data Exchange is switched off.

.EXAMPLE
Get-AvmaGuest | Where-Object name -like 'APP*' | Select-Object name, vmId, @{ Name = 'system'; Expression = { ($_.intrinsic | Where-Object { $_.name -eq 'OSName' }).data } }

What machines say their system is.

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
