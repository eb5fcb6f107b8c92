<#
.SYNOPSIS
Describes this Hyper-V host as far as automatic activation of its guests depends on it.

.DESCRIPTION
Writes one row: edition, build, license, services, Hyper-V, cluster. Fields that can't be read are null and listed in "unread" with the code of
their failure. Numbers are those of WMI. To find out whether this host can activate a guest, use Get-AvmaKey -AvmaHost, or the tool in Windows
Admin Center, which also explains the reasons.

It runs on the host itself. For another host: Invoke-Command -ComputerName HV02 -ScriptBlock { Import-Module community.avma; Get-AvmaHost }

.EXAMPLE
Get-AvmaHost

.EXAMPLE
Get-AvmaHost | Select-Object computerName, osCaption, buildNumber, operatingSystemSku, licenseStatus, hyperVRights

Whether the host is activated (licenseStatus 1), and whether your account can see its virtual machines (hyperVRights).

.EXAMPLE
Get-AvmaHost | ConvertTo-Json -Depth 4

All fields, including those that couldn't be read.

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
