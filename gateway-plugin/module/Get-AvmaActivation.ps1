<#
.SYNOPSIS
Reads guests of this Hyper-V host from inside: the installed key and license, and the host that activated it.

.DESCRIPTION
Always writes one row for each guest. If a guest can't be read, "error" {code, hresult, id, reason, message} says why; only message is
localized. Codes: credentialRefused, notRunning, noAnswer, notFound, hyperVModuleMissing, wrongMachine, identityUnknown, sessionLost,
winrmNotTrusted, winrmUnreachable, winrmAccessDenied, guestAccessDenied, encryptionKeyMissing, languageMode, malformedAnswer,
unclassified.

An account that isn't an administrator of the guest may read only some fields. The others are null and named in "unread" with the code of their
failure. Only a license that can't be read is an error (guestAccessDenied if the account has no access).

PowerShell Direct sends the password to the guest: use accounts that exist only there. After the first guest that rejects the account, no other
guest of the pipeline is tried, so that the account isn't locked; each of them is an error with the id AccountRefusedBefore. Read guests with
different passwords one at a time.

.PARAMETER VmId
Id of the virtual machine, as Get-AvmaGuest shows it.

.PARAMETER Credential
An account of the guest that may open a session there.

.PARAMETER Channel
"direct": PowerShell Direct by the id, for hosts and guests with Windows Server 2016 or later. "winrm": WinRM to -Address, by Kerberos. If the address
starts with https://: by HTTPS, with Kerberos or, for other accounts, NTLM inside TLS.

.PARAMETER Address
For WinRM the name of the guest, such as app01.contoso.com or https://app01.contoso.com:5986. Use a source that you trust: the guest
itself writes the name in Data Exchange.

.PARAMETER Account
For Windows Admin Center, which encrypts accounts with the key of its session.

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'DC01' | Get-AvmaActivation -Credential (Get-Credential CONTOSO\guestadmin)

.EXAMPLE
Get-AvmaGuest | Where-Object name -like 'APP*' | Get-AvmaActivation -Credential (Get-Credential CONTOSO\guestadmin) | Select-Object computerName, licenseDescription, partialProductKey, licenseStatus, avmaHostName

The license of several guests (licenseStatus 1 means licensed). You enter the password once.

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'LEGACY01' | Get-AvmaActivation -Channel winrm -Address legacy01.contoso.com -Credential (Get-Credential CONTOSO\guestadmin)

A guest with Windows Server 2012 R2, which PowerShell Direct can't reach.

.INPUTS
Rows with a property vmId, such as those of Get-AvmaGuest.

.OUTPUTS
Community.Avma.Activation: collectedAt, vmId, channel, computerName, insideVmId, buildNumber, operatingSystemSku, productType, licenseName,
licenseDescription, productKeyChannel, licenseFamily, partialProductKey, licenseStatus, licenseStatusReason, gracePeriodMinutes, evaluationEndDate,
avmaHostName, avmaLastActivation, iaid, activationComponent, sppsvcState, sppsvcStartMode, dataExchangeService, unread, error.

.ROLE
Hyper-V-Administrators

.LINK
Get-AvmaGuest

.LINK
Install-AvmaKey
#>
[CmdletBinding(DefaultParameterSetName = 'Credential')]
param (
    [Parameter(Mandatory = $true, Position = 0, ValueFromPipelineByPropertyName = $true)]
    [string]
    $VmId,

    [Parameter(Mandatory = $true, ParameterSetName = 'Credential')]
    [System.Management.Automation.PSCredential]
    [System.Management.Automation.Credential()]
    $Credential,

    [ValidateSet('direct', 'winrm')]
    [string]
    $Channel = 'direct',

    [string]
    $Address,

    [Parameter(Mandatory = $true, ParameterSetName = 'Account')]
    [string]
    $Account
)

begin {
    $visits = @{ refusedBy = $null }
}

process {
    if (Test-Visit $visits $VmId) {
        & $operations['Get-AvmaActivation'] -vmId $VmId -channel $Channel -address $Address -account $Account -credential $Credential |
            Watch-Refusal $visits |
            Add-RowName 'Community.Avma.Activation'
    }
}
