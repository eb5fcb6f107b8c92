# Part of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2: the installed license, and failures of the licensing service. Requires
# failures.ps1 and license.ps1.

# A failure whose numbers are in its innermost exception: that of a WMI object or of a method.
function Get-InnerFailure($Record, [string] $Code) {
    $failure = Get-Failure $Record $Code
    $exception = $Record.Exception
    while ($exception.InnerException) { $exception = $exception.InnerException }
    $failure.message = [string]$exception.Message
    if ($Record.FullyQualifiedErrorId -notmatch '^HRESULT 0x[0-9A-Fa-f]{8}') {
        $failure.hresult = $exception.HResult
        # A ManagementException has WMI's code here; its HResult is that of every SystemException (0x80131501).
        if ($exception.PSObject.Properties['ErrorCode']) { $failure.hresult = [int]$exception.ErrorCode }
    }
    return $failure
}

# WMI's codes are unsigned, but those of exceptions are signed.
function ConvertTo-Signed($Number) {
    $wide = [long]$Number
    if ($wide -gt 2147483647) { $wide = $wide - 4294967296 }
    return [int]$wide
}

# Reads the installed license.
function Read-License([string] $LastFive) {
    Select-License (Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $windowsLicense -ErrorAction Stop -Property ID, Description, PartialProductKey, LicenseStatus, LicenseStatusReason) $LastFive
}

function Get-State($License) {
    if (-not $License) { return @{ licenseDescription = $null; partialProductKey = $null; licenseStatus = $null } }
    return @{ licenseDescription = $License.Description; partialProductKey = $License.PartialProductKey; licenseStatus = $License.LicenseStatus }
}

# The class of the installed key, from the channel's name, which isn't localized; the first match wins. keyless: licensed without a key to read.
function Get-KeyClass($License) {
    if (-not $License) { return 'none' }
    switch -Regex ([string]$License.Description) {
        'VIRTUAL_MACHINE_ACTIVATION' { return 'avma' }
        'EVAL' { return 'evaluation' }
    }
    if (-not $License.PartialProductKey) { return 'keyless' }
    switch -Regex ([string]$License.Description) {
        'VOLUME_KMSCLIENT' { return 'kmsClient' }
        'VOLUME_KMS' { return 'kmsHost' }
        '\bMAK\b|_MAK\b' { return 'mak' }
        '\bOEM' { return 'oem' }
        '\bRETAIL' { return 'retail' }
    }
    return 'unreadable'
}
