<#

.SYNOPSIS
The peer of Get-AvmaGuest: the same rows in the way that scripts found on the web read them.

.DESCRIPTION
Get-VM, then for each machine its system, its settings, its Data Exchange component and the rest. For the bench only.

#>

function ConvertTo-UtcText($Date) {
    if ($null -eq $Date -or $Date.Year -lt 1602) { return $null }
    return $Date.ToUniversalTime().ToString('o')
}

function ConvertFrom-Item($RawItems, $Pool, $Malformed) {
    foreach ($raw in $RawItems) {
        $name = $null
        $data = ''
        try {
            foreach ($property in ([xml]$raw).INSTANCE.PROPERTY) {
                if ($property.NAME -eq 'Name') { $name = $property.InnerText }
                if ($property.NAME -eq 'Data') { $data = $property.InnerText }
            }
        } catch { $name = $null }
        if ($null -ne $name) { @{ name = $name; data = $data } } else { $null = $Malformed.Add(@{ pool = $Pool; raw = $raw }) }
    }
}

$v2 = 'root/virtualization/v2'
foreach ($vm in Get-VM) {
    $id = "$($vm.Id)".ToLowerInvariant()
    $system = Get-CimInstance -Namespace $v2 -ClassName 'Msvm_ComputerSystem' -Filter "Name = '$id'"
    $setting = Get-CimInstance -Namespace $v2 -ClassName 'Msvm_VirtualSystemSettingData' -Filter "VirtualSystemIdentifier = '$id' AND VirtualSystemType = 'Microsoft:Hyper-V:System:Realized'"
    $exchange = Get-CimInstance -Namespace $v2 -ClassName 'Msvm_KvpExchangeComponent' -Filter "SystemName = '$id'"
    $exchangeSetting = Get-CimInstance -Namespace $v2 -ClassName 'Msvm_KvpExchangeComponentSettingData' -Filter "InstanceID LIKE 'Microsoft:$id%'"
    $heartbeat = Get-CimInstance -Namespace $v2 -ClassName 'Msvm_HeartbeatComponent' -Filter "SystemName = '$id'"
    $security = Get-CimInstance -Namespace $v2 -ClassName 'Msvm_SecurityElement' -Filter "SystemName = '$id'"
    $malformed = New-Object System.Collections.ArrayList
    $dataExchangeState = $exchange.EnabledState
    if ($exchangeSetting) { $dataExchangeState = $exchangeSetting.EnabledState }
    $generation = $null
    if ($setting.VirtualSystemSubType -match ':([12])$') { $generation = [int]$Matches[1] }
    $notes = @($setting.Notes | Where-Object { $_ }) -join "`n"
    if ($notes -eq '') { $notes = $null }
    [PSCustomObject]@{
        collectedAt = ConvertTo-UtcText (Get-Date)
        vmId = $id
        name = $system.ElementName
        enabledState = $system.EnabledState
        lastStateChange = ConvertTo-UtcText $system.TimeOfLastStateChange
        generation = $generation
        version = $setting.Version
        notes = $notes
        createdOn = ConvertTo-UtcText $setting.CreationTime
        uptimeMs = $system.OnTimeInMilliseconds
        shielded = $security.Shielded
        replicationState = $system.ReplicationState
        parentSnapshot = $setting.Parent
        dataExchangeState = $dataExchangeState
        dataExchangeStatus = @($exchange.OperationalStatus | Where-Object { $null -ne $_ })
        heartbeatStatus = @($heartbeat.OperationalStatus | Where-Object { $null -ne $_ })
        intrinsic = @(ConvertFrom-Item $exchange.GuestIntrinsicExchangeItems 'intrinsic' $malformed)
        guest = @(ConvertFrom-Item $exchange.GuestExchangeItems 'guest' $malformed)
        hostItems = @(ConvertFrom-Item $exchangeSetting.HostExchangeItems 'host' $malformed)
        hostOnlyItems = @(ConvertFrom-Item $exchangeSetting.HostOnlyItems 'hostOnly' $malformed)
        malformed = @($malformed)
        clusterResource = $null
    }
}
