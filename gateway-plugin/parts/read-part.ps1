# Part of scripts, and of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2, that read a row part by part. They have failures.ps1.

# The fields that could not be read, each once with the code of its failure, in the order of the queries. "notSeen": it may be there, hidden from this account.
$unread = @{ fields = @() }

function Add-Unread([string[]] $Fields, [string] $Code) {
    foreach ($field in $Fields) {
        if (@($unread.fields | Where-Object { $_.field -eq $field }).Count -eq 0) { $unread.fields += @{ field = $field; code = $Code } }
    }
}

# Runs one query. Where it fails, each of the fields that it would have filled is unread.
function Read-Part([string[]] $Fields, $Query) {
    try { & $Query } catch { Add-Unread $Fields (Get-FailureCode $_) }
}
