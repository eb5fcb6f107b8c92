<#
.SYNOPSIS
Looks up the AVMA key for the build and edition of a guest, and whether a host activates it.

.DESCRIPTION
A table of the generic AVMA keys that Microsoft publishes; none of them is a secret. Its input are rows of Get-AvmaGuest (a running
guest's report through Data Exchange), rows of Get-AvmaActivation (a reading inside), or two numbers. Builds must match exactly: for a build or
an edition without a published key, productKey is null.

hostActivates answers for an activated host of the build and edition of -AvmaHost, and is null without a host or for an unknown one. It is
only a lookup: it doesn't check whether that host is activated, or whether anything else prevents a guest's activation.

.PARAMETER InputObject
A row of Get-AvmaGuest or Get-AvmaActivation.

.PARAMETER BuildNumber
Build of the guest, such as 20348 (Win32_OperatingSystem.BuildNumber).

.PARAMETER OperatingSystemSku
Number of its edition, such as 8 (Win32_OperatingSystem.OperatingSystemSKU).

.PARAMETER AvmaHost
The row of Get-AvmaHost for the host that should activate the guest.

.EXAMPLE
Get-AvmaGuest | Get-AvmaKey

.EXAMPLE
Get-AvmaGuest | Get-AvmaKey -AvmaHost (Get-AvmaHost) | Where-Object hostActivates

The machines with an AVMA key that this host can activate.

.EXAMPLE
Get-AvmaKey -BuildNumber 20348 -OperatingSystemSku 7

The key of Windows Server 2022 Standard.

.EXAMPLE
Get-AvmaGuest | Get-AvmaKey | Export-Csv -Path .\keys.csv -NoTypeInformation -Encoding UTF8

A list of machines and keys for a spreadsheet.

.INPUTS
Rows of Get-AvmaGuest or Get-AvmaActivation.

.OUTPUTS
Community.Avma.Key: vmId, name, buildNumber, operatingSystemSku, version, edition, productKey, keyLastFive, hostActivates. Install-AvmaKey takes
them from the pipeline.

.ROLE
Readers

.LINK
Install-AvmaKey

.LINK
https://learn.microsoft.com/windows-server/get-started/automatic-vm-activation
#>
[CmdletBinding(DefaultParameterSetName = 'Row')]
param (
    [Parameter(Mandatory = $true, ValueFromPipeline = $true, ParameterSetName = 'Row')]
    [psobject]
    $InputObject,

    [Parameter(Mandatory = $true, ParameterSetName = 'Numbers')]
    [int]
    $BuildNumber,

    [Parameter(Mandatory = $true, ParameterSetName = 'Numbers')]
    [int]
    $OperatingSystemSku,

    [psobject]
    $AvmaHost
)

begin {
    # A number that a guest reports, or null. Of items with the same name, the last one counts, as in Windows.
    function Get-ItemNumber($Items, [string] $Name) {
        $item = @($Items | Where-Object { $_.name -eq $Name })
        if ($item.Count -gt 0 -and "$($item[-1].data)" -match '^\s*([0-9]{1,9})\s*$') { return [int]$Matches[1] }
        return $null
    }

    # The host's name in the table; null for an unknown host, empty for one that activates no guests.
    function Get-HostName($Facts) {
        $sku = Get-Value $Facts 'operatingSystemSku'
        $build = Get-Value $Facts 'buildNumber'
        # Hosts begin with 2012 R2, whatever their edition is.
        if ($sku -ne $azureLocalSku -and $null -ne $build -and $build -lt $oldestAvmaBuild) { return '' }
        if ($null -eq $sku -or $undocumentedHostSkus -contains $sku) { return $null }
        if ($sku -eq $azureLocalSku) {
            $setUp = Get-Value $Facts 'azureLocalActivation'
            if (-not $setUp -or $setUp.configured -eq $false) { return '' }
            # The row has all that was read: what the table doesn't know is no version.
            $names = @("$($setUp.version)" -split ', ' | ForEach-Object { "azureLocal $_" } | Where-Object { $avmaHosts -contains $_ })
            if ($names.Count -ne 1) { return $null }
            $name = $names[0]
        } elseif ($datacenterHostSkus -contains $sku) {
            $name = "$build"
        } else {
            return ''
        }
        if ($avmaHosts -contains $name) { return $name }
        return $null
    }

    $hostName = $null
    if ($AvmaHost) { $hostName = Get-HostName $AvmaHost }
}

process {
    $row = [ordered]@{
        vmId = $null
        name = $null
        buildNumber = $null
        operatingSystemSku = $null
        version = $null
        edition = $null
        productKey = $null
        keyLastFive = $null
        hostActivates = $null
    }
    if ($PSCmdlet.ParameterSetName -eq 'Numbers') {
        $row.buildNumber = $BuildNumber
        $row.operatingSystemSku = $OperatingSystemSku
    } else {
        $row.vmId = Get-Value $InputObject 'vmId'
        $row.name = Get-Value $InputObject 'name'
        if ($InputObject.PSObject.Properties['intrinsic']) {
            # A report from before the machine was stopped, or before Data Exchange was disabled, may be out of date.
            $state = Get-Value $InputObject 'enabledState'
            if (($null -eq $state -or $state -eq 2) -and (Get-Value $InputObject 'dataExchangeState') -ne 3) {
                $row.buildNumber = Get-ItemNumber $InputObject.intrinsic 'OSBuildNumber'
                $row.operatingSystemSku = Get-ItemNumber $InputObject.intrinsic 'OSEditionId'
            }
        } else {
            $row.name = Get-Value $InputObject 'computerName'
            $row.buildNumber = Get-Value $InputObject 'buildNumber'
            $row.operatingSystemSku = Get-Value $InputObject 'operatingSystemSku'
        }
    }
    if ($null -ne $row.buildNumber -and $null -ne $row.operatingSystemSku) {
        $row.edition = $avmaEditions["$($row.operatingSystemSku)"]
        $known = $avmaKeys["$($row.buildNumber) $($row.edition)"]
        if ($known) {
            $row.version = $known.version
            $row.productKey = $known.key
            $row.keyLastFive = $known.key.Substring(24)
            if ($null -ne $hostName -and $known.unsure -notcontains $hostName) { $row.hostActivates = $known.activatedBy -contains $hostName }
        }
    }
    New-Object -TypeName PSObject -Property $row | Add-RowName 'Community.Avma.Key'
}
