# Part of scripts, and of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2, that read a row in several parts. Requires
# failures.ps1.

# The fields that couldn't be read, without duplicates, each with its failure's code, in the order of the queries. "notSeen": it may exist, but is hidden from
# this account.
$unread = @{ fields = @() }

function Add-Unread([string[]] $Fields, [string] $Code) {
    foreach ($field in $Fields) {
        if (@($unread.fields | Where-Object { $_.field -eq $field }).Count -eq 0) { $unread.fields += @{ field = $field; code = $Code } }
    }
}

# Runs one query. If it fails, all its fields are marked as unread.
function Read-Part([string[]] $Fields, $Query) {
    try { & $Query } catch { Add-Unread $Fields (Get-FailureCode $_) }
}
