<#
.SYNOPSIS
Removes selected Data Exchange items that guests of this Hyper-V host wrote themselves.

.DESCRIPTION
After replacing an AVMA key with another class of key, remove what Data Exchange still reports about it, as Microsoft recommends. The items are
values of the registry key HKLM:\SOFTWARE\Microsoft\Virtual Machine\Guest in the guest, which Get-AvmaGuest shows in "guest"; nothing else changes.

Writes one row for each name: outcome is "removed" (verified afterwards), "notFound" or "failed". error is null or {code,
hresult, id, reason, message}; codes: notChanged (it still exists), removeFailed, and those of Get-AvmaActivation. After the first guest that rejects
the account, no other guest of the pipeline is tried.

.PARAMETER VmId
Id of the virtual machine, as Get-AvmaGuest shows it.

.PARAMETER Names
The names of the items, exactly as reported; wildcards aren't supported.

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

Shows which guest would be entered, and enters none.

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
