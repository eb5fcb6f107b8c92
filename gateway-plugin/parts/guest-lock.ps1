# Part of script blocks that change a guest, also in PowerShell 4.0 of Server 2012 R2. Requires the parameter $waitSeconds, failures.ps1 and
# guest-license.ps1.

$lock = @{ mutex = $null; owned = $false }

# Waits until no other session changes this machine, so that the result of the check stays valid until the change is made. Returns the failure, or nothing.
# The mutex is machine-wide; Windows releases it if its session ends without doing so.
function Enter-Turn {
    $denied = $null
    # In short intervals: a session that is stopped can't interrupt a longer wait.
    for ($pieces = 2 * $waitSeconds; $pieces -gt 0; $pieces--) {
        try {
            if (-not $lock.mutex) { $lock.mutex = New-Object -TypeName System.Threading.Mutex -ArgumentList $false, 'Global\CommunityAvma.InstallKey' }
            $lock.owned = $lock.mutex.WaitOne(500)
        } catch {
            $failure = Get-InnerFailure $_ 'unclassified'
            if ($failure.id -eq 'AbandonedMutexException') {
                # The previous owner ended without releasing it, and this session owns it now. The check finds what was changed.
                $lock.owned = $true
            } elseif ($failure.hresult -eq -2147024891) {
                # E_ACCESSDENIED: another account created it, and other administrators can't open it until that session ends.
                $denied = $failure
                Start-Sleep -Milliseconds 500
            } else {
                return $failure
            }
        }
        if ($lock.owned) { return }
    }
    $busy = New-Failure 'guestBusy'
    if ($denied) { $denied.code = $busy.code; return $denied }
    return $busy
}

# Releases the lock. Stopped sessions call this, too.
function Exit-Turn {
    if ($lock.owned) { $lock.mutex.ReleaseMutex() }
    if ($lock.mutex) { $lock.mutex.Dispose() }
}
