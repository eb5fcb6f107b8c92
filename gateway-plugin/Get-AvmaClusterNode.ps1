<#

.SYNOPSIS
Lists the nodes of the failover cluster that this host is a node of, as the cluster reports them.

.DESCRIPTION
Writes one row for each node, including nodes that are down; any node that is up returns the same rows. A host without a cluster returns none.
Get-AvmaHost on the node itself returns its edition, license and services.

If the cluster can't be read, the script throws "AvmaError " followed by JSON {code, id, reason, hresult, message} with one of the codes
accessDenied, clusterServiceStopped (on this host), unclassified. Only message is localized.

The fields, their classes and their properties are documented at ClusterNodeFacts in src/app/domain/facts/facts.ts.

.ROLE
Readers

#>

Set-StrictMode -Version 3.0

# INCLUDE parts/windows-modules.ps1

Import-WindowsModule 'CimCmdlets'

# INCLUDE parts/dates.ps1
# INCLUDE parts/failures.ps1
# INCLUDE parts/cim-failures.ps1
# INCLUDE parts/operation-error.ps1
# INCLUDE parts/read-part.ps1
# INCLUDE parts/cluster-reading.ps1

try {
    $nodes = @(Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_Node' -Property Name, Id, State, NodeDrainStatus, BuildNumber -ErrorAction Stop)
} catch {
    if (Test-Absent $_) { return }
    throw (Get-OperationError $_)
}

$clusterName = $null
$cluster = Read-Part 'clusterName' { Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_Cluster' -Property Name -ErrorAction Stop }
if ($cluster) { $clusterName = $cluster.Name }

foreach ($node in $nodes) {
    $row = [ordered]@{
        collectedAt = ConvertTo-UtcText (Get-Date)
        clusterName = $clusterName
        nodeName = $node.Name
        nodeId = $node.Id
        state = ConvertTo-State $node.State
        drainStatus = $node.NodeDrainStatus
        buildNumber = $node.BuildNumber
        unread = $unread.fields
    }
    New-Object -TypeName PSObject -Property $row
}
