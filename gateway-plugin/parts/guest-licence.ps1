# Part of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2: the installed licence, and failures told by numbers.

function New-Code([string] $Code, $Id = $null, $Reason = $null, $Result = $null) {
    return @{ code = $Code; hresult = $Result; id = $Id; reason = $Reason; message = $null }
}

# A failure by its numbers: CIM has its code in the error's id, WMI objects and their methods in the innermost exception.
function Get-Failure($Failure, [string] $Code) {
    $exception = $Failure.Exception
    while ($exception.InnerException) { $exception = $exception.InnerException }
    $result = $exception.HResult
    # A ManagementException has WMI's code here; its HResult is the one of every SystemException (0x80131501).
    if ($exception.PSObject.Properties['ErrorCode']) { $result = [int]$exception.ErrorCode }
    if ($Failure.FullyQualifiedErrorId -match '^HRESULT (0x[0-9A-Fa-f]{8})') { $result = [int]$Matches[1] }
    return @{
        code = $Code
        hresult = $result
        id = [string]$Failure.FullyQualifiedErrorId
        reason = [string]$Failure.CategoryInfo.Reason
        message = [string]$exception.Message
    }
}

# WMI's codes are unsigned, those of exceptions are not.
function ConvertTo-Signed($Number) {
    $wide = [long]$Number
    if ($wide -gt 2147483647) { $wide = $wide - 4294967296 }
    return [int]$wide
}

# The one installed licence of Windows itself, without add-ons such as ESU. Of several the one with these last five, else the licensed one.
function Read-Licence([string] $LastFive) {
    $installed = "ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f' AND PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE"
    Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $installed -ErrorAction Stop -Property ID, Description, PartialProductKey, LicenseStatus, LicenseStatusReason |
        Sort-Object -Property { $_.PartialProductKey -ne $LastFive }, { $_.LicenseStatus -ne 1 } |
        Microsoft.PowerShell.Utility\Select-Object -First 1
}

function Get-State($Licence) {
    if (-not $Licence) { return @{ licenseDescription = $null; partialProductKey = $null; licenseStatus = $null } }
    return @{ licenseDescription = $Licence.Description; partialProductKey = $Licence.PartialProductKey; licenseStatus = $Licence.LicenseStatus }
}

# The class of the installed key by the channel's word, which is the same in every language; the first that fits.
function Get-KeyClass($Licence) {
    if (-not $Licence) { return 'none' }
    switch -Regex ([string]$Licence.Description) {
        'VIRTUAL_MACHINE_ACTIVATION' { return 'avma' }
        'TIMEBASED_|EVAL' { return 'evaluation' }
        'VOLUME_KMSCLIENT' { return 'kmsClient' }
        'VOLUME_KMS' { return 'kmsHost' }
        '\bMAK\b|_MAK\b' { return 'mak' }
        '\bOEM' { return 'oem' }
        '\bRETAIL' { return 'retail' }
    }
    return 'unreadable'
}
