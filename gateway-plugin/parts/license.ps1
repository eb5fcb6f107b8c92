# Part of scripts, and of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2, that read the license of Windows itself.

# Filter of SoftwareLicensingProduct: products of Windows with a key, or in use without one (pay-as-you-go, subscriptions), without add-ons such as ESU.
$windowsLicense = "ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f' AND (PartialProductKey IS NOT NULL OR LicenseStatus = 1) AND LicenseIsAddon = FALSE"

# The relevant license: the one with these last five characters, if given and present, otherwise the licensed one, and of several one with a key.
function Select-License($Licenses, [string] $LastFive) {
    $Licenses |
        Sort-Object -Property { $LastFive -and $_.PartialProductKey -ne $LastFive }, { $_.LicenseStatus -ne 1 }, { -not $_.PartialProductKey } |
        Microsoft.PowerShell.Utility\Select-Object -First 1
}
