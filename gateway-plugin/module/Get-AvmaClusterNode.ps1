<#
.SYNOPSIS
Lists the nodes of the failover cluster that this host is a node of, as the cluster reports them.

.DESCRIPTION
Writes one row for each node, including nodes that are down. Any node that is up returns the same rows; a host without a cluster returns none.
For a node's edition, license and services, run Get-AvmaHost on that node.

If the cluster can't be read, it throws "AvmaError " and JSON {code, id, reason, hresult, message} with the code accessDenied,
clusterServiceStopped or unclassified.

.EXAMPLE
Get-AvmaClusterNode

.EXAMPLE
Get-AvmaClusterNode | Where-Object { $_.state -ne 0 }

Nodes that are not up.

.INPUTS
None.

.OUTPUTS
Community.Avma.ClusterNode: collectedAt, clusterName, nodeName, nodeId, state (0 up, 1 down, 2 paused, 3 joining), drainStatus, buildNumber, unread.

.ROLE
Readers

.LINK
Get-AvmaClusterGuest
#>
[CmdletBinding()]
param ()

& $operations['Get-AvmaClusterNode'] | Add-RowName 'Community.Avma.ClusterNode'
