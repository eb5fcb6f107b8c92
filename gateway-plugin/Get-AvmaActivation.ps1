<#

.SYNOPSIS
Looks inside one guest of this Hyper-V host: its licence, and what its activation depends on.

.DESCRIPTION
Enters the guest with an account of the guest and writes exactly one row, whatever happens: a failure is the row's "error"
{code, hresult, id, reason, message}. Only message is localized, and nothing is told by it. With an error the row proves nothing
about the guest's license. Nothing is written in the guest and nothing is decided here.

Each part is read on its own, since an account that isn't an administrator of the guest may read only some: what can't be read is null, and named
in "unread" with the code of its failure ("notSeen": it may be there, hidden from this account). Only an unreadable license is an error.

Codes: credentialRefused, notRunning, noAnswer, notFound, hyperVModuleMissing, wrongMachine, identityUnknown, sessionLost,
winrmNotTrusted, winrmUnreachable, winrmAccessDenied, guestAccessDenied (the account may not read the license), encryptionKeyMissing,
languageMode, unclassified.

The fields, their classes and their properties are documented at ActivationFacts in src/app/domain/facts/facts.ts.

.PARAMETER vmId
Id of the virtual machine.

.PARAMETER channel
"direct": PowerShell Direct by the id. "winrm": WinRM to the address, by Kerberos. Where the address begins with https://: by HTTPS,
with Kerberos or, for other accounts, NTLM inside TLS.

.PARAMETER address
The confirmed name of the guest for WinRM, such as app01.contoso.com or https://app01.contoso.com:5986. Empty for PowerShell Direct.

.PARAMETER account
User name, NUL and password in UTF-8, encrypted with the key that this session has given out (RSA-OAEP), in Base64.

.PARAMETER credential
For the console functions of the module, instead of account: used as it is. The tool sends none.

.ROLE
Hyper-V-Administrators

#>

param (
    [Parameter(Mandatory = $true)]
    [string]
    $vmId,

    [Parameter(Mandatory = $true)]
    [string]
    $channel,

    [string]
    $address,

    [Parameter(Mandatory = $true)]
    [AllowEmptyString()]
    [string]
    $account,

    [pscredential]
    $credential
)

Set-StrictMode -Version 3.0

# INCLUDE parts/windows-modules.ps1

$row = [ordered]@{
    collectedAt = (Get-Date).ToUniversalTime().ToString('o')
    vmId = $vmId
    channel = $channel
    computerName = $null
    insideVmId = $null
    buildNumber = $null
    operatingSystemSku = $null
    productType = $null
    licenseName = $null
    licenseDescription = $null
    productKeyChannel = $null
    licenseFamily = $null
    partialProductKey = $null
    licenseStatus = $null
    licenseStatusReason = $null
    gracePeriodMinutes = $null
    evaluationEndDate = $null
    avmaHostName = $null
    avmaLastActivation = $null
    iaid = $null
    activationComponent = $null
    sppsvcState = $null
    sppsvcStartMode = $null
    dataExchangeService = $null
    unread = @()
    error = $null
}

# INCLUDE parts/enter-guest.ps1

# Runs in the guest, also in PowerShell 4.0 of Server 2012 R2, and stands on its own. Writes one object.
$lookInside = {
    param([string] $expectedId, [bool] $mustKnowId)

    $found = @{ insideVmId = $null; failure = $null; unread = @() }

    # Runs one query. Where it fails, each of the fields that it would have filled is unread.
    function Read-Part([string[]] $Fields, $Query) {
        try {
            & $Query
        } catch {
            $code = '0x{0:X8}' -f $_.Exception.HResult
            if ($_.FullyQualifiedErrorId -match '^HRESULT (0x[0-9A-Fa-f]{8})') { $code = $Matches[1] }
            foreach ($field in $Fields) { Add-Unread $field $code }
            # Without the license nothing is known that the row is asked for.
            if ($Fields -contains 'licenseStatus') {
                $found.failure = @{
                    id = [string]$_.FullyQualifiedErrorId
                    reason = [string]$_.CategoryInfo.Reason
                    hresult = [int]$code
                    message = [string]$_.Exception.Message
                    denied = @('0x80041003', '0x80070005') -contains $code
                }
            }
        }
    }

    function Add-Unread([string] $Field, [string] $Code) {
        $found.unread += @{ field = $Field; code = $Code }
    }

    # INCLUDE parts/guest-identity.ps1

    $found.insideVmId = Get-OwnId
    if (-not (Test-Identity $found.insideVmId)) { return New-Object -TypeName PSObject -Property $found }

    $operatingSystem = Read-Part 'buildNumber', 'operatingSystemSku', 'productType' { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_OperatingSystem' -Property BuildNumber, OperatingSystemSKU, ProductType -ErrorAction Stop }
    if ($operatingSystem) {
        $found.buildNumber = $operatingSystem.BuildNumber -as [int]
        $found.operatingSystemSku = $operatingSystem.OperatingSystemSKU
        $found.productType = $operatingSystem.ProductType
    }
    $computerSystem = Read-Part 'computerName' { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_ComputerSystem' -Property Name -ErrorAction Stop }
    if ($computerSystem) { $found.computerName = $computerSystem.Name }

    $serviceFields = 'sppsvcState', 'sppsvcStartMode', 'dataExchangeService'
    $services = @(Read-Part $serviceFields { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, State, StartMode -Filter "Name = 'sppsvc' OR Name = 'vmickvpexchange'" -ErrorAction Stop })
    foreach ($service in $services) {
        if ($service.Name -eq 'sppsvc') {
            $found.sppsvcState = $service.State
            $found.sppsvcStartMode = $service.StartMode
        } elseif ($service.Name -eq 'vmickvpexchange') {
            $found.dataExchangeService = $service.State
        }
    }

    # Accounts that aren't administrators can be shown only some services: what isn't seen isn't absent.
    foreach ($field in $serviceFields) {
        if (-not $found[$field] -and @($found.unread | Where-Object { $_.field -eq $field }).Count -eq 0) { Add-Unread $field 'notSeen' }
    }

    # The one installed licence of Windows itself: of all products only those with a key, without add-ons such as ESU.
    $windowsLicence = "ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f' AND PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE"
    $licenceFields = 'licenseName', 'licenseDescription', 'licenseFamily', 'partialProductKey', 'licenseStatus', 'licenseStatusReason', 'gracePeriodMinutes', 'evaluationEndDate'
    $readLicence = { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicence -ErrorAction Stop -Property ID, Name, Description, LicenseFamily, PartialProductKey, LicenseStatus, LicenseStatusReason, GracePeriodRemaining, EvaluationEndDate }
    # A disabled licensing service cannot be asked; its start mode says so better than the failure.
    if ($found.sppsvcStartMode -eq 'Disabled') { $licences = @(Read-Optional $readLicence) } else { $licences = @(Read-Part $licenceFields $readLicence) }
    $licence = $licences | Sort-Object -Property { $_.LicenseStatus -ne 1 } | Microsoft.PowerShell.Utility\Select-Object -First 1
    if ($licence) {
        $found.licenseName = $licence.Name
        $found.licenseDescription = $licence.Description
        $found.licenseFamily = $licence.LicenseFamily
        $found.partialProductKey = $licence.PartialProductKey
        $found.licenseStatus = $licence.LicenseStatus
        $found.licenseStatusReason = $licence.LicenseStatusReason
        $found.gracePeriodMinutes = $licence.GracePeriodRemaining
        $found.evaluationEndDate = ConvertTo-UtcText $licence.EvaluationEndDate

        # No page documents these; a system without them refuses the whole query.
        $more = @(Read-Optional { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicence -ErrorAction Stop -Property ID, ProductKeyChannel, IAID, AutomaticVMActivationHostMachineName, AutomaticVMActivationLastActivationTime }) | Where-Object { $_.ID -eq $licence.ID }
        if ($more) {
            $found.productKeyChannel = $more.ProductKeyChannel
            $found.iaid = $more.IAID
            $found.avmaHostName = $more.AutomaticVMActivationHostMachineName
            $found.avmaLastActivation = ConvertTo-UtcText $more.AutomaticVMActivationLastActivationTime
        }
    }

    # WQL compares no lists, so the hardware id is looked for here, among the few devices of the bus.
    $devices = Read-Part 'activationComponent' { , @(Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_PnPEntity' -Property DeviceID, HardwareID, Status, ConfigManagerErrorCode -Filter "DeviceID LIKE 'VMBUS%'" -ErrorAction Stop) }
    if ($null -ne $devices) {
        $found.activationComponent = 'absent'
        foreach ($device in $devices) {
            if ($device.HardwareID -contains 'VMBUS\{3375baf4-9e15-4b30-b765-67acb10d607b}') {
                $found.activationComponent = 'present'
                if ($device.Status -eq 'OK' -and $device.ConfigManagerErrorCode -eq 0) { $found.activationComponent = 'started' }
            }
        }
    }
    New-Object -TypeName PSObject -Property $found
}

$answer = @(Enter-Guest)
$failed = @($answer | Where-Object { $_ -is [hashtable] })
if ($failed.Count -gt 0) {
    $row.error = $failed[0].error
} elseif ($answer.Count -eq 0) {
    $row.error = New-CodeOnly 'sessionLost'
} else {
    $found = $answer[0]
    $row.insideVmId = $found.insideVmId
    $code = Get-IdentityCode $found.insideVmId
    if ($code) {
        $row.error = New-CodeOnly $code
    } else {
        foreach ($field in @($row.Keys)) {
            $property = $found.PSObject.Properties[$field]
            if ($property -and $field -ne 'insideVmId') { $row[$field] = $property.Value }
        }
        $row.unread = @($found.unread | ForEach-Object { @{ field = [string]$_.field; code = [string]$_.code } })
        if ($found.failure) {
            $code = 'unclassified'
            if ($found.failure.denied) { $code = 'guestAccessDenied' }
            $row.error = @{ code = $code; hresult = $found.failure.hresult; id = $found.failure.id; reason = $found.failure.reason; message = $found.failure.message }
        }
    }
}
New-Object -TypeName PSObject -Property $row
