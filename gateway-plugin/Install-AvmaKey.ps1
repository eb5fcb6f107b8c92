<#

.SYNOPSIS
Installs a product key in one guest of this Hyper-V host, activates the guest, and verifies the result by reading it back.

.DESCRIPTION
Writes several rows: one at the start of each step (connect, check, install, activate, readBack), and a last one, end, which alone has an outcome.
A row is {runId, seq, at, vmId, channel, accountName, keyLastFive, attempt, step, outcome, before, after, error, elapsedMs}. before and
after are {licenseDescription, partialProductKey, licenseStatus} or null if it wasn't read; error is null or
{code, hresult, id, reason, message}, of which only message is localized.

Outcomes: "activated" (read back: licensed on the AVMA channel), "alreadyActivated" (no change needed), "checked", "installed" (the key
is installed; whether a key outside AVMA is licensed is in after.licenseStatus), "installedNotActivated", "refused" (nothing changed) and
"failed". After a failure that follows an install row, the guest's state is unknown, unless after contains it.

The last check runs here, immediately before the change. Codes of refusals: wrongMachine, identityUnknown, guestChanged (id: the
field, reason: its current value), evaluationEdition, keyNotReplaceable (id: the value that replaceable would need), otherKeyFound (id: the
class of the key that is installed instead of the expected one, reason: its last five characters), otherKeyInstalled,
noKeyInstalled, activationComponentMissing, licensingServiceDisabled, guestLanguageMode (the guest's policy doesn't allow what installing needs). Codes of
failures: licensingError (hresult: that of the licensing service), requestLimit (0xC004FD00 or 0xC004E028 for the whole wait), notLicensed (hresult: LicenseStatusReason), notChanged (another key was read
back), invalidParameter (id: its name), and those of connections: credentialRefused, notRunning, noAnswer, notFound,
hyperVModuleMissing, sessionLost, winrmNotTrusted, winrmUnreachable, winrmAccessDenied, encryptionKeyMissing, languageMode, unclassified, and
malformedAnswer (the guest wrote what this script never writes).

From the check until the result is read back, no other session of this script, of any account and from anywhere, changes the guest: it waits in
its check. If the first session doesn't end in time, the refusal is guestBusy, with hresult and id if Windows didn't allow waiting.

.PARAMETER runId
Returned in each row.

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

.PARAMETER mode
"check" (reports what would be refused), "install", "installAndActivate", "activate", or "renew" (also activates a licensed guest again, such as
one that another host activated).

.PARAMETER productKey
A generic key, which isn't secret, in clear text. Empty if key is given, or if the mode needs none.

.PARAMETER key
Any other key, encrypted like the account. Empty if productKey is given.

.PARAMETER keyClass
The class of the key. Empty: "avma" for productKey. Keys of other classes need no activation component.

.PARAMETER expectedBuild
The build that the plan is for: Win32_OperatingSystem.BuildNumber. 0 compares nothing, and is invalid if a key should be installed.

.PARAMETER expectedSku
The same for Win32_OperatingSystem.OperatingSystemSKU.

.PARAMETER replaceable
Classes of keys that may be replaced in this guest, in addition to none, kmsClient and avma: mak, oem, retail, kmsHost, unreadable.
"licensed": also one of those three if it is licensed outside AVMA, and a license without a key that can be read (class keyless).

.PARAMETER expectedLastFive
Last five characters of the key that was displayed when its replacement was confirmed: replaceable applies to that key only. If they
couldn't be read: its class and LicenseStatus, such as keyless/1. Empty compares nothing. Not compared either in a guest that has neither a key nor a license.

.PARAMETER attempt
Returned in each row.

.PARAMETER waitSeconds
Seconds of each wait: for another session that is changing the guest, for the request limit, and for the license. 0: 60 seconds.
The tool's time limits are derived from it (src/app/domain/inside/time-limits.ts), so that this script always ends first.

.ROLE
Hyper-V-Administrators

#>

param (
    [Parameter(Mandatory = $true)]
    [string]
    $runId,

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
    [string]
    $mode,

    [string]
    $productKey,

    [string]
    $key,

    [string]
    $keyClass,

    [int]
    $expectedBuild,

    [long]
    $expectedSku,

    [string[]]
    $replaceable,

    [string]
    $expectedLastFive,

    [int]
    $attempt,

    [int]
    $waitSeconds
)

Set-StrictMode -Version 3.0

# INCLUDE parts/windows-modules.ps1

$started = Get-Date
$progress = @{ seq = 0; accountName = $null; keyLastFive = $null; before = $null; after = $null; ended = $false }

# INCLUDE parts/failures.ps1
# INCLUDE parts/enter-guest.ps1

# Runs in the guest, also in PowerShell 4.0 of Server 2012 R2, and must not depend on anything outside. Writes an object at the start of each step, and one at
# the end.
$lookInside = {
    param(
        [string] $expectedId,
        [bool] $mustKnowId,
        [string] $mode,
        [string] $productKey,
        $secretKey,
        [string] $keyLastFive,
        [string] $keyClass,
        [int] $expectedBuild,
        [long] $expectedSku,
        [string[]] $replaceable,
        [string] $expectedLastFive,
        [int] $waitSeconds
    )

    $found = @{ before = $null; after = $null }

    # INCLUDE parts/failures.ps1
    # INCLUDE parts/read-optional.ps1
    # INCLUDE parts/guest-identity.ps1

    # Reports the start of a step.
    function Write-Step([string] $Step) {
        New-Object -TypeName PSObject -Property @{ step = $Step; before = $found.before; after = $found.after }
    }

    # Reports the end; nothing may follow.
    function Write-End([string] $Outcome, $Failure = $null) {
        New-Object -TypeName PSObject -Property @{ step = 'end'; outcome = $Outcome; before = $found.before; after = $found.after; error = $Failure }
    }

    # INCLUDE parts/license.ps1
    # INCLUDE parts/guest-license.ps1
    # INCLUDE parts/guest-component.ps1
    # INCLUDE parts/guest-refusal.ps1
    # INCLUDE parts/guest-licensing.ps1
    # INCLUDE parts/guest-lock.ps1

    $insideVmId = Get-OwnId
    New-Object -TypeName PSObject -Property @{ step = 'check'; insideVmId = $insideVmId; before = $null; after = $null }
    if (-not (Test-Identity $insideVmId)) { return }

    try {
        # Checking changes nothing, so it needs no lock. Without full language, nothing can be installed, so there is nothing to lock.
        if ($mode -ne 'check' -and "$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage') {
            $failure = Enter-Turn
            if ($failure) { return Write-End $(if ($failure.code -eq 'guestBusy') { 'refused' } else { 'failed' }) $failure }
        }
        try {
            $operatingSystem = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_OperatingSystem' -Property BuildNumber, OperatingSystemSKU -ErrorAction Stop
            $build = $operatingSystem.BuildNumber -as [int]
            $sku = $operatingSystem.OperatingSystemSKU -as [long]
            # A field that the account may not read is unknown and forbids nothing: the licensing service itself rejects accounts that aren't administrators.
            $startMode = $null
            $sppsvc = Read-Optional { Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, StartMode -Filter "Name = 'sppsvc'" -ErrorAction Stop }
            if ($sppsvc) { $startMode = $sppsvc.StartMode }
            $component = Read-Optional { Get-ActivationComponent }
            # A disabled licensing service can't be queried; its start mode explains that better than the failure.
            if ($startMode -eq 'Disabled') { $license = Read-Optional { Read-License '' } } else { $license = Read-License '' }
        } catch {
            return Write-End 'failed' (Get-InnerFailure $_ 'unclassified')
        }

        $found.before = Get-State $license
        $class = Get-KeyClass $license
        $isRight = $keyLastFive -and $license -and $license.PartialProductKey -eq $keyLastFive
        $isLicensed = $license -and $license.LicenseStatus -eq 1
        $refusal = Get-Refusal $class $isRight $isLicensed
        if ($refusal) { return Write-End 'refused' $refusal }
        if ($mode -eq 'check') { return Write-End 'checked' }
        if ($isRight -or $mode -eq 'activate' -or $mode -eq 'renew') {
            if (($isLicensed -and $mode -ne 'renew') -or $mode -eq 'install') {
                $found.after = $found.before
                if ($isLicensed -and $class -eq 'avma') { return Write-End 'alreadyActivated' }
                return Write-End 'installed'
            }
        } else {
            Write-Step 'install'
            $failure = Install-Key
            if ($failure) {
                $found.after = Get-State (Read-Optional { Read-License '' })
                return Write-End 'failed' $failure
            }
            Update-Status
        }

        # From here on, use the wanted key, or the installed one if none is given.
        $wanted = $keyLastFive
        if (-not $wanted) { $wanted = $license.PartialProductKey }
        $failure = $null
        if ($mode -ne 'install') {
            try {
                $license = Read-License $wanted
            } catch {
                return Write-End 'failed' (Get-InnerFailure $_ 'unclassified')
            }
            $found.after = Get-State $license
            if ($found.after.partialProductKey -ne $wanted) { return Write-End 'failed' (New-Failure 'notChanged') }
            Write-Step 'activate'
            $failure = Request-Activation $license
            Update-Status
        }

        Write-Step 'readBack'
        $began = (Get-Date).ToUniversalTime()
        $slept = 0
        while ($true) {
            try {
                $license = Read-License $wanted
            } catch {
                return Write-End 'failed' (Get-InnerFailure $_ 'unclassified')
            }
            $found.after = Get-State $license
            # Activation was requested without a failure, so it may only need time.
            if ($mode -eq 'install' -or $failure -or $found.after.licenseStatus -eq 1 -or (Get-WaitedSeconds $began $slept) -ge $waitSeconds) { break }
            Start-Sleep -Seconds 1
            $slept++
        }
        if ($found.after.partialProductKey -ne $wanted) { return Write-End 'failed' (New-Failure 'notChanged') }
        # An earlier license says nothing about a request that failed.
        if ($mode -eq 'renew' -and $failure) { return Write-End 'failed' $failure }
        if ($found.after.licenseStatus -eq 1) {
            if ((Get-KeyClass $license) -eq 'avma') { return Write-End 'activated' }
            return Write-End 'installed'
        }
        if ($mode -eq 'install') { return Write-End 'installed' }
        if (-not $failure) { $failure = New-Failure 'notLicensed' $null $null (ConvertTo-Signed $license.LicenseStatusReason) }
        Write-End 'installedNotActivated' $failure
    } finally {
        Exit-Turn
    }
}

# INCLUDE parts/guest-answer.ps1
# INCLUDE parts/guest-words.ps1

function New-Row([string] $Step, $Outcome = $null, $Failure = $null) {
    $progress.seq++
    $now = Get-Date
    New-Object -TypeName PSObject -Property ([ordered]@{
            runId = $runId
            seq = $progress.seq
            at = $now.ToUniversalTime().ToString('o')
            vmId = $vmId
            channel = $channel
            accountName = $progress.accountName
            keyLastFive = $progress.keyLastFive
            attempt = $attempt
            step = $Step
            outcome = $Outcome
            before = $progress.before
            after = $progress.after
            error = $Failure
            elapsedMs = [int]($now - $started).TotalMilliseconds
        })
}

# The only last row.
function New-EndRow([string] $Outcome, $Failure = $null) {
    $progress.ended = $true
    New-Row 'end' $Outcome $Failure
}

# The name of an invalid parameter, or nothing.
function Get-WrongParameter {
    if (@('check', 'install', 'installAndActivate', 'activate', 'renew') -cnotcontains $mode) { return 'mode' }
    if ($productKey -and ($key -or $productKey -cnotmatch '\A([A-Z0-9]{5}-){4}[A-Z0-9]{5}\z')) { return 'productKey' }
    if (@('', 'avma', 'kmsClient', 'mak', 'oem', 'retail', 'kmsHost') -cnotcontains $keyClass) { return 'keyClass' }
    if ($mode -like 'install*') {
        if (-not $productKey -and -not $key) { return 'productKey' }
        if ($expectedBuild -le 0) { return 'expectedBuild' }
        if ($expectedSku -le 0) { return 'expectedSku' }
    }
    $words = @('mak', 'oem', 'retail', 'kmsHost', 'unreadable', 'licensed', 'none', 'kmsClient', 'avma')
    if (@($replaceable | Where-Object { $words -cnotcontains $_ }).Count -gt 0) { return 'replaceable' }
    if ($waitSeconds -lt 0 -or $waitSeconds -gt 600) { return 'waitSeconds' }
}

# INCLUDE parts/secret-key.ps1

# Writes the rows of what the guest writes: each step once and in its order, and nothing after the end.
function Install-Inside($Opened, $Secret) {
    $outcomes = @('activated', 'alreadyActivated', 'checked', 'installed', 'installedNotActivated', 'refused', 'failed')
    $codes = @('guestChanged', 'evaluationEdition', 'noKeyInstalled', 'otherKeyInstalled', 'otherKeyFound', 'keyNotReplaceable', 'activationComponentMissing', 'licensingServiceDisabled', 'guestLanguageMode', 'guestBusy', 'licensingError', 'requestLimit', 'notChanged', 'notLicensed', 'unclassified')
    $places = @{ check = 0; install = 1; activate = 2; readBack = 3; end = 4 }
    $next = 0
    $class = $keyClass
    if (-not $class -and $productKey) { $class = 'avma' }
    :reading do {
        Enter-Guest @($mode, $productKey, $Secret, $progress.keyLastFive, $class, $expectedBuild, $expectedSku, $replaceable, $expectedLastFive, $waitSeconds) $Opened | ForEach-Object {
            $step = $null
            $place = -1
            if (Test-Answer $_ 'step') {
                $step = Get-Word $_ 'step' @($places.Keys)
                if ($step) { $place = $places[$step] }
            }
            $before = ConvertTo-State (Get-Field $_ 'before')
            $after = ConvertTo-State (Get-Field $_ 'after')
            $code = $null
            $outcome = $null
            $failure = $null
            if ($step -ceq 'check') { $code = Get-IdentityCode (Get-Text $_ 'insideVmId' 64) }
            if ($step -ceq 'end') {
                $outcome = Get-Word $_ 'outcome' $outcomes
                $failure = ConvertTo-Error (Get-Field $_ 'error') $codes
            }
            $isFirst = $next -eq 0
            if ($answer.malformed -or $place -lt $next -or ($isFirst -ne ($step -ceq 'check')) -or (($step -ceq 'end') -ne ($null -ne $outcome))) {
                New-EndRow 'failed' (New-Failure 'malformedAnswer')
                break reading
            }
            $next = $place + 1
            $progress.before = $before
            $progress.after = $after
            if ($code) { New-EndRow 'refused' (New-Failure $code) } elseif ($outcome) { New-EndRow $outcome $failure } else { New-Row $step }
            if ($progress.ended) { break reading }
        }
    } while ($false)
    if ($progress.ended) { return }
    if ($passage.failure) {
        $outcome = 'failed'
        # Another machine was found before anything was sent to it.
        if (@('wrongMachine', 'identityUnknown') -ccontains $passage.failure.code) { $outcome = 'refused' }
        return New-EndRow $outcome $passage.failure
    }
    # The session ended without any result.
    New-EndRow 'failed' (New-Failure 'sessionLost')
}

if ($waitSeconds -eq 0) { $waitSeconds = 60 }
if ($null -eq $replaceable) { $replaceable = @() }
$wrong = Get-WrongParameter
if ($wrong) {
    return New-EndRow 'failed' (New-Failure 'invalidParameter' $wrong)
}
$secretKey = @{ error = $null; secret = $null }
if ($productKey) { $progress.keyLastFive = $productKey.Substring(24) }
if ($key) {
    $secretKey = Read-SecretKey
    if ($secretKey.error) { return New-EndRow 'failed' $secretKey.error }
    $progress.keyLastFive = $secretKey.lastFive
}
$opened = Read-Account
if ($opened.error) { return New-EndRow 'failed' $opened.error }
$progress.accountName = $opened.user
New-Row 'connect'
try {
    Install-Inside $opened $secretKey.secret
} finally {
    if ($secretKey.secret) { $secretKey.secret.Dispose() }
}
