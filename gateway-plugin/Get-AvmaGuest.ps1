<#

.SYNOPSIS
Lists the virtual machines of this Hyper-V host with their Data Exchange items.

.DESCRIPTION
Writes one row for each machine, as soon as it is complete. The number of queries is constant: one for each class, joined
in memory. Returns raw values only.

If the whole list can't be read, the script throws "AvmaError " followed by JSON {code, id, reason, hresult, message} with
one of the codes accessDenied, hyperVAbsent, managementServiceStopped, unclassified. Only message is localized. An account
without Hyper-V rights gets an empty list without an error; hyperVRights of Get-AvmaHost distinguishes that from an empty host. A service
that the account can't see may still exist, so the code is unclassified.

The fields, their classes and their properties are documented at GuestFacts in src/app/domain/facts/facts.ts.

.ROLE
Readers

#>

Set-StrictMode -Version 3.0

# INCLUDE parts/windows-modules.ps1
# INCLUDE parts/dates.ps1
# INCLUDE parts/failures.ps1
# INCLUDE parts/cim-failures.ps1
# INCLUDE parts/operation-error.ps1
# INCLUDE parts/hyperv-service.ps1
# INCLUDE parts/read-optional.ps1

Import-WindowsModule 'CimCmdlets'

$virtualization = 'root/virtualization/v2'
$guid = '[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}'

# An array of numbers, even for $null and for a single number.
function ConvertTo-NumberList($Values) {
    return , @($Values | Where-Object { $null -ne $_ } | ForEach-Object { [int]$_ })
}

# Instances by machine id, in lower case.
function Group-ByMachine($Instances, [string] $Property) {
    $byId = @{}
    foreach ($instance in $Instances) {
        if ([string]$instance.$Property -match $guid) { $byId[$Matches[0].ToLowerInvariant()] = $instance }
    }
    return $byId
}

# Parses one Data Exchange item from its CIM-XML; returns nothing if it isn't a well-formed instance with a name.
function ConvertFrom-DataItem([string] $Raw) {
    # Hyper-V writes no document type; without one, there are no entities to expand.
    if ($Raw -match '<!') { return }
    try { $instance = ([xml]$Raw).DocumentElement } catch { return }
    if ($instance.LocalName -ne 'INSTANCE') { return }
    $item = @{ name = $null; data = '' }
    foreach ($node in $instance.ChildNodes) {
        if ($node.LocalName -ne 'PROPERTY') { continue }
        # $node.NAME is the attribute: PowerShell resolves an element's attributes before the members of its class.
        if ($node.NAME -eq 'Name') { $item.name = $node.InnerText } elseif ($node.NAME -eq 'Data') { $item.data = $node.InnerText }
    }
    if ($null -ne $item.name) { return $item }
}

# Adds the items of one pool to a row. Items that can't be parsed go to "malformed" unchanged.
function Add-DataItem($Row, [string] $Field, $RawItems) {
    $items = @(foreach ($raw in $RawItems) {
        $item = ConvertFrom-DataItem $raw
        if ($item) { $item } else { $Row.malformed += @{ pool = $pools[$Field]; raw = [string]$raw } }
    })
    $Row[$Field] = $items
}
$pools = @{ intrinsic = 'intrinsic'; guest = 'guest'; hostItems = 'host'; hostOnlyItems = 'hostOnly' }

# Builds the row of one machine.
function ConvertTo-GuestRow([string] $Id, $System, $Exchange) {
    $setting = $settings[$Id]
    $exchangeSetting = $exchangeSettings[$Id]
    $row = [ordered]@{
        collectedAt = ConvertTo-UtcText (Get-Date)
        vmId = $Id
        name = $System.ElementName
        enabledState = $System.EnabledState
        lastStateChange = ConvertTo-UtcText $System.TimeOfLastStateChange
        generation = $null
        version = $null
        notes = $null
        createdOn = $null
        uptimeMs = $System.OnTimeInMilliseconds
        shielded = $null
        replicationState = $System.ReplicationState
        parentSnapshot = $null
        dataExchangeState = $null
        dataExchangeStatus = @()
        heartbeatStatus = @()
        intrinsic = @()
        guest = @()
        hostItems = @()
        hostOnlyItems = @()
        malformed = @()
        clusterResource = $clusterResources[$Id]
    }
    if ($setting) {
        if ($setting.VirtualSystemSubType -match ':([12])$') { $row.generation = [int]$Matches[1] }
        $row.version = $setting.Version
        $notes = @($setting.Notes | Where-Object { $_ })
        if ($notes.Count -gt 0) { $row.notes = $notes -join "`n" }
        $row.createdOn = ConvertTo-UtcText $setting.CreationTime
        $row.parentSnapshot = $setting.Parent
    }
    if ($Exchange) {
        $row.dataExchangeState = $Exchange.EnabledState
        $row.dataExchangeStatus = ConvertTo-NumberList $Exchange.OperationalStatus
        Add-DataItem $row 'intrinsic' $Exchange.GuestIntrinsicExchangeItems
        Add-DataItem $row 'guest' $Exchange.GuestExchangeItems
    }
    if ($exchangeSetting) {
        # Machines that are off only have setting data, so read the switch from there for all machines.
        $row.dataExchangeState = $exchangeSetting.EnabledState
        Add-DataItem $row 'hostItems' $exchangeSetting.HostExchangeItems
        Add-DataItem $row 'hostOnlyItems' $exchangeSetting.HostOnlyItems
    }
    if ($heartbeats[$Id]) { $row.heartbeatStatus = ConvertTo-NumberList $heartbeats[$Id].OperationalStatus }
    if ($security[$Id]) { $row.shielded = $security[$Id].Shielded }
    New-Object -TypeName PSObject -Property $row
}

try {
    # The list contains the host, too. A machine's name is its id; the caption, which also differs, is localized.
    $seen = 0
    $systems = @{}
    foreach ($system in Get-CimInstance -Namespace $virtualization -ClassName 'Msvm_ComputerSystem' -Property Name, ElementName, EnabledState, TimeOfLastStateChange, OnTimeInMilliseconds, ReplicationState -ErrorAction Stop) {
        $seen++
        if ($system.Name -match "^$guid$") { $systems[$system.Name.ToLowerInvariant()] = $system }
    }
    $settings = Group-ByMachine -Property 'VirtualSystemIdentifier' -Instances (Get-CimInstance -Namespace $virtualization -ClassName 'Msvm_VirtualSystemSettingData' -Filter "VirtualSystemType = 'Microsoft:Hyper-V:System:Realized'" -Property VirtualSystemIdentifier, VirtualSystemSubType, Version, Notes, CreationTime, Parent -ErrorAction Stop)
    # InstanceID starts with "Microsoft:" and the machine's id (or a checkpoint's, which matches no machine).
    $exchangeSettings = Group-ByMachine -Property 'InstanceID' -Instances (Get-CimInstance -Namespace $virtualization -ClassName 'Msvm_KvpExchangeComponentSettingData' -Property InstanceID, EnabledState, HostExchangeItems, HostOnlyItems -ErrorAction Stop)
    $heartbeats = Group-ByMachine -Property 'SystemName' -Instances (Get-CimInstance -Namespace $virtualization -ClassName 'Msvm_HeartbeatComponent' -Property SystemName, OperationalStatus -ErrorAction Stop)
    $security = Group-ByMachine -Property 'SystemName' -Instances (Read-Optional { Get-CimInstance -Namespace $virtualization -ClassName 'Msvm_SecurityElement' -Property SystemName, Shielded -ErrorAction Stop })

    # A cluster resource belongs to the machine whose id is among its private properties.
    $clusterResources = @{}
    foreach ($resource in Read-Optional { Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_Resource' -Filter "Type = 'Virtual Machine'" -Property Name, PrivateProperties -ErrorAction Stop }) {
        # A resource may have none.
        if (-not $resource.PrivateProperties) { continue }
        foreach ($property in $resource.PrivateProperties.CimInstanceProperties) {
            if ([string]$property.Value -match "^$guid$") { $clusterResources[$Matches[0].ToLowerInvariant()] = $resource.Name }
        }
    }

    # Items are most of the data, so write each machine as soon as its items arrive.
    Get-CimInstance -Namespace $virtualization -ClassName 'Msvm_KvpExchangeComponent' -Property SystemName, EnabledState, OperationalStatus, GuestExchangeItems, GuestIntrinsicExchangeItems -ErrorAction Stop | ForEach-Object {
        if ([string]$_.SystemName -notmatch "^$guid$") { return }
        $id = $_.SystemName.ToLowerInvariant()
        if ($systems.ContainsKey($id)) {
            ConvertTo-GuestRow $id $systems[$id] $_
            $systems.Remove($id)
        }
    }
    # Machines that are off have no such component.
    foreach ($id in $systems.Keys) { ConvertTo-GuestRow $id $systems[$id] $null }
} catch {
    throw (Get-OperationError $_)
}

# Not even the host is listed: the account lacks rights, or the service doesn't answer. Only the latter is an error, if the account can see the service.
if ($seen -eq 0) {
    $service = Get-ServiceCode
    if ($service) { throw (ConvertTo-OperationError (New-Failure $service)) }
}
