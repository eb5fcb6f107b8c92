<#
.SYNOPSIS
Describes this Hyper-V host as far as automatic activation of its guests depends on it.

.DESCRIPTION
Writes one row: edition, build, licence, services, Hyper-V, cluster. What cannot be read is null and named in "unread" with the code of its
failure. Numbers are those of WMI. Nothing is decided here: whether this host can activate a guest is what Get-AvmaKey -AvmaHost looks up, and
what the tool in Windows Admin Center explains.

It runs on the host itself. For another host: Invoke-Command -ComputerName HV02 -ScriptBlock { Import-Module community.avma; Get-AvmaHost }

.EXAMPLE
Get-AvmaHost

.EXAMPLE
Get-AvmaHost | Select-Object computerName, osCaption, buildNumber, operatingSystemSku, licenseStatus, hyperVRights

Whether the host is activated (licenseStatus 1), and whether the account that asks sees its virtual machines (hyperVRights).

.EXAMPLE
Get-AvmaHost | ConvertTo-Json -Depth 4

All fields, with what could not be read.

.INPUTS
None.

.OUTPUTS
Community.Avma.Host: collectedAt, computerName, fqdn, osCaption, buildNumber, operatingSystemSku, productType, manufacturer, model,
licenseDescription, productKeyChannel, partialProductKey, licenseStatus, licenseStatusReason, gracePeriodMinutes, evaluationEndDate, sppsvcState,
sppsvcStartMode, vmmsState, hyperVPowerShell, hyperVRights, clusterName, clusterNodeNames, azureLocalActivation, psVersion, languageMode, unread.

.ROLE
Readers

.LINK
Get-AvmaKey
#>
[CmdletBinding()]
param ()

& $operations['Get-AvmaHost'] | Add-RowName 'Community.Avma.Host'
