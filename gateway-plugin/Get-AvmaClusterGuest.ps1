<#

.SYNOPSIS
Lists the virtual machines of the failover cluster that this host is a node of, with the nodes that they can run on.

.DESCRIPTION
Writes one row for each clustered machine, on whichever node it is; any node that is up returns the same rows. A host without a cluster returns
none. The number of queries is constant: one for each class, joined in memory. Returns raw values only.

If the cluster can't be read, the script throws "AvmaError " followed by JSON {code, id, reason, hresult, message} with one of the codes
accessDenied, clusterServiceStopped (on this host), unclassified. Only message is localized.

The fields, their classes and their properties are documented at ClusterGuestFacts in src/app/domain/facts/facts.ts.

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

$guid = '[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}'

# Node names by the resource or group in their association; null if the association can't be read.
function Group-NodeName($Associations) {
    if ($null -eq $Associations) { return $null }
    $names = @{}
    foreach ($one in $Associations) {
        $owned = [string]$one.GroupComponent.Name
        $names[$owned] = @($names[$owned] | Where-Object { $_ }) + [string]$one.PartComponent.Name
    }
    return $names
}

# A list, even of one name or of none; null if unknown.
function Select-Name($Names, [string] $Owned) {
    if ($null -eq $Names) { return $null }
    return , @($Names[$Owned] | Where-Object { $_ })
}

try {
    $resources = @(Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_Resource' -Filter "Type = 'Virtual Machine'" -Property Name, State, OwnerGroup, OwnerNode, PrivateProperties -ErrorAction Stop)
} catch {
    if (Test-Absent $_) { return }
    throw (Get-OperationError $_)
}
$possible = Group-NodeName (Read-Part 'possibleOwners' { , @(Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_ResourceToPossibleOwner' -Property GroupComponent, PartComponent -ErrorAction Stop) })
$preferred = Group-NodeName (Read-Part 'preferredOwners' { , @(Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_ResourceGroupToPreferredNode' -Property GroupComponent, PartComponent -ErrorAction Stop) })

foreach ($resource in $resources) {
    # The names of private properties aren't published; the machine's id is the value that is a GUID.
    $ids = @(if ($resource.PrivateProperties) {
        $resource.PrivateProperties.CimInstanceProperties | ForEach-Object { if ([string]$_.Value -match "^$guid$") { $Matches[0].ToLowerInvariant() } }
    }) | Sort-Object -Unique
    $ids = @($ids)
    $row = [ordered]@{
        collectedAt = ConvertTo-UtcText (Get-Date)
        vmId = $null
        name = $resource.Name
        groupName = $resource.OwnerGroup
        ownerNode = $resource.OwnerNode
        state = ConvertTo-State $resource.State
        possibleOwners = Select-Name $possible $resource.Name
        preferredOwners = Select-Name $preferred $resource.OwnerGroup
        unread = $unread.fields
    }
    if ($ids.Count -eq 1) {
        $row.vmId = $ids[0]
    } else {
        $code = 'absent'
        if ($ids.Count -gt 1) { $code = 'ambiguous' }
        $row.unread = $unread.fields + @{ field = 'vmId'; code = $code }
    }
    New-Object -TypeName PSObject -Property $row
}
