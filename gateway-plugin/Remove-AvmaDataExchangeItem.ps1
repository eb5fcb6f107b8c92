<#

.SYNOPSIS
Removes selected Data Exchange items that a guest of this Hyper-V host wrote itself.

.DESCRIPTION
After replacing an AVMA key with another class of key, Microsoft recommends to remove what Data Exchange still reports about it. The items are
values of the registry key HKLM:\SOFTWARE\Microsoft\Virtual Machine\Guest in the guest; nothing else changes.

Writes a row {vmId, signedIn} when the guest has accepted "account".
Then writes one row for each name, in order: {collectedAt, vmId, channel, name, outcome, error}. outcome is "removed" (verified
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
# INCLUDE parts/guest-answer.ps1
# INCLUDE parts/guest-words.ps1

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
$isEntered = $false
:reading do {
    Enter-Guest @(, $names) | ForEach-Object {
        if (-not $isEntered) {
            $isEntered = Test-Answer $_ 'insideVmId'
            $code = Get-IdentityCode (Get-Text $_ 'insideVmId' 64)
            if ($code) { $missing = New-Failure $code }
            if ($code -or $answer.malformed) { break reading }
            Write-SignedIn
            return
        }
        $place = -1
        $outcome = $null
        $failure = $null
        if (Test-Answer $_ 'place') {
            $place = Get-Number $_ 'place'
            $outcome = Get-Word $_ 'outcome' 'removed', 'notFound', 'failed'
            $failure = ConvertTo-Error (Get-Field $_ 'failure') 'notChanged', 'removeFailed'
        }
        # Each requested name once.
        $fits = $null -ne $place -and $place -ge 0 -and $place -lt $names.Length -and -not $written.ContainsKey([int]$place)
        if ($answer.malformed -or -not $fits -or -not $outcome) {
            $null = Set-Malformed
            break reading
        }
        Write-Row $place $outcome $failure
        if ($written.Count -eq $names.Length) { break reading }
    }
} while ($false)
if ($passage.failure) { $missing = $passage.failure }
if ($answer.malformed) { $missing = New-Failure 'malformedAnswer' }
for ($place = 0; $place -lt $names.Length; $place++) {
    if (-not $written.ContainsKey($place)) { Write-Row $place 'failed' $missing }
}
