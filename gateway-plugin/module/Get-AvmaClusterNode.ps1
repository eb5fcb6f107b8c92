<#
.SYNOPSIS
Lists the nodes of the failover cluster that this host is a node of, as the cluster sees them.

.DESCRIPTION
Writes one row a node, also for those that are down. Any node that is up gives the same rows; a host that is in no cluster writes none.
What a node is (edition, licence, services) only the node itself can say: Get-AvmaHost.

Where the cluster cannot be read it throws "AvmaError " and JSON {code, id, reason, hresult, message} with the code accessDenied,
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
