# Part of script blocks that change a guest, also in PowerShell 4.0 of Server 2012 R2. They have the parameter $waitSeconds, failures.ps1 and guest-license.ps1.

$turn = @{ mutex = $null; owned = $false }

# Waits until no other session changes this machine, so that what the check finds stays true until it has been acted upon. Gives what stands
# against it, or nothing. The mutex is one for the whole machine; Windows takes it back from a session that ends without releasing it.
function Enter-Turn {
    $denied = $null
    # In short pieces: a session that is stopped cannot leave a wait.
    for ($pieces = 2 * $waitSeconds; $pieces -gt 0; $pieces--) {
        try {
            if (-not $turn.mutex) { $turn.mutex = New-Object -TypeName System.Threading.Mutex -ArgumentList $false, 'Global\CommunityAvma.InstallKey' }
            $turn.owned = $turn.mutex.WaitOne(500)
        } catch {
            $failure = Get-InnerFailure $_ 'unclassified'
            if ($failure.id -eq 'AbandonedMutexException') {
                # Whoever had it is gone without a word, and this session has it now. The check finds what was done.
                $turn.owned = $true
            } elseif ($failure.hresult -eq -2147024891) {
                # E_ACCESSDENIED: it was made by somebody whose objects other administrators cannot use, and is gone when that session ends.
                $denied = $failure
                Start-Sleep -Milliseconds 500
            } else {
                return $failure
            }
        }
        if ($turn.owned) { return }
    }
    $busy = New-Failure 'guestBusy'
    if ($denied) { $denied.code = $busy.code; return $denied }
    return $busy
}

# Lets the next one in. A stopped session comes here as well.
function Exit-Turn {
    if ($turn.owned) { $turn.mutex.ReleaseMutex() }
    if ($turn.mutex) { $turn.mutex.Dispose() }
}
