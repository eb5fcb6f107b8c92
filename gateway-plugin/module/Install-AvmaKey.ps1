<#
.SYNOPSIS
Puts product keys into guests of this Hyper-V host, activates them, and proves it by reading back.

.DESCRIPTION
Writes several rows a guest, one when each step begins (connect, check, install, activate, readBack), and a last one, end, which alone has an
outcome: "activated" (read back: licensed on the AVMA channel), "alreadyActivated" (found so, nothing written), "checked", "installed",
"installedNotActivated", "refused" (nothing written) or "failed". A guest whose last row never came has to be read with Get-AvmaActivation.

The guest is checked right before its key is written: it must be the machine that was meant, with the build and the edition that the key is for.
Keys that nobody can read back (MAK, OEM, retail, KMS host) and guests that are licensed outside AVMA stay as they are unless -Replaceable names
them. "error" is null or {code, hresult, id, reason, message}, of which only message is localized. Codes of refusals: wrongMachine,
identityUnknown, guestChanged, evaluationEdition, keyNotReplaceable, otherKeyFound, otherKeyInstalled, noKeyInstalled, activationComponentMissing,
licensingServiceDisabled, guestLanguageMode. Codes of failures: licensingError, requestLimit, notLicensed, notChanged, invalidParameter, and those
of Get-AvmaActivation.

PowerShell Direct hands the password to the guest: use accounts that exist only there. Once a guest has refused the account, no further guest of
the pipeline is tried; each of them is an error with the id AccountRefusedBefore.

Only generic keys belong into -ProductKey: what is typed at a console can be recorded. Keys that are secrets go by Windows Admin Center.

.PARAMETER VmId
Id of the virtual machine, as Get-AvmaGuest shows it.

.PARAMETER ProductKey
The key, as Get-AvmaKey gives it.

.PARAMETER ExpectedBuild
The build that the key was chosen for: any other in the guest is refused. Rows of Get-AvmaKey bring it as buildNumber.

.PARAMETER ExpectedSku
The same for the number of the edition, operatingSystemSku.

.PARAMETER Credential
An account that is an administrator in the guest.

.PARAMETER Mode
"check" (reads and says what would be refused), "install", "installAndActivate", "activate", or "renew" (activates also what is licensed, such
as a guest that another host has activated).

.PARAMETER Replaceable
Classes of keys that may be replaced in these guests beside none, KMS client and AVMA: mak, oem, retail, kmsHost, unreadable. "licensed": also one
of those three where it is licensed outside AVMA.

.PARAMETER ExpectedLastFive
Last five characters of the one key that -Replaceable is meant for; another key is refused.

.PARAMETER WaitSeconds
Seconds to wait, each time: for another administrator who changes the guest, for a request that was put off, and for the license. Default: 60.
At most 600.

.PARAMETER Channel
As for Get-AvmaActivation: "direct" or "winrm".

.PARAMETER Address
As for Get-AvmaActivation: the name of the guest for WinRM.

.PARAMETER KeyClass
The class of a key that is no AVMA key: kmsClient, mak, oem, retail or kmsHost.

.PARAMETER RunId
Given back in each row. Nothing: a new id for the whole pipeline.

.PARAMETER Attempt
Given back in each row.

.PARAMETER Account
For Windows Admin Center, which encrypts accounts with the key of its session.

.PARAMETER Key
For Windows Admin Center: a key that is a secret, encrypted as the account is.

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'APP01' | Get-AvmaKey | Install-AvmaKey -Mode check -Credential (Get-Credential CONTOSO\guestadmin)

What would be refused; nothing is written.

.EXAMPLE
Get-AvmaGuest | Get-AvmaKey -AvmaHost (Get-AvmaHost) | Where-Object hostActivates | Install-AvmaKey -Credential (Get-Credential CONTOSO\guestadmin) -WhatIf

Which guests a run over the whole host would enter; none is entered.

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'APP01' | Get-AvmaKey | Install-AvmaKey -Credential (Get-Credential CONTOSO\guestadmin) | Where-Object outcome

Installs and activates one guest, and shows how it ended.

.EXAMPLE
Get-AvmaGuest | Get-AvmaKey -AvmaHost (Get-AvmaHost) | Where-Object { $_.hostActivates -and $_.name -like 'APP*' } | Install-AvmaKey -Credential (Get-Credential CONTOSO\guestadmin) | Where-Object outcome | Select-Object vmId, outcome, keyLastFive, @{ Name = 'code'; Expression = { $_.error.code } } | Export-Csv -Path .\activation.csv -NoTypeInformation -Encoding UTF8

Several guests, each with the key of its build and edition, and a record of how it ended.

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
    [int]
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
