# Part of scripts that ask Hyper-V on the host. They have operation-error.ps1.

# What keeps every query from being answered, or nothing where that isn't known. $Record is how Hyper-V's namespace failed, if it did.
# The namespace comes with the role, so its absence (3) is Hyper-V's.
function Get-ServiceCode($Record) {
    if ($Record -and (Get-NativeCode $Record) -eq 3) { return 'hyperVAbsent' }
    if (Test-ServiceStopped 'vmms') { return 'managementServiceStopped' }
}
