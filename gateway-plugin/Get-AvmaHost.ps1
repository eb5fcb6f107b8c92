<#

.SYNOPSIS
Describes this Hyper-V host as far as automatic activation of its guests depends on it.

.DESCRIPTION
Writes one row. Every part is read separately: fields that can't be read are null and listed in "unread" with the code of
their failure, so that one missing right or class doesn't affect the others. "notSeen": it may exist, but is hidden from an account that isn't
an administrator. Returns raw values only.

The fields, their classes and their properties are documented at HostFacts in src/app/domain/facts/facts.ts.

.ROLE
Readers

#>

Set-StrictMode -Version 3.0

# INCLUDE parts/windows-modules.ps1

Import-WindowsModule 'CimCmdlets'

# INCLUDE parts/dates.ps1
# INCLUDE parts/failures.ps1
# INCLUDE parts/cim-failures.ps1
# INCLUDE parts/read-part.ps1
# INCLUDE parts/license.ps1

$operatingSystem = Read-Part 'osCaption', 'buildNumber', 'operatingSystemSku', 'productType' {
    Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_OperatingSystem' -Property Caption, BuildNumber, OperatingSystemSKU, ProductType -ErrorAction Stop
}
$computerSystem = Read-Part 'computerName', 'fqdn', 'manufacturer', 'model' {
    Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_ComputerSystem' -Property Name, DNSHostName, Domain, PartOfDomain, Manufacturer, Model -ErrorAction Stop
}
$services = @(Read-Part 'sppsvcState', 'sppsvcStartMode', 'vmmsState' {
    Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, State, StartMode -Filter "Name = 'sppsvc' OR Name = 'vmms'" -ErrorAction Stop
})
$sppsvc = $services | Where-Object { $_.Name -eq 'sppsvc' }
$vmms = $services | Where-Object { $_.Name -eq 'vmms' }
# In a remote session, accounts that aren't administrators get "Access denied" for services, or see only some, so a service that isn't listed may still exist.
if (-not $sppsvc) { Add-Unread 'sppsvcState', 'sppsvcStartMode' 'notSeen' }

$licenseFields = 'licenseDescription', 'partialProductKey', 'licenseStatus', 'licenseStatusReason', 'gracePeriodMinutes', 'evaluationEndDate'
$channelUnread = $false
try {
    $licenses = @(Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicense -ErrorAction Stop -Property Description, PartialProductKey, LicenseStatus, LicenseStatusReason, GracePeriodRemaining, EvaluationEndDate, ProductKeyChannel)
} catch {
    # ProductKeyChannel isn't documented; a system without it rejects the whole query.
    Add-Unread 'productKeyChannel' (Get-FailureCode $_)
    $channelUnread = $true
    $licenses = @(Read-Part $licenseFields {
        Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicense -ErrorAction Stop -Property Description, PartialProductKey, LicenseStatus, LicenseStatusReason, GracePeriodRemaining, EvaluationEndDate
    })
}
$license = Select-License $licenses

# Without Hyper-V rights, the namespace returns empty lists and no error. With rights, this list always contains the host itself, so its absence shows the
# difference. Machines have a GUID as name, which no computer name can match.
$vmmsState = $null
if ($vmms) { $vmmsState = $vmms.State }
$hyperVRights = $null
if ($null -eq $vmmsState -or $vmmsState -eq 'Running') {
    try {
        $self = @(Get-CimInstance -Namespace 'root/virtualization/v2' -ClassName 'Msvm_ComputerSystem' -Property Name -Filter "NOT Name LIKE '________-____-____-____-____________'" -ErrorAction Stop)
        if ($self.Count -gt 0) {
            # The management service itself answers, so it runs.
            $hyperVRights = $true
            $vmmsState = 'Running'
        } elseif ($vmms) {
            $hyperVRights = $false
        } else {
            # Either the account lacks rights, or the service doesn't answer; without seeing the service, nobody can tell.
            Add-Unread 'hyperVRights' 'notSeen'
        }
    } catch {
        $native = Get-NativeCode $_
        if ($native -eq 3 -and -not $vmms) {
            # The namespace exists only with the role.
            $vmmsState = 'Absent'
        } else {
            Add-Unread 'hyperVRights' (Get-FailureCode $_)
            # 2: access denied.
            if ($native -eq 2) { $hyperVRights = $false }
        }
    }
}
if ($null -eq $vmmsState) {
    Add-Unread 'vmmsState' 'notSeen'
} else {
    $unread.fields = @($unread.fields | Where-Object { $_.field -ne 'vmmsState' })
}

$hyperVPowerShell = Read-Part 'hyperVPowerShell' { @(Get-Module -ListAvailable -Name 'Hyper-V' -ErrorAction Stop).Count -gt 0 }

# The namespace and its classes exist only with the feature.
$clusterName = $null
$clusterNodeNames = @()
$fields = 'clusterName', 'clusterNodeNames'
try {
    $cluster = Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_Cluster' -Property Name -ErrorAction Stop
    if ($cluster) { $clusterName = $cluster.Name }
    $fields = @('clusterNodeNames')
    $clusterNodeNames = @(Get-CimInstance -Namespace 'root/MSCluster' -ClassName 'MSCluster_Node' -Property Name -ErrorAction Stop | ForEach-Object { $_.Name })
} catch {
    if (-not (Test-Absent $_)) { Add-Unread $fields (Get-FailureCode $_) }
}

# Azure Local (SKU 406) has its own commands for its AVMA setup. The output of Get-VMAutomaticActivation isn't documented: the row lists every year that is a
# separate number in its values, and "subscription". The table of releases decides which of them is a version.
$azureLocalActivation = $null
if ($operatingSystem -and $operatingSystem.OperatingSystemSKU -eq 406) {
    $azureLocalActivation = @{ configured = $null; version = $null }
    if (@(Get-Module -ListAvailable -Name 'ServerAVMAManager').Count -eq 0) {
        Add-Unread 'azureLocalActivation' 'absent'
    } else {
        try {
            Import-WindowsModule 'ServerAVMAManager'
            $answer = @(ServerAVMAManager\Get-VMAutomaticActivation)
            $values = @($answer | ForEach-Object { if ($_ -is [string]) { $_ } else { $_.PSObject.Properties | ForEach-Object { $_.Value } } })
            $versions = @($values | ForEach-Object {
                "$_" -split '\D+' | Where-Object { $_ -match '^20[0-9]{2}$' }
                if ("$_" -match 'subscription') { 'subscription' }
            } | Sort-Object -Unique)
            if ($answer.Count -eq 0) {
                $azureLocalActivation.configured = $false
            } elseif ($versions.Count -gt 0) {
                $azureLocalActivation.configured = $true
                $azureLocalActivation.version = $versions -join ', '
            }
        } catch {
            Add-Unread 'azureLocalActivation' (Get-FailureCode $_)
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
    unread = @($unread.fields | Sort-Object -Property { $_.field })
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
if ($license) {
    $row.licenseDescription = $license.Description
    $row.partialProductKey = $license.PartialProductKey
    $row.licenseStatus = $license.LicenseStatus
    $row.licenseStatusReason = $license.LicenseStatusReason
    $row.gracePeriodMinutes = $license.GracePeriodRemaining
    $row.evaluationEndDate = ConvertTo-UtcText $license.EvaluationEndDate
    if (-not $channelUnread) { $row.productKeyChannel = $license.ProductKeyChannel }
}
if ($sppsvc) {
    $row.sppsvcState = $sppsvc.State
    $row.sppsvcStartMode = $sppsvc.StartMode
}
New-Object -TypeName PSObject -Property $row
