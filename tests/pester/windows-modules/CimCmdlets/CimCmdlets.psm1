# Stands in for Windows' module CimCmdlets in tests of the module: a cluster node with Windows Server 2022 Datacenter and three guests: one runs,
# one is off, and one has Data Exchange switched off and a name that is not ASCII.
# As strict as Windows: classes and properties that it does not have are errors, and properties that were not asked for are null.

Set-StrictMode -Version 3.0

$running = '11111111-2222-3333-4444-555555555555'
$off = '22222222-3333-4444-5555-666666666666'
$silent = '44444444-5555-6666-7777-888888888888'
# The switch of Data Exchange by the id of the machine: 2 is on, 3 is off.
$dataExchange = @{ $running = 2; $off = 3; $silent = 3 }
# A class that fails when it is asked for, by its name: tests set it in this module.
$refused = ''

# A Data Exchange item as Hyper-V writes it. The data is XML.
function New-DataItem([string] $Name, [string] $Data) {
    return "<INSTANCE CLASSNAME=""Msvm_KvpExchangeDataItem""><PROPERTY NAME=""Data"" TYPE=""string""><VALUE>$Data</VALUE></PROPERTY>" +
        "<PROPERTY NAME=""Name"" TYPE=""string""><VALUE>$Name</VALUE></PROPERTY></INSTANCE>"
}

function New-Instance([System.Collections.IDictionary] $Fields) {
    return New-Object -TypeName PSObject -Property $Fields
}

# An end of an association, and private properties of a resource.
function New-Reference([string] $Name) {
    return New-Instance @{ Name = $Name }
}
function New-PrivateProperties([string] $Value) {
    return New-Instance @{ CimInstanceProperties = @((New-Instance @{ Name = 'Undocumented'; Value = $Value }), (New-Instance @{ Name = 'Other'; Value = 1 })) }
}

$classes = @{
    'root/cimv2/Win32_OperatingSystem' = {
        @{ Caption = 'Microsoft Windows Server 2022 Datacenter'; BuildNumber = '20348'; OperatingSystemSKU = [uint32]8; ProductType = [uint32]3 }
    }
    'root/cimv2/Win32_ComputerSystem' = {
        @{ Name = 'HV01'; DNSHostName = 'HV01'; Domain = 'contoso.com'; PartOfDomain = $true; Manufacturer = 'Contoso'; Model = 'Server' }
    }
    'root/cimv2/Win32_Service' = {
        foreach ($name in 'sppsvc', 'vmms', 'ClusSvc') { @{ Name = $name; State = 'Running'; StartMode = 'Auto' } }
    }
    'root/cimv2/SoftwareLicensingProduct' = {
        @{
            Description = 'Windows(R) Operating System, VOLUME_KMSCLIENT channel'
            PartialProductKey = 'J464C'
            LicenseStatus = [uint32]1
            LicenseStatusReason = [uint32]0
            GracePeriodRemaining = [uint32]0
            EvaluationEndDate = [datetime]'1601-01-01T00:00:00Z'
            ProductKeyChannel = 'Volume:GVLK'
        }
    }
    'root/virtualization/v2/Msvm_ComputerSystem' = {
        $machine = @{ EnabledState = [uint16]2; TimeOfLastStateChange = [datetime]'2026-10-01T12:00:00Z'; OnTimeInMilliseconds = [uint64]5000000000; ReplicationState = [uint16]0 }
        @{ Name = 'HV01'; ElementName = 'HV01' } + $machine
        @{ Name = $running.ToUpperInvariant(); ElementName = 'APP01' } + $machine
        @{ Name = $silent.ToUpperInvariant(); ElementName = "K$([char]0xF6)ln" } + $machine
        $machine.EnabledState = [uint16]3
        @{ Name = $off.ToUpperInvariant(); ElementName = 'APP02' } + $machine
    }
    'root/virtualization/v2/Msvm_VirtualSystemSettingData' = {
        foreach ($id in $running, $off, $silent) {
            @{
                VirtualSystemIdentifier = $id.ToUpperInvariant()
                VirtualSystemSubType = 'Microsoft:Hyper-V:SubType:2'
                Version = '10.0'
                Notes = [string[]]@('one', 'two')
                CreationTime = [datetime]'2026-09-01T12:00:00Z'
                Parent = $null
            }
        }
    }
    'root/virtualization/v2/Msvm_KvpExchangeComponentSettingData' = {
        foreach ($id in $running, $off, $silent) {
            @{
                InstanceID = "Microsoft:$($id.ToUpperInvariant())\2A34B1C2"
                EnabledState = [uint16]$dataExchange[$id]
                HostExchangeItems = [string[]]@(New-DataItem 'Owner' 'Contoso &amp; Co')
                HostOnlyItems = $null
            }
        }
    }
    'root/virtualization/v2/Msvm_KvpExchangeComponent' = {
        @{
            SystemName = $running.ToUpperInvariant()
            EnabledState = [uint16]2
            OperationalStatus = [uint16[]]@(2, 32775)
            GuestExchangeItems = [string[]]@('not an instance')
            GuestIntrinsicExchangeItems = [string[]]@((New-DataItem 'OSName' 'Windows Server 2019 Standard'), (New-DataItem 'OSBuildNumber' '17763'), (New-DataItem 'OSEditionId' '7'))
        }
    }
    'root/virtualization/v2/Msvm_HeartbeatComponent' = { @{ SystemName = $running.ToUpperInvariant(); OperationalStatus = [uint16[]]@(2) } }
    'root/virtualization/v2/Msvm_SecurityElement' = { @{ SystemName = $running.ToUpperInvariant(); Shielded = $false } }
    'root/virtualization/v2/Msvm_VirtualSystemManagementService' = { @{ Name = 'vmms' } }
    'root/virtualization/v2/Msvm_ConcreteJob' = { }
    'root/MSCluster/MSCluster_Cluster' = { @{ Name = 'CLU1' } }
    'root/MSCluster/MSCluster_Node' = {
        foreach ($node in 'HV01', 'HV02') { @{ Name = $node; Id = $node.Substring(3); State = [uint32]($node -eq 'HV02'); NodeDrainStatus = [uint32]0; BuildNumber = [uint32]20348 } }
    }
    'root/MSCluster/MSCluster_Resource' = {
        @{ Name = 'Virtual Machine APP01'; State = [uint32]2; OwnerGroup = 'APP01'; OwnerNode = 'HV01'; PrivateProperties = New-PrivateProperties $running }
    }
    'root/MSCluster/MSCluster_ResourceToPossibleOwner' = {
        foreach ($node in 'HV01', 'HV02') { @{ GroupComponent = New-Reference 'Virtual Machine APP01'; PartComponent = New-Reference $node } }
    }
    'root/MSCluster/MSCluster_ResourceGroupToPreferredNode' = { @{ GroupComponent = New-Reference 'APP01'; PartComponent = New-Reference 'HV02' } }
}

# An error of the form that the CIM commands write.
function New-Failure([string] $Code, [string] $Text) {
    $exception = New-Object -TypeName System.InvalidOperationException -ArgumentList $Text
    return New-Object -TypeName System.Management.Automation.ErrorRecord -ArgumentList $exception, "HRESULT $Code,Microsoft.Management.Infrastructure.CimCmdlets.GetCimInstanceCommand", 'NotSpecified', $null
}

function Get-CimInstance {
    [CmdletBinding()]
    param ([string] $Namespace, [string] $ClassName, [string[]] $Property, [string] $Filter, [switch] $KeyOnly)

    $instances = $classes["$Namespace/$ClassName"]
    if (-not $instances) { $PSCmdlet.ThrowTerminatingError((New-Failure '0x80041010' "There is no class $Namespace/$ClassName.")) }
    if ($ClassName -eq $refused) { $PSCmdlet.ThrowTerminatingError((New-Failure '0x800706ba' "$ClassName does not answer.")) }
    foreach ($instance in @(& $instances)) {
        # The filters that matter here: the rest of the scripts' filters chooses all that there is.
        if ($Filter -like 'NOT Name LIKE*' -and $instance.Name -match '^.{8}-.{4}-.{4}-.{4}-.{12}$') { continue }
        if ($ClassName -eq 'Win32_Service' -and $Filter -notlike "*'$($instance.Name)'*") { continue }
        foreach ($name in @($Property | Where-Object { $_ -and -not $instance.ContainsKey($_) })) {
            $PSCmdlet.ThrowTerminatingError((New-Failure '0x80041017' "$ClassName has no property $name."))
        }
        foreach ($name in @($instance.Keys)) { if (@($Property | Where-Object { $_ }).Count -gt 0 -and $Property -notcontains $name) { $instance[$name] = $null } }
        New-Instance $instance
    }
}

function Invoke-CimMethod {
    [CmdletBinding()]
    param ($InputObject, [string] $MethodName, [System.Collections.IDictionary] $Arguments)

    if ($MethodName -ne 'ModifyGuestServiceSettings') { $PSCmdlet.ThrowTerminatingError((New-Failure '0x8004102e' "There is no method $MethodName.")) }
    $text = [string]$Arguments['GuestServiceSettings']
    foreach ($id in $running, $off, $silent) {
        if ($text -match $id -and $text -match '<PROPERTY NAME="EnabledState" TYPE="uint16"><VALUE>([23])</VALUE>') { $dataExchange[$id] = [int]$Matches[1] }
    }
    New-Instance @{ ReturnValue = [uint32]0; Job = $null }
}

Export-ModuleMember -Function 'Get-CimInstance', 'Invoke-CimMethod'
