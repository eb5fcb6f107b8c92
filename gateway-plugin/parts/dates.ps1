# Part of scripts, and of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2.

# Windows writes "no date" as the year 1601, which a time zone may turn into 1600.
function ConvertTo-UtcText($Date) {
    if ($null -eq $Date -or $Date.Year -lt 1602) { return $null }
    return $Date.ToUniversalTime().ToString('o')
}
