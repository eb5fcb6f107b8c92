<#
.SYNOPSIS
Installs product keys in guests of this Hyper-V host, activates the guests, and verifies the result by reading it back.

.DESCRIPTION
Writes several rows for each guest: one at the start of each step (connect, check, install, activate, readBack), and a last one, end, which alone
has an outcome: "activated" (read back: licensed on the AVMA channel), "alreadyActivated" (no change needed), "checked", "installed",
"installedNotActivated", "refused" (nothing changed) or "failed". If a guest's last row is missing, read the guest with Get-AvmaActivation.

The guest is checked right before its key is written: it must be the expected machine, with the build and edition that the key is for.
Keys that can't be read back (MAK, OEM, retail, KMS host), and guests that are licensed outside AVMA, don't change unless -Replaceable contains
them. "error" is null or {code, hresult, id, reason, message}, of which only message is localized. Codes of refusals: wrongMachine,
identityUnknown, guestChanged, evaluationEdition, keyNotReplaceable, otherKeyFound, otherKeyInstalled, noKeyInstalled, activationComponentMissing,
licensingServiceDisabled, guestLanguageMode. Codes of failures: licensingError, requestLimit, notLicensed, notChanged, invalidParameter, and those
of Get-AvmaActivation.

PowerShell Direct sends the password to the guest: use accounts that exist only there. After the first guest that rejects the account, no other
guest of the pipeline is tried; each of them is an error with the id AccountRefusedBefore.

Use only generic keys with -ProductKey, because console input can be recorded. Install secret keys with the tool in Windows Admin Center.

.PARAMETER VmId
Id of the virtual machine, as Get-AvmaGuest shows it.

.PARAMETER ProductKey
The key, as Get-AvmaKey returns it.

.PARAMETER ExpectedBuild
The build that the key is for; a guest with another build is refused. Rows of Get-AvmaKey contain it as buildNumber.

.PARAMETER ExpectedSku
The same for the number of the edition, operatingSystemSku.

.PARAMETER Credential
An account that is an administrator in the guest.

.PARAMETER Mode
"check" (reports what would be refused), "install", "installAndActivate", "activate", or "renew" (also activates a licensed guest again, such as
one that another host activated).

.PARAMETER Replaceable
Classes of keys that may be replaced in these guests, in addition to none, KMS client and AVMA: mak, oem, retail, kmsHost, unreadable. "licensed":
also one of those three if it is licensed outside AVMA, and a license without a key that can be read.

.PARAMETER ExpectedLastFive
Last five characters of the only key that -Replaceable applies to; any other key is refused. For a license without a key that can be read: its class
and LicenseStatus, such as keyless/1.

.PARAMETER WaitSeconds
Seconds of each wait: for another administrator who is changing the guest, for the request limit, and for the license. Default: 60. Maximum: 600.

.PARAMETER Channel
As for Get-AvmaActivation: "direct" or "winrm".

.PARAMETER Address
As for Get-AvmaActivation: the name of the guest for WinRM.

.PARAMETER KeyClass
The class of a key that isn't an AVMA key: kmsClient, mak, oem, retail or kmsHost.

.PARAMETER RunId
Returned in each row. Default: a new id for the whole pipeline.

.PARAMETER Attempt
Returned in each row.

.PARAMETER Account
For Windows Admin Center, which encrypts accounts with the key of its session.

.PARAMETER Key
For Windows Admin Center: a secret key, encrypted like the account.

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'APP01' | Get-AvmaKey | Install-AvmaKey -Mode check -Credential (Get-Credential CONTOSO\guestadmin)

Shows what would be refused, and changes nothing.

.EXAMPLE
Get-AvmaGuest | Get-AvmaKey -AvmaHost (Get-AvmaHost) | Where-Object hostActivates | Install-AvmaKey -Credential (Get-Credential CONTOSO\guestadmin) -WhatIf

Shows which guests a run for the whole host would enter, and enters none.

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'APP01' | Get-AvmaKey | Install-AvmaKey -Credential (Get-Credential CONTOSO\guestadmin) | Where-Object outcome

Installs a key in one guest, activates it, and shows the result.

.EXAMPLE
Get-AvmaGuest | Get-AvmaKey -AvmaHost (Get-AvmaHost) | Where-Object { $_.hostActivates -and $_.name -like 'APP*' } | Install-AvmaKey -Credential (Get-Credential CONTOSO\guestadmin) | Where-Object outcome | Select-Object vmId, outcome, keyLastFive, @{ Name = 'code'; Expression = { $_.error.code } } | Export-Csv -Path .\activation.csv -NoTypeInformation -Encoding UTF8

Several guests, each with the key for its build and edition, with a record of the results.

.INPUTS
Rows of Get-AvmaKey, or rows with the properties vmId, productKey, buildNumber and operatingSystemSku.

.OUTPUTS
Community.Avma.ApplyStep: runId, seq, at, vmId, channel, accountName, keyLastFive, attempt, step, outcome, before, after, error, elapsedMs.

.ROLE
Hyper-V-Administrators

.LINK
Get-AvmaKey

.LINK
Get-AvmaActivation
#>
[CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Credential')]
param (
    [Parameter(Mandatory = $true, Position = 0, ValueFromPipelineByPropertyName = $true)]
    [string]
    $VmId,

    [Parameter(ValueFromPipelineByPropertyName = $true)]
    [string]
    $ProductKey,

    [Parameter(ValueFromPipelineByPropertyName = $true)]
    [Alias('buildNumber')]
    [int]
    $ExpectedBuild,

    [Parameter(ValueFromPipelineByPropertyName = $true)]
    [Alias('operatingSystemSku')]
    [long]
    $ExpectedSku,

    [Parameter(Mandatory = $true, ParameterSetName = 'Credential')]
    [System.Management.Automation.PSCredential]
    [System.Management.Automation.Credential()]
    $Credential,

    [ValidateSet('check', 'install', 'installAndActivate', 'activate', 'renew')]
    [string]
    $Mode = 'installAndActivate',

    [string[]]
    $Replaceable,

    [string]
    $ExpectedLastFive,

    [int]
    $WaitSeconds,

    [ValidateSet('direct', 'winrm')]
    [string]
    $Channel = 'direct',

    [string]
    $Address,

    [string]
    $KeyClass,

    [string]
    $RunId = [guid]::NewGuid(),

    [int]
    $Attempt = 1,

    [Parameter(Mandatory = $true, ParameterSetName = 'Account')]
    [string]
    $Account,

    [Parameter(ParameterSetName = 'Account')]
    [string]
    $Key
)

begin {
    $visits = @{ refusedBy = $null }
}

process {
    if (($Mode -eq 'check' -or (Test-Confirmed $PSCmdlet $VmId "Install-AvmaKey -Mode $Mode")) -and (Test-Visit $visits $VmId)) {
        & $operations['Install-AvmaKey'] -runId $RunId -vmId $VmId -channel $Channel -address $Address -account $Account -credential $Credential -mode $Mode -productKey $ProductKey -key $Key -keyClass $KeyClass -expectedBuild $ExpectedBuild -expectedSku $ExpectedSku -replaceable $Replaceable -expectedLastFive $ExpectedLastFive -attempt $Attempt -waitSeconds $WaitSeconds |
            Watch-Refusal $visits |
            Add-RowName 'Community.Avma.ApplyStep'
    }
}
