# Part of scripts, and of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2.

# What not every system has or needs: without it only its own fields are unknown.
function Read-Optional($Query) {
    try { & $Query } catch { Write-Verbose $_.FullyQualifiedErrorId }
}
