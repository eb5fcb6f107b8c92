<#
.SYNOPSIS
Enables or disables Data Exchange for virtual machines of this Hyper-V host.

.DESCRIPTION
Writes one row for each machine. outcome is "done" (changed and read back), "already" (no change needed), "notFound" (no such machine here) or "failed";
enabledState is what was read back (2 enabled, 3 disabled). error is null or {code, hresult, id, reason, message}; codes: refused (see
returnValue), jobFailed, jobTimeout, notChanged, notSupported (before Windows Server 2016), accessDenied, unclassified.

All machines are changed together, after the last one arrived. If nothing can be changed at all, it throws "AvmaError " and JSON {code, ...}.

.PARAMETER VmIds
Ids of the virtual machines, as Get-AvmaGuest shows them.

.PARAMETER Enable
True (the default) enables Data Exchange, false disables it.

.EXAMPLE
Get-AvmaGuest | Where-Object dataExchangeState -eq 3 | Enable-AvmaDataExchange

.EXAMPLE
Get-AvmaGuest | Where-Object name -eq 'APP01' | Enable-AvmaDataExchange -Enable $false

Disables it for one machine.

.EXAMPLE
Get-AvmaGuest | Where-Object dataExchangeState -eq 3 | Enable-AvmaDataExchange -WhatIf

Shows which machines would be changed, and changes none.

.INPUTS
Rows with a property vmId, such as those of Get-AvmaGuest.

.OUTPUTS
Community.Avma.DataExchangeChange: collectedAt, vmId, outcome, enabledState, returnValue, error.

.ROLE
Hyper-V-Administrators

.LINK
Get-AvmaGuest
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param (
    [Parameter(Mandatory = $true, Position = 0, ValueFromPipelineByPropertyName = $true)]
    [Alias('vmId')]
    [string[]]
    $VmIds,

    [bool]
    $Enable = $true
)

begin {
    $chosen = @()
}

process {
    foreach ($id in $VmIds) {
        if (Test-Confirmed $PSCmdlet $id "Enable-AvmaDataExchange -Enable $Enable") { $chosen += $id }
    }
}

end {
    if ($chosen.Count -gt 0) {
        & $operations['Enable-AvmaDataExchange'] -vmIds $chosen -enable $Enable | Add-RowName 'Community.Avma.DataExchangeChange'
    }
}
