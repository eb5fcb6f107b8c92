# Part of scripts that ask Hyper-V on the host.

# What stands in the way of everything, or nothing where that isn't known. $Failure is how Hyper-V's namespace failed, if it did.
# Accounts that aren't administrators get "Access denied" for services in a remote session, or see only some of them: what isn't seen isn't absent.
# The namespace comes with the role, so its absence is Hyper-V's.
function Get-ServiceCode($Failure) {
    if ($Failure -and $Failure.CategoryInfo.Reason -eq 'CimException' -and [int]$Failure.Exception.NativeErrorCode -eq 3) { return 'hyperVAbsent' }
    # A command that is missing is no error that SilentlyContinue silences.
    try {
        $vmms = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, State -Filter "Name = 'vmms'" -ErrorAction Stop
        if ($vmms -and $vmms.State -ne 'Running') { return 'managementServiceStopped' }
    } catch {
        Write-Verbose $_.FullyQualifiedErrorId
    }
}
