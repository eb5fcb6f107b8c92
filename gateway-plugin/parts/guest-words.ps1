# Part of scripts that pass on what a script block has written in a guest, as rows have it.

# A field of what came from a guest, which can write whatever it likes; null where it is not there. To return nothing would be no null in JSON.
function Get-Field($Found, [string] $Name) {
    if ($Found -is [hashtable]) { return $Found[$Name] }
    if ($null -ne $Found -and $Found.PSObject.Properties[$Name]) { return $Found.PSObject.Properties[$Name].Value }
    return $null
}

# A text of a guest, or null: a cast would make an empty text of it.
function Get-Text($Found, [string] $Name) {
    $value = Get-Field $Found $Name
    if ($null -eq $value) { return $null }
    return [string]$value
}

# The same for a number.
function Get-Number($Found, [string] $Name) {
    $value = Get-Field $Found $Name
    if ($null -eq $value) { return $null }
    return $value -as [int]
}

function ConvertTo-State($Found) {
    if ($null -eq $Found) { return $null }
    return @{
        licenseDescription = Get-Text $Found 'licenseDescription'
        partialProductKey = Get-Text $Found 'partialProductKey'
        licenseStatus = Get-Number $Found 'licenseStatus'
    }
}

function ConvertTo-Error($Found) {
    if ($null -eq $Found) { return $null }
    return @{
        code = [string](Get-Text $Found 'code')
        hresult = Get-Number $Found 'hresult'
        id = Get-Text $Found 'id'
        reason = Get-Text $Found 'reason'
        message = Get-Text $Found 'message'
    }
}
