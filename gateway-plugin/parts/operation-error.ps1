# Part of scripts that throw where they can read or change nothing at all. They have failures.ps1, cim-failures.ps1, and a function Get-ServiceCode that
# returns the code of what keeps every query from being answered, or nothing.

# Whether a service of the host is seen not to run. Accounts that aren't administrators get "Access denied" for services in a remote session, or see only
# some of them: what isn't seen isn't absent.
function Test-ServiceStopped([string] $Name) {
    # A command that is missing is no error that SilentlyContinue silences.
    try {
        $service = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, State -Filter "Name = '$Name'" -ErrorAction Stop
        return $service -and $service.State -ne 'Running'
    } catch {
        Write-Verbose $_.FullyQualifiedErrorId
        return $false
    }
}

# What to throw. JSON, since a gateway hands on nothing of an error but its text.
function ConvertTo-OperationError($Failure) {
    return 'AvmaError ' + ($Failure | ConvertTo-Json -Compress)
}

# What to throw where a query failed.
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
