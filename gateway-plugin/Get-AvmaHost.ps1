<#

.SYNOPSIS
Describes this Hyper-V host as far as automatic activation of its guests depends on it.

.DESCRIPTION
Writes one row. Every part is read on its own: what cannot be read is null in the row and named in "unread" with
the code of its failure, so that one missing right or class costs nothing else. Nothing is decided here.

The fields, their classes and their properties are documented at HostFacts in src/app/domain/facts.ts.

.ROLE
Readers

#>

Set-StrictMode -Version 3.0

# field name -> code of the failure that kept it from being read
$unread = @{}

# The code of a failure that scripts and tools can compare: never the message, which is localized.
function Get-FailureCode($Failure) {
    if ($Failure.FullyQualifiedErrorId -match '^HRESULT (0x[0-9A-Fa-f]{8})') { return $Matches[1] }
    return ('0x{0:X8}' -f $Failure.Exception.HResult)
}

# Runs one query. Where it fails, each of the fields it would have filled goes to the list of unread ones.
function Read-Part([string[]] $Fields, $Query) {
    try {
        & $Query
    } catch {
        $code = Get-FailureCode $_
        foreach ($field in $Fields) { $unread[$field] = $code }
    }
}

# Windows writes "no date" as the year 1601, which a time zone may turn into 1600.
function ConvertTo-UtcText($Date) {
    if ($null -eq $Date -or $Date.Year -lt 1602) { return $null }
    return $Date.ToUniversalTime().ToString('o')
}

$operatingSystem = Read-Part 'osCaption', 'buildNumber', 'operatingSystemSku', 'productType' {
    Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_OperatingSystem' -Property Caption, BuildNumber, OperatingSystemSKU, ProductType -ErrorAction Stop
}
$computerSystem = Read-Part 'computerName', 'fqdn', 'manufacturer', 'model' {
    Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_ComputerSystem' -Property Name, DNSHostName, Domain, PartOfDomain, Manufacturer, Model -ErrorAction Stop
}
$services = @(Read-Part 'sppsvcState', 'sppsvcStartMode', 'vmmsState', 'clusterName' {
    Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, State, StartMode -Filter "Name = 'sppsvc' OR Name = 'vmms' OR Name = 'ClusSvc'" -ErrorAction Stop
})
$sppsvc = $services | Where-Object { $_.Name -eq 'sppsvc' }
$vmms = $services | Where-Object { $_.Name -eq 'vmms' }
$clusSvc = $services | Where-Object { $_.Name -eq 'ClusSvc' }

# The one installed licence of Windows itself: of all products only those with a key, without add-ons such as ESU.
$windowsLicence = "ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f' AND PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE"
$licenceFields = 'licenseDescription', 'partialProductKey', 'licenseStatus', 'licenseStatusReason', 'gracePeriodMinutes', 'evaluationEndDate'
$channelUnread = $false
try {
    $licences = @(Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicence -ErrorAction Stop -Property Description, PartialProductKey, LicenseStatus, LicenseStatusReason, GracePeriodRemaining, EvaluationEndDate, ProductKeyChannel)
} catch {
    # No page documents ProductKeyChannel; a system without it refuses the whole query.
    $unread['productKeyChannel'] = Get-FailureCode $_
    $channelUnread = $true
    $licences = @(Read-Part $licenceFields {
        Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicence -ErrorAction Stop -Property Description, PartialProductKey, LicenseStatus, LicenseStatusReason, GracePeriodRemaining, EvaluationEndDate
    })
}
$licence = $licences | Sort-Object -Property { $_.LicenseStatus -ne 1 } | Microsoft.PowerShell.Utility\Select-Object -First 1

$vmmsState = $null
if (-not $unread.ContainsKey('vmmsState')) {
    if ($vmms) { $vmmsState = $vmms.State } else { $vmmsState = 'Absent' }
}

# Without Hyper-V rights the namespace answers with empty lists and no error. The host itself is always in this list, so
# its absence tells the two apart. Machines carry a GUID as name, which no computer name can look like.
$hyperVRights = $null
if ($vmmsState -eq 'Running') {
    try {
        $self = @(Get-CimInstance -Namespace 'root/virtualization/v2' -ClassName 'Msvm_ComputerSystem' -Property Name -Filter "NOT Name LIKE '________-____-____-____-____________'" -ErrorAction Stop)
        $hyperVRights = $self.Count -gt 0
    } catch {
        $unread['hyperVRights'] = Get-FailureCode $_
        # 2 is access denied, by number.
        if ($_.CategoryInfo.Reason -eq 'CimException' -and [int]$_.Exception.NativeErrorCode -eq 2) { $hyperVRights = $false }
    }
}

$hyperVPowerShell = Read-Part 'hyperVPowerShell' { @(Get-Module -ListAvailable -Name 'Hyper-V' -ErrorAction Stop).Count -gt 0 }

$clusterName = $null
$clusterNodeNames = @()
if ($clusSvc) {
    $cluster = Read-Part 'clusterName' { Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_Cluster' -Property Name -ErrorAction Stop }
    if ($cluster) { $clusterName = $cluster.Name }
    $clusterNodeNames = @(Read-Part 'clusterNodeNames' { Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_Node' -Property Name -ErrorAction Stop } | ForEach-Object { $_.Name })
}

# Azure Local (SKU 406) is set up for activation by commands of its own. What Get-VMAutomaticActivation returns is
# documented nowhere: only a year that stands alone in its values is taken as the version; anything else stays unknown.
$azureLocalActivation = $null
if ($operatingSystem -and $operatingSystem.OperatingSystemSKU -eq 406) {
    $azureLocalActivation = @{ configured = $null; version = $null }
    if (@(Get-Module -ListAvailable -Name 'ServerAVMAManager').Count -eq 0) {
        $unread['azureLocalActivation'] = 'absent'
    } else {
        try {
            $answer = @(ServerAVMAManager\Get-VMAutomaticActivation)
            $values = @($answer | ForEach-Object { if ($_ -is [string]) { $_ } else { $_.PSObject.Properties | ForEach-Object { $_.Value } } })
            $versions = @($values | ForEach-Object { if ("$_" -match '(^|\D)(2019|2022|2025)(\D|$)') { $Matches[2] } elseif ("$_" -match 'subscription') { 'subscription' } } | Sort-Object -Unique)
            if ($answer.Count -eq 0) {
                $azureLocalActivation.configured = $false
            } elseif ($versions.Count -eq 1) {
                $azureLocalActivation.configured = $true
                $azureLocalActivation.version = $versions[0]
            }
        } catch {
            $unread['azureLocalActivation'] = Get-FailureCode $_
        }
    }
}

$fqdn = $null
if ($computerSystem) {
    $fqdn = $computerSystem.DNSHostName
    if ($computerSystem.PartOfDomain) { $fqdn = '{0}.{1}' -f $computerSystem.DNSHostName, $computerSystem.Domain }
}

$row = [ordered]@{
    collectedAt = ConvertTo-UtcText (Get-Date)
    computerName = $null
    fqdn = $fqdn
    osCaption = $null
    buildNumber = $null
    operatingSystemSku = $null
    productType = $null
    manufacturer = $null
    model = $null
    licenseDescription = $null
    productKeyChannel = $null
    partialProductKey = $null
    licenseStatus = $null
    licenseStatusReason = $null
    gracePeriodMinutes = $null
    evaluationEndDate = $null
    sppsvcState = $null
    sppsvcStartMode = $null
    vmmsState = $vmmsState
    hyperVPowerShell = $hyperVPowerShell
    hyperVRights = $hyperVRights
    clusterName = $clusterName
    clusterNodeNames = $clusterNodeNames
    azureLocalActivation = $azureLocalActivation
    psVersion = [string] $PSVersionTable.PSVersion
    languageMode = [string] $ExecutionContext.SessionState.LanguageMode
    unread = @($unread.Keys | Sort-Object | ForEach-Object { @{ field = $_; code = $unread[$_] } })
}
if ($operatingSystem) {
    $row.osCaption = $operatingSystem.Caption
    $row.buildNumber = $operatingSystem.BuildNumber -as [int]
    $row.operatingSystemSku = $operatingSystem.OperatingSystemSKU
    $row.productType = $operatingSystem.ProductType
}
if ($computerSystem) {
    $row.computerName = $computerSystem.Name
    $row.manufacturer = $computerSystem.Manufacturer
    $row.model = $computerSystem.Model
}
if ($licence) {
    $row.licenseDescription = $licence.Description
    $row.partialProductKey = $licence.PartialProductKey
    $row.licenseStatus = $licence.LicenseStatus
    $row.licenseStatusReason = $licence.LicenseStatusReason
    $row.gracePeriodMinutes = $licence.GracePeriodRemaining
    $row.evaluationEndDate = ConvertTo-UtcText $licence.EvaluationEndDate
    if (-not $channelUnread) { $row.productKeyChannel = $licence.ProductKeyChannel }
}
if ($sppsvc) {
    $row.sppsvcState = $sppsvc.State
    $row.sppsvcStartMode = $sppsvc.StartMode
}
New-Object -TypeName PSObject -Property $row
