<#

.SYNOPSIS
Looks inside one guest of this Hyper-V host: its licence, and what its activation depends on.

.DESCRIPTION
Enters the guest with an account of the guest and writes exactly one row, whatever happens: a failure is the row's "error"
{code, hresult, id, reason, message}. Only message is localized, and nothing is told by it. With an error the row proves nothing
about the guest. Nothing is written in the guest and nothing is decided here.

Codes: credentialRefused, notRunning, noAnswer, notFound, hyperVModuleMissing, wrongMachine, identityUnknown, sessionLost,
winrmNotTrusted, winrmUnreachable, winrmAccessDenied, encryptionKeyMissing, languageMode, unclassified.

The fields, their classes and their properties are documented at ActivationFacts in src/app/domain/facts.ts.

.PARAMETER vmId
Id of the virtual machine.

.PARAMETER channel
"direct": PowerShell Direct by the id. "winrm": WinRM to the address, by Kerberos, or by HTTPS where the address begins with https://.

.PARAMETER address
The confirmed name of the guest for WinRM, such as app01.contoso.com or https://app01.contoso.com:5986. Empty for PowerShell Direct.

.PARAMETER account
User name, NUL and password in UTF-8, encrypted with the key that this session has given out (RSA-OAEP), in Base64.

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
    [string]
    $account
)

Set-StrictMode -Version 3.0

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
    error = $null
}

# A failure without an error record of its own.
function New-CodeOnly([string] $Code) {
    return @{ code = $Code; hresult = $null; id = $null; reason = $null; message = $null }
}

# The code of a failed connection: by the parts of the error's id and by the type of its exception, which no language changes.
function Get-ConnectionCode([string] $Id, [string] $Reason) {
    $parts = $Id -split ','
    $opening = @($parts | Where-Object { $_ -eq 'PSSessionStateBroken' -or $_ -eq 'PSSessionOpenFailed' }).Count -gt 0
    switch ($parts[0]) {
        'InvalidVMState' { return 'notRunning' }
        'InvalidVMIdNotSingle' { return 'notFound' }
        'HyperVModuleNotAvailable' { return 'hyperVModuleMissing' }
    }
    if (-not $opening) { return 'unclassified' }
    if ($Reason -eq 'PSDirectException') { return 'credentialRefused' }
    if ($Reason -eq 'PSRemotingDataStructureException') { return 'noAnswer' }
    if ($Reason -ne 'PSRemotingTransportException') { return 'unclassified' }
    switch ($parts[0]) {
        '2100' { return 'sessionLost' }
        'WinRMOperationAborted' { return 'sessionLost' }
        'ShutDownInProgress' { return 'sessionLost' }
        'LogonFailure' { return 'credentialRefused' }
        'AuthenticationFailed' { return 'credentialRefused' }
        'AccessDenied' { return 'winrmAccessDenied' }
        'RemoteConnectionDisallowed' { return 'winrmAccessDenied' }
        'RemoteSessionDisallowed' { return 'winrmAccessDenied' }
        'ServerNotTrusted' { return 'winrmNotTrusted' }
        'CannotUseIPAddress' { return 'winrmNotTrusted' }
        'InvalidAuthentication' { return 'winrmNotTrusted' }
        'TargetUnknown' { return 'winrmNotTrusted' }
        'WorkgroupCannotUseKerberos' { return 'winrmNotTrusted' }
        'ClientKerberosDisabled' { return 'winrmNotTrusted' }
        'CannotConnect' { return 'winrmUnreachable' }
        'NetworkPathNotFound' { return 'winrmUnreachable' }
        'ComputerNotFound' { return 'winrmUnreachable' }
        'URLNotAvailable' { return 'winrmUnreachable' }
        'WinRMOperationTimeout' { return 'winrmUnreachable' }
        'CannotConnectWinRMService' { return 'winrmUnreachable' }
        'WinRMHttpError' { return 'winrmUnreachable' }
    }
    return 'unclassified'
}

# What can be told of a failed connection.
function Get-ConnectionError($Failure) {
    $id = [string]$Failure.FullyQualifiedErrorId
    $reason = [string]$Failure.CategoryInfo.Reason
    $hresult = $Failure.Exception.HResult
    # A failure of the transport keeps its code beside the HRESULT of any .NET exception.
    if ($reason -eq 'PSRemotingTransportException' -and $Failure.Exception.PSObject.Properties['ErrorCode']) { $hresult = $Failure.Exception.ErrorCode }
    return @{ code = Get-ConnectionCode $id $reason; hresult = $hresult; id = $id; reason = $reason; message = [string]$Failure.Exception.Message }
}

# Runs in the guest, also in PowerShell 4.0 of Server 2012 R2, and stands on its own. Writes one object.
$lookInside = {
    param([string] $expectedId, [bool] $mustKnowId)

    $found = @{ insideVmId = $null; failure = $null }

    # Runs one query. Where it fails, its fields stay unknown and the first failure is kept.
    function Read-Part($Query) {
        try {
            & $Query
        } catch {
            if ($null -eq $found.failure) {
                $found.failure = @{
                    id = [string]$_.FullyQualifiedErrorId
                    reason = [string]$_.CategoryInfo.Reason
                    hresult = $_.Exception.HResult
                    message = [string]$_.Exception.Message
                }
                if ($_.FullyQualifiedErrorId -match '^HRESULT (0x[0-9A-Fa-f]{8})') { $found.failure.hresult = [int]$Matches[1] }
            }
        }
    }

    # What not every system has: without it only its own fields are unknown.
    function Read-Optional($Query) {
        try { & $Query } catch { Write-Verbose $_.FullyQualifiedErrorId }
    }

    # Windows writes "no date" as the year 1601, which a time zone may turn into 1600.
    function ConvertTo-UtcText($Date) {
        if ($null -eq $Date -or $Date.Year -lt 1602) { return $null }
        return $Date.ToUniversalTime().ToString('o')
    }

    # Data Exchange writes the machine's own id here. In another machine nothing more is read.
    $parameters = Read-Optional { Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Virtual Machine\Guest\Parameters' -Name VirtualMachineId -ErrorAction Stop }
    if ($parameters) { $found.insideVmId = [string]$parameters.VirtualMachineId }
    if ($found.insideVmId) {
        if ($found.insideVmId -ne $expectedId) { return New-Object -TypeName PSObject -Property $found }
    } elseif ($mustKnowId) {
        return New-Object -TypeName PSObject -Property $found
    }

    $operatingSystem = Read-Part { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_OperatingSystem' -Property BuildNumber, OperatingSystemSKU, ProductType -ErrorAction Stop }
    if ($operatingSystem) {
        $found.buildNumber = $operatingSystem.BuildNumber -as [int]
        $found.operatingSystemSku = $operatingSystem.OperatingSystemSKU
        $found.productType = $operatingSystem.ProductType
    }
    $computerSystem = Read-Part { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_ComputerSystem' -Property Name -ErrorAction Stop }
    if ($computerSystem) { $found.computerName = $computerSystem.Name }

    $services = @(Read-Part { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, State, StartMode -Filter "Name = 'sppsvc' OR Name = 'vmickvpexchange'" -ErrorAction Stop })
    foreach ($service in $services) {
        if ($service.Name -eq 'sppsvc') {
            $found.sppsvcState = $service.State
            $found.sppsvcStartMode = $service.StartMode
        } elseif ($service.Name -eq 'vmickvpexchange') {
            $found.dataExchangeService = $service.State
        }
    }

    # The one installed licence of Windows itself: of all products only those with a key, without add-ons such as ESU.
    $windowsLicence = "ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f' AND PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE"
    $readLicence = { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicence -ErrorAction Stop -Property ID, Name, Description, LicenseFamily, PartialProductKey, LicenseStatus, LicenseStatusReason, GracePeriodRemaining, EvaluationEndDate }
    # A disabled licensing service cannot be asked; its start mode says so better than the failure.
    if ($found.sppsvcStartMode -eq 'Disabled') { $licences = @(Read-Optional $readLicence) } else { $licences = @(Read-Part $readLicence) }
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
    $devices = Read-Part { , @(Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_PnPEntity' -Property DeviceID, HardwareID, Status, ConfigManagerErrorCode -Filter "DeviceID LIKE 'VMBUS%'" -ErrorAction Stop) }
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

# Enters the guest. Only here the account is in clear: its bytes and characters are overwritten, and no string ever holds the password.
function Read-Guest($Rsa) {
    $password = New-Object -TypeName System.Security.SecureString
    try {
        $bytes = $Rsa.Decrypt([Convert]::FromBase64String($account), $true)
    } catch {
        # Another key than the one of this session: a method's error carries the name of the exception behind it.
        $failure = Get-ConnectionError $_
        if ($_.Exception.InnerException -is [System.Security.Cryptography.CryptographicException]) { $failure.code = 'encryptionKeyMissing' }
        return @{ error = $failure }
    }
    $characters = @()
    try {
        $end = [Array]::IndexOf($bytes, [byte]0)
        if ($end -lt 0) { return @{ error = New-CodeOnly 'unclassified' } }
        $user = [System.Text.Encoding]::UTF8.GetString($bytes, 0, $end)
        $characters = [System.Text.Encoding]::UTF8.GetChars($bytes, $end + 1, $bytes.Length - $end - 1)
        # By method calls: what is passed to a command's parameter can be recorded by module logging.
        foreach ($character in $characters) { $password.AppendChar($character) }
    } finally {
        [Array]::Clear($bytes, 0, $bytes.Length)
        if ($characters.Length -gt 0) { [Array]::Clear($characters, 0, $characters.Length) }
        $character = $null
    }
    if ($user -eq '') { return @{ error = New-CodeOnly 'credentialRefused' } }
    $credential = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $user, $password
    try {
        if ($channel -eq 'direct') {
            $found = Invoke-Command -VMId $vmId -Credential $credential -ScriptBlock $lookInside -ArgumentList $vmId, $false -ErrorAction Stop
        } else {
            $option = New-PSSessionOption -OpenTimeout 30000 -OperationTimeout 60000
            if ($address -match '^https://([^/:]+)(?::([0-9]+))?/?$') {
                $name = $Matches[1]
                $port = 5986
                if ($Matches.ContainsKey(2)) { $port = [int]$Matches[2] }
                $found = Invoke-Command -ComputerName $name -UseSSL -Port $port -SessionOption $option -Credential $credential -ScriptBlock $lookInside -ArgumentList $vmId, $true -ErrorAction Stop
            } else {
                $found = Invoke-Command -ComputerName $address -Authentication Kerberos -SessionOption $option -Credential $credential -ScriptBlock $lookInside -ArgumentList $vmId, $true -ErrorAction Stop
            }
        }
        return @{ found = $found; error = $null }
    } catch {
        return @{ error = Get-ConnectionError $_ }
    } finally {
        $password.Dispose()
    }
}

if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
    # The account could not be decrypted here. The signed module could.
    $row.error = New-CodeOnly 'languageMode'
} else {
    $key = Get-Variable -Name RSA -Scope Global -ErrorAction SilentlyContinue
    if (-not $key -or -not $key.Value) {
        $row.error = New-CodeOnly 'encryptionKeyMissing'
    } else {
        $answer = Read-Guest $key.Value
        $row.error = $answer.error
        if (-not $answer.error) {
            $found = $answer.found
            if (-not $found) {
                $row.error = New-CodeOnly 'sessionLost'
            } else {
                $row.insideVmId = $found.insideVmId
                if ($found.insideVmId -and $found.insideVmId -ne $vmId) {
                    $row.error = New-CodeOnly 'wrongMachine'
                } elseif (-not $found.insideVmId -and $channel -ne 'direct') {
                    $row.error = New-CodeOnly 'identityUnknown'
                } else {
                    foreach ($field in @($row.Keys)) {
                        $property = $found.PSObject.Properties[$field]
                        if ($property -and $field -ne 'insideVmId') { $row[$field] = $property.Value }
                    }
                    if ($found.failure) {
                        $row.error = @{ code = 'unclassified'; hresult = $found.failure.hresult; id = $found.failure.id; reason = $found.failure.reason; message = $found.failure.message }
                    }
                }
            }
        }
    }
}
New-Object -TypeName PSObject -Property $row
