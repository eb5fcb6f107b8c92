# Part of scripts that read a host's failover cluster. Requires operation-error.ps1.

# States are published as unsigned numbers, but include -1, which arrives as the maximum value.
function ConvertTo-State($Value) {
    if ($null -eq $Value) { return $null }
    if ($Value -eq 4294967295) { return -1 }
    return [int]$Value
}

# The reason why the cluster can't be read, or nothing if it is unknown.
function Get-ServiceCode {
    if (Test-ServiceStopped 'ClusSvc') { return 'clusterServiceStopped' }
}
