# Part of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2: the methods of the licensing service. They have the parameters
# $productKey, $secretKey and $waitSeconds, and read-optional.ps1, failures.ps1 and guest-license.ps1.

# Makes what was changed show. Reading back tells whether it did.
function Update-Status {
    Read-Optional {
        $service = Get-CimInstance -Namespace 'root/cimv2' -ClassName 'SoftwareLicensingService' -Property Version -ErrorAction Stop
        $null = Invoke-CimMethod -InputObject $service -MethodName 'RefreshLicenseStatus' -ErrorAction Stop
    }
}

# As a method of an object: module logging records the parameters of commands, and a key may be a secret. Gives the failure, if there is one.
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

# Seconds of a wait that are over: what was slept, or more where the calls between the pauses took long. Only counts once there was a pause, so that
# everything is tried twice.
function Get-WaitedSeconds([datetime] $Since, [int] $Slept) {
    $passed = [int]((Get-Date).ToUniversalTime() - $Since).TotalSeconds
    if ($Slept -gt 0 -and $passed -gt $Slept) { return $passed }
    return $Slept
}

# Asks for activation. A request that is put off is repeated after longer and longer pauses. Gives the failure, if it remains one.
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
        # 0xC004FD00: too many requests. 0xC004E028: Windows has just begun to activate by itself.
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
