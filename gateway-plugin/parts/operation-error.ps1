# Part of scripts that throw if they can't read or change anything. Requires failures.ps1, cim-failures.ps1, and a function Get-ServiceCode that returns the
# reason why all queries fail, or nothing.

# Whether a service of the host is visible and doesn't run. In a remote session, accounts that aren't administrators get "Access denied" for services, or see
# only some, so a service that isn't listed may still exist.
function Test-ServiceStopped([string] $Name) {
    # SilentlyContinue doesn't suppress the error for a missing command.
    try {
        $service = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, State -Filter "Name = '$Name'" -ErrorAction Stop
        return $service -and $service.State -ne 'Running'
    } catch {
        Write-Verbose $_.FullyQualifiedErrorId
        return $false
    }
}

# The error to throw. It is JSON, because a gateway returns nothing of an error but its text.
function ConvertTo-OperationError($Failure) {
    return 'AvmaError ' + ($Failure | ConvertTo-Json -Compress)
}

# The error to throw after a failed query.
function Get-OperationError($Record) {
    $failure = Get-Failure $Record 'unclassified'
    if (Test-Denied $Record) {
        $failure.code = 'accessDenied'
    } else {
        $code = Get-ServiceCode $Record
        if ($code) { $failure.code = $code }
    }
    return ConvertTo-OperationError $failure
}
