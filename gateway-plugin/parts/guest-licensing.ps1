# Part of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2: the methods of the licensing service. Requires the parameters
# $productKey, $secretKey and $waitSeconds, and read-optional.ps1, failures.ps1 and guest-license.ps1.

# Refreshes the status, so that it shows the change. Reading back shows whether it worked.
function Update-Status {
    Read-Optional {
        $service = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingService' -Property Version -ErrorAction Stop
        $null = Invoke-CimMethod -InputObject $service -MethodName 'RefreshLicenseStatus' -ErrorAction Stop
    }
}

# Installs the key by calling a method of an object: module logging records the parameters of commands, and the key may be secret. Returns the failure, if
# there is one.
function Install-Key {
    try {
        $service = Get-WmiObject -Namespace 'root/cimv2' -Class 'SoftwareLicensingService' -Property Version -ErrorAction Stop
        if ($secretKey) {
            $holder = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList 'key', $secretKey
            $answer = $service.InstallProductKey($holder.GetNetworkCredential().Password)
        } else {
            $answer = $service.InstallProductKey($productKey)
        }
        if ($answer.ReturnValue -ne 0) { return New-Failure 'licensingError' $null $null (ConvertTo-Signed $answer.ReturnValue) }
    } catch {
        return Get-InnerFailure $_ 'licensingError'
    }
}

# Elapsed seconds of a wait: the time slept, or more if the calls between the pauses took long. Counts only after the first pause, so that everything is tried
# at least twice.
function Get-WaitedSeconds([datetime] $Since, [int] $Slept) {
    $passed = [int]((Get-Date).ToUniversalTime() - $Since).TotalSeconds
    if ($Slept -gt 0 -and $passed -gt $Slept) { return $passed }
    return $Slept
}

# Requests activation. Repeats a request that the service postpones, with increasing pauses. Returns the last failure, if there is one.
function Request-Activation($License) {
    $pause = 2
    $began = (Get-Date).ToUniversalTime()
    $slept = 0
    while ($true) {
        $failure = $null
        try {
            $answer = Invoke-CimMethod -InputObject $License -MethodName 'Activate' -ErrorAction Stop
            if ($answer.ReturnValue -ne 0) { $failure = New-Failure 'licensingError' $null $null (ConvertTo-Signed $answer.ReturnValue) }
        } catch {
            $failure = Get-InnerFailure $_ 'licensingError'
        }
        # 0xC004FD00: too many requests. 0xC004E028: Windows has just started to activate by itself.
        if ($null -eq $failure -or @(-1073414912, -1073422296) -notcontains $failure.hresult) { return $failure }
        $waited = Get-WaitedSeconds $began $slept
        if ($waited -ge $waitSeconds) {
            $failure.code = 'requestLimit'
            return $failure
        }
        if ($pause -gt $waitSeconds - $waited) { $pause = $waitSeconds - $waited }
        Start-Sleep -Seconds $pause
        $slept = $slept + $pause
        $pause = $pause * 2
    }
}
