# Part of scripts that change a guest: what it answers, in the form of rows. Requires guest-answer.ps1.

function ConvertTo-State($Found) {
    if ($null -eq $Found) { return $null }
    return @{
        licenseDescription = Get-Text $Found 'licenseDescription'
        partialProductKey = Get-Text $Found 'partialProductKey' 5
        licenseStatus = Get-Number $Found 'licenseStatus'
    }
}

# A failure inside the guest. The codes are those of the script block that was sent.
function ConvertTo-Error($Found, [string[]] $Codes) {
    if ($null -eq $Found) { return $null }
    $code = Get-Word $Found 'code' $Codes
    if ($null -eq $code) { return Set-Malformed }
    return @{
        code = $code
        hresult = Get-Result $Found 'hresult'
        id = Get-Text $Found 'id'
        reason = Get-Text $Found 'reason'
        message = Get-Text $Found 'message' 400
    }
}
