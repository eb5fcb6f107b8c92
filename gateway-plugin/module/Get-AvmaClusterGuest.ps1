<#
.SYNOPSIS
Lists the virtual machines of the failover cluster that this host is a node of, with the nodes that they can run on.

.DESCRIPTION
Writes one row for each clustered machine, on whichever node it is. Any node that is up returns the same rows; a host without a cluster returns
none.

If the cluster can't be read, it throws "AvmaError " and JSON {code, id, reason, hresult, message} with the code accessDenied,
clusterServiceStopped or unclassified.

.EXAMPLE
Get-AvmaClusterGuest

.EXAMPLE
Get-AvmaClusterGuest | Where-Object { $_.possibleOwners -notcontains 'HV12' } | Select-Object name, ownerNode

Machines that can't run on the node HV12.

.INPUTS
None.

.OUTPUTS
Community.Avma.ClusterGuest: collectedAt, vmId, name, groupName, ownerNode, state, possibleOwners, preferredOwners, unread.

.ROLE
Readers

.LINK
Get-AvmaClusterNode
#>
[CmdletBinding()]
param ()

& $operations['Get-AvmaClusterGuest'] | Add-RowName 'Community.Avma.ClusterGuest'
