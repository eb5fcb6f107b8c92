<#

.SYNOPSIS
The peer of a run of the tool: one guest after another, as scripts that people write for themselves do it.

.DESCRIPTION
Get-VM, then for each machine: enter it by PowerShell Direct, look what it is, install the key, ask for activation, read the license. For the
bench only. A guest that does not answer holds it up for as long as PowerShell waits, and all that come after it.

#>

param (
    [Parameter(Mandatory = $true)]
    [string]
    $user,

    [Parameter(Mandatory = $true)]
    [string]
    $password,

    [Parameter(Mandatory = $true)]
    [string]
    $productKey
)

$secret = New-Object -TypeName System.Security.SecureString
foreach ($character in $password.ToCharArray()) { $secret.AppendChar($character) }
$credential = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $user, $secret
foreach ($vm in Get-VM) {
    Invoke-Command -VMId $vm.Id -Credential $credential -ErrorAction Stop -ArgumentList $productKey -ScriptBlock {
        param($productKey)
        $installed = "ApplicationID = '55c92734-d682-4d71-983e-d6ec3f16059f' AND PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE"
        $system = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_OperatingSystem'
        $service = Get-WmiObject -Namespace 'root/cimv2' -Class 'SoftwareLicensingService'
        $null = $service.InstallProductKey($productKey)
        $license = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $installed
        $null = Invoke-CimMethod -InputObject $license -MethodName 'Activate'
        $license = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingProduct' -Filter $installed
        New-Object -TypeName PSObject -Property @{ build = $system.BuildNumber; partialProductKey = $license.PartialProductKey; licenseStatus = $license.LicenseStatus }
    }
}
