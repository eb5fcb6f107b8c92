# Part of scripts that read the failover cluster of a host. They have operation-error.ps1.

# States are published as unsigned numbers with -1 among their values: that one arrives as the greatest number there is.
function ConvertTo-State($Value) {
    if ($null -eq $Value) { return $null }
    if ($Value -eq 4294967295) { return -1 }
    return [int]$Value
}

# What keeps the cluster from being read, or nothing where that isn't known.
function Get-ServiceCode {
    if (Test-ServiceStopped 'ClusSvc') { return 'clusterServiceStopped' }
}
