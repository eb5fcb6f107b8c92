<#
.SYNOPSIS
Removes chosen Data Exchange items that guests of this Hyper-V host have written themselves.

.DESCRIPTION
After a change from AVMA to another class of key Microsoft asks to remove what Data Exchange still reports of it. The items are values of the
registry key HKLM:\SOFTWARE\Microsoft\Virtual Machine\Guest in the guest, which Get-AvmaGuest shows in "guest"; nothing else is touched.

Writes one row for each name: outcome is "removed" (and not there when looked for afterwards), "notFound" or "failed". error is null or {code,
hresult, id, reason, message}; codes: notChanged (it is still there), removeFailed, and those of Get-AvmaActivation. Once a guest has refused the
account, no further guest of the pipeline is tried.

.PARAMETER VmId
Id of the virtual machine, as Get-AvmaGuest shows it.

.PARAMETER Names
The names of the items, exactly as they are reported: no character of them means anything.

.PARAMETER Credential
An account that is an administrator in the guest.

.PARAMETER Channel
As for Get-AvmaActivation: "direct" or "winrm".

.PARAMETER Address
As for Get-AvmaActivation: the name of the guest for WinRM.

.PARAMETER Account
For Windows Admin Center, which encrypts accounts with the key of its session.

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'DC01' | Remove-AvmaDataExchangeItem -Names OldItem -Credential (Get-Credential CONTOSO\guestadmin)

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'DC01' | Remove-AvmaDataExchangeItem -Names OldItem, OtherItem -Credential (Get-Credential CONTOSO\guestadmin) -WhatIf

Which guest would be entered; none is.

.INPUTS
Rows with a property vmId, such as those of Get-AvmaGuest.

.OUTPUTS
Community.Avma.ItemRemoval: collectedAt, vmId, channel, name, outcome, error.

.ROLE
Hyper-V-Administrators

.LINK
Get-AvmaGuest
#>
[CmdletBinding(SupportsShouldProcess = $true, DefaultParameterSetName = 'Credential')]
param (
    [Parameter(Mandatory = $true, Position = 0, ValueFromPipelineByPropertyName = $true)]
    [string]
    $VmId,

    [Parameter(Mandatory = $true)]
    [AllowEmptyString()]
    [string[]]
    $Names,

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
    if ((Test-Confirmed $PSCmdlet $VmId 'Remove-AvmaDataExchangeItem') -and (Test-Visit $visits $VmId)) {
        & $operations['Remove-AvmaDataExchangeItem'] -vmId $VmId -channel $Channel -address $Address -account $Account -credential $Credential -names $Names |
            Watch-Refusal $visits |
            Add-RowName 'Community.Avma.ItemRemoval'
    }
}
