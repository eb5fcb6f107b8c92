# Part of scripts that query Hyper-V on the host. Requires operation-error.ps1.

# The reason why all queries fail, or nothing if it is unknown. $Record is the failure of Hyper-V's namespace, if there is one. The namespace exists only with
# the role, so if it is absent (3), Hyper-V is absent.
function Get-ServiceCode($Record) {
    if ($Record -and (Get-NativeCode $Record) -eq 3) { return 'hyperVAbsent' }
    if (Test-ServiceStopped 'vmms') { return 'managementServiceStopped' }
}
