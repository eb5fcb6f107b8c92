# Part of scripts, and of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2.

# Runs a query for data that not every system has. If it fails, only its own fields stay unknown.
function Read-Optional($Query) {
    try { & $Query } catch { Write-Verbose $_.FullyQualifiedErrorId }
}
