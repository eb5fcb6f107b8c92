# Part of scripts that read the failover cluster of a host.

# Windows writes "no date" as the year 1601, which a time zone may turn into 1600.
function ConvertTo-UtcText($Date) {
    if ($null -eq $Date -or $Date.Year -lt 1602) { return $null }
    return $Date.ToUniversalTime().ToString('o')
}

# States are published as unsigned numbers with -1 among their values: that one arrives as the greatest number there is.
function ConvertTo-State($Value) {
    if ($null -eq $Value) { return $null }
    if ($Value -eq 4294967295) { return -1 }
    return [int]$Value
}

# The code of a failure that scripts and tools can compare: never the message, which is localized.
function Get-FailureCode($Failure) {
    if ($Failure.FullyQualifiedErrorId -match '^HRESULT (0x[0-9A-Fa-f]{8})') { return $Matches[1] }
    return ('0x{0:X8}' -f $Failure.Exception.HResult)
}

# What to throw where the cluster cannot be read, told by numbers and by the state of its service; nothing where the host is in no cluster.
function Get-OperationError($Failure) {
    $code = 'unclassified'
    $native = $null
    if ($Failure.CategoryInfo.Reason -eq 'CimException') { $native = [int]$Failure.Exception.NativeErrorCode }
    # The namespace and its classes come with the feature.
    if ($native -eq 3 -or $native -eq 5) { return }
    if ($native -eq 2 -or $Failure.FullyQualifiedErrorId -match '^HRESULT 0x(80070005|80041003)') {
        $code = 'accessDenied'
    } else {
        # A command that is missing is no error that SilentlyContinue silences.
        try {
            $service = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'Win32_Service' -Property Name, State -Filter "Name = 'ClusSvc'" -ErrorAction Stop
            if ($service -and $service.State -ne 'Running') { $code = 'clusterServiceStopped' }
        } catch {
            Write-Verbose $_.FullyQualifiedErrorId
        }
    }
    $facts = @{
        code = $code
        id = [string]$Failure.FullyQualifiedErrorId
        reason = [string]$Failure.CategoryInfo.Reason
        hresult = $Failure.Exception.HResult
        message = [string]$Failure.Exception.Message
    }
    if ($Failure.FullyQualifiedErrorId -match '^HRESULT (0x[0-9A-Fa-f]{8})') { $facts.hresult = [int]$Matches[1] }
    return 'AvmaError ' + ($facts | ConvertTo-Json -Compress)
}
