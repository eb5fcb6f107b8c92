<#

.SYNOPSIS
Removes selected Data Exchange items that a guest of this Hyper-V host wrote itself.

.DESCRIPTION
After replacing an AVMA key with another class of key, Microsoft recommends to remove what Data Exchange still reports about it. The items are
values of the registry key HKLM:\SOFTWARE\Microsoft\Virtual Machine\Guest in the guest; nothing else changes.

Writes one row for each name, in order: {collectedAt, vmId, channel, name, outcome, error}. outcome is "removed" (verified
afterwards), "notFound" or "failed". error is null or {code, hresult, id, reason, message}, of which only message is localized. Codes:
notChanged (it still exists), removeFailed, wrongMachine and identityUnknown (nothing is removed), and those of connections, like in
Get-AvmaActivation. If the guest can't be entered, each name's row contains that error.

.PARAMETER vmId
Id of the virtual machine.

.PARAMETER channel
"direct": PowerShell Direct by the id. "winrm": WinRM to the address, by Kerberos. If the address starts with https://: by HTTPS,
with Kerberos or, for other accounts, NTLM inside TLS.

.PARAMETER address
The confirmed name of the guest for WinRM. Empty for PowerShell Direct.

.PARAMETER account
User name, NUL and password in UTF-8, encrypted with this session's key (RSA-OAEP), in Base64.

.PARAMETER credential
For the module's console functions, instead of account; used unchanged. The tool never sends it.

.PARAMETER names
The names of the items, exactly as reported; wildcards aren't supported.

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
    $credential,

    [Parameter(Mandatory = $true)]
    [AllowEmptyString()]
    [string[]]
    $names
)

Set-StrictMode -Version 3.0

# INCLUDE parts/windows-modules.ps1
# INCLUDE parts/failures.ps1
# INCLUDE parts/enter-guest.ps1

# Runs in the guest, also in PowerShell 4.0 of Server 2012 R2, and must not depend on anything outside. Writes the guest's id, and one object for each name,
# by index.
$lookInside = {
    param([string] $expectedId, [bool] $mustKnowId, [string[]] $names)

    $key = 'HKLM:\SOFTWARE\Microsoft\Virtual Machine\Guest'

    # INCLUDE parts/failures.ps1
    # INCLUDE parts/read-optional.ps1
    # INCLUDE parts/guest-identity.ps1

    # With a literal path, the provider treats names literally as well.
    function Test-Item([string] $Name) {
        $values = Read-Optional { Get-ItemProperty -LiteralPath $key -Name $Name -ErrorAction Stop }
        return $null -ne $values
    }

    $insideVmId = Get-OwnId
    New-Object -TypeName PSObject -Property @{ insideVmId = $insideVmId }
    if (-not (Test-Identity $insideVmId)) { return }

    for ($place = 0; $place -lt $names.Length; $place++) {
        $done = @{ place = $place; outcome = 'notFound'; failure = $null }
        # An empty name would mean the key's default value, which isn't an item.
        if ($names[$place] -ne '' -and (Test-Item $names[$place])) {
            $done.outcome = 'removed'
            try {
                Remove-ItemProperty -LiteralPath $key -Name $names[$place] -ErrorAction Stop
                if (Test-Item $names[$place]) { $done.failure = New-Failure 'notChanged' }
            } catch {
                $done.failure = Get-Failure $_ 'removeFailed'
            }
            if ($done.failure) { $done.outcome = 'failed' }
        }
        New-Object -TypeName PSObject -Property $done
    }
}

function Write-Row([int] $Place, [string] $Outcome, $Failure = $null) {
    $written[$Place] = $true
    New-Object -TypeName PSObject -Property ([ordered]@{
            collectedAt = (Get-Date).ToUniversalTime().ToString('o')
            vmId = $vmId
            channel = $channel
            name = $names[$Place]
            outcome = $Outcome
            error = $Failure
        })
}

# Indexes that already have a row.
$written = @{}
$missing = New-Failure 'sessionLost'
Enter-Guest @(, $names) | ForEach-Object {
    if ($_ -is [hashtable]) {
        if ($_.ContainsKey('error')) { $missing = $_.error }
    } elseif ($_.PSObject.Properties['insideVmId']) {
        $code = Get-IdentityCode ([string]$_.insideVmId)
        if ($code) { $missing = New-Failure $code }
    } elseif ($_.PSObject.Properties['place'] -and $_.PSObject.Properties['outcome'] -and $_.PSObject.Properties['failure']) {
        $place = $_.place -as [int]
        # A guest can return anything, so accept each requested name only once.
        $fits = $null -ne $place -and $place -ge 0 -and $place -lt $names.Length -and -not $written.ContainsKey($place)
        if ($fits -and @('removed', 'notFound', 'failed') -ccontains $_.outcome) { Write-Row $place $_.outcome $_.failure }
    }
}
for ($place = 0; $place -lt $names.Length; $place++) {
    if (-not $written.ContainsKey($place)) { Write-Row $place 'failed' $missing }
}
