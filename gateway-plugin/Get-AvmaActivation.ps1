<#

.SYNOPSIS
Reads one guest of this Hyper-V host from inside: its license, and everything that its activation depends on.

.DESCRIPTION
Enters the guest with an account of the guest, and always ends with exactly one row; a failure is the row's "error"
{code, hresult, id, reason, message}. Before it, a row {vmId, signedIn} says that the guest has accepted "account". Only message is localized; nothing compares it. A row with an error proves nothing
about the guest's license. The script changes nothing in the guest, and only returns raw values.

Each part is read separately, because an account that isn't an administrator of the guest may read only some. Fields that can't be read are null,
and listed in "unread" with the code of their failure ("notSeen": it may exist, but is hidden from this account). Only an unreadable license is an error.

Codes: credentialRefused, notRunning, noAnswer, notFound, hyperVModuleMissing, wrongMachine, identityUnknown, sessionLost,
winrmNotTrusted, winrmUnreachable, winrmAccessDenied, guestAccessDenied (the account may not read the license), encryptionKeyMissing,
languageMode, malformedAnswer (the guest wrote what this script never writes), unclassified.

The fields, their classes and their properties are documented at ActivationFacts in src/app/domain/facts/facts.ts.

.PARAMETER vmId
Id of the virtual machine.

.PARAMETER channel
"direct": PowerShell Direct by the id. "winrm": WinRM to the address, by Kerberos. If the address starts with https://: by HTTPS,
with Kerberos or, for other accounts, NTLM inside TLS.

.PARAMETER address
The confirmed name of the guest for WinRM, such as app01.contoso.com or https://app01.contoso.com:5986. Empty for PowerShell Direct.

.PARAMETER account
User name, NUL and password in UTF-8, encrypted with this session's key (RSA-OAEP), in Base64.

.PARAMETER credential
For the module's console functions, instead of account; used unchanged. The tool never sends it.

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
# INCLUDE parts/failures.ps1

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
# INCLUDE parts/guest-answer.ps1

# Runs in the guest, also in PowerShell 4.0 of Server 2012 R2, and must not depend on anything outside. Writes the guest's id, and one object.
$lookInside = {
    param([string] $expectedId, [bool] $mustKnowId)

    $found = @{ insideVmId = $null; failure = $null; unread = @() }

    # INCLUDE parts/dates.ps1
    # INCLUDE parts/failures.ps1
    # INCLUDE parts/read-optional.ps1
    # INCLUDE parts/read-part.ps1
    # INCLUDE parts/license.ps1
    # INCLUDE parts/guest-component.ps1
    # INCLUDE parts/guest-identity.ps1

    $found.insideVmId = Get-OwnId
    New-Object -TypeName PSObject -Property @{ insideVmId = $found.insideVmId }
    if (-not (Test-Identity $found.insideVmId)) { return }

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

    # Windows may show only some services to an account that isn't an administrator, so a service that isn't listed may still exist.
    Add-Unread @($serviceFields | Where-Object { -not $found[$_] }) 'notSeen'

    function Read-License {
        Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicense -ErrorAction Stop -Property ID, Name, Description, LicenseFamily, PartialProductKey, LicenseStatus, LicenseStatusReason, GracePeriodRemaining, EvaluationEndDate
    }
    if ($found.sppsvcStartMode -eq 'Disabled') {
        # A disabled licensing service can't be queried; its start mode explains that better than the failure.
        $licenses = @(Read-Optional { Read-License })
    } else {
        $licenses = @(Read-Part 'licenseName', 'licenseDescription', 'licenseFamily', 'partialProductKey', 'licenseStatus', 'licenseStatusReason', 'gracePeriodMinutes', 'evaluationEndDate' {
                try {
                    Read-License
                } catch {
                    # Without the license, the row has no value.
                    $found.failure = Get-Failure $_ 'unclassified'
                    throw
                }
            })
    }
    $license = Select-License $licenses
    if ($license) {
        $found.licenseName = $license.Name
        $found.licenseDescription = $license.Description
        $found.licenseFamily = $license.LicenseFamily
        $found.partialProductKey = $license.PartialProductKey
        $found.licenseStatus = $license.LicenseStatus
        $found.licenseStatusReason = $license.LicenseStatusReason
        $found.gracePeriodMinutes = $license.GracePeriodRemaining
        $found.evaluationEndDate = ConvertTo-UtcText $license.EvaluationEndDate

        # These properties aren't documented; a system without them rejects the whole query.
        $more = @(Read-Optional { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicense -ErrorAction Stop -Property ID, ProductKeyChannel, IAID, AutomaticVMActivationHostMachineName, AutomaticVMActivationLastActivationTime }) | Where-Object { $_.ID -eq $license.ID }
        if ($more) {
            $found.productKeyChannel = $more.ProductKeyChannel
            $found.iaid = $more.IAID
            $found.avmaHostName = $more.AutomaticVMActivationHostMachineName
            $found.avmaLastActivation = ConvertTo-UtcText $more.AutomaticVMActivationLastActivationTime
        }
    }

    $found.activationComponent = Read-Part 'activationComponent' { Get-ActivationComponent }
    $found.unread = $unread.fields
    New-Object -TypeName PSObject -Property $found
}

# What a guest's answer says, field by field.
function ConvertFrom-Answer($Found) {
    $taken = @{ error = $null }
    foreach ($field in 'buildNumber', 'operatingSystemSku', 'productType', 'licenseStatus', 'licenseStatusReason', 'gracePeriodMinutes') { $taken[$field] = Get-Number $Found $field }
    foreach ($field in 'computerName', 'licenseName', 'licenseDescription', 'productKeyChannel', 'licenseFamily', 'avmaHostName', 'iaid') { $taken[$field] = Get-Text $Found $field }
    foreach ($field in 'evaluationEndDate', 'avmaLastActivation', 'sppsvcState', 'sppsvcStartMode', 'dataExchangeService') { $taken[$field] = Get-Text $Found $field 40 }
    $taken.partialProductKey = Get-Text $Found 'partialProductKey' 5
    $taken.activationComponent = Get-Word $Found 'activationComponent' 'absent', 'present', 'started'
    # A field is unread once at most.
    $taken.unread = @(foreach ($one in @(Get-Field $Found 'unread') | Microsoft.PowerShell.Utility\Select-Object -First $row.Count) {
            @{ field = Get-Word $one 'field' @($row.Keys); code = Get-Text $one 'code' 10 }
        })
    # Every Windows has these: without a value and without a reason, this is no reading.
    $missing = @('computerName', 'buildNumber', 'operatingSystemSku', 'productType', 'activationComponent' | Where-Object { $null -eq $taken[$_] -and @($taken.unread | ForEach-Object { $_.field }) -notcontains $_ })
    if ($missing.Count -gt 0 -or @($taken.unread | Where-Object { $_.code -cnotmatch '\A(0x[0-9A-F]{8}|notSeen)\z' }).Count -gt 0) { $null = Set-Malformed }
    $failure = Get-Field $Found 'failure'
    if ($failure) {
        $result = Get-Result $failure 'hresult'
        $code = 'unclassified'
        # 0x80041003 and 0x80070005: access denied.
        if (@(-2147217405, -2147024891) -contains $result) { $code = 'guestAccessDenied' }
        # The number says all; the rest of it are the guest's words.
        $taken.error = New-Failure $code $null $null $result
    }
    return $taken
}

$found = @()
$isEntered = $false
:reading do {
    Enter-Guest | ForEach-Object {
        if (-not $isEntered) {
            $isEntered = Test-Answer $_ 'insideVmId'
            $passage.insideVmId = Get-Text $_ 'insideVmId' 64
            # Of another machine, nothing else is taken.
            $code = Get-IdentityCode $passage.insideVmId
            if ($code) { $passage.failure = New-Failure $code }
            if ($code -or $answer.malformed) { break reading }
            Write-SignedIn
            return
        }
        $found += , $_
        # An answer is one object: nothing after the second one is read.
        if ($found.Count -gt 1) { break reading }
    }
} while ($false)
$taken = @{ error = New-Failure 'sessionLost' }
if ($found.Count -gt 1) { $null = Set-Malformed }
if ($found.Count -eq 1 -and (Test-Answer $found[0] 'unread')) { $taken = ConvertFrom-Answer $found[0] }
if ($passage.failure) { $taken = @{ error = $passage.failure } }
if ($answer.malformed) { $taken = @{ error = New-Failure 'malformedAnswer' } } else { $row.insideVmId = $passage.insideVmId }
foreach ($field in @($taken.Keys)) { $row[$field] = $taken[$field] }
New-Object -TypeName PSObject -Property $row
