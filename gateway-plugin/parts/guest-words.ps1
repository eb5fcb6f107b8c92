# Part of scripts that convert a guest's output to the form of rows.

# A field of a guest's output, which can contain anything; null if it is missing. Returns $null explicitly, because no output wouldn't become null in JSON.
function Get-Field($Found, [string] $Name) {
    if ($Found -is [hashtable]) { return $Found[$Name] }
    if ($null -ne $Found -and $Found.PSObject.Properties[$Name]) { return $Found.PSObject.Properties[$Name].Value }
    return $null
}

# A text from a guest, or null: a cast would turn null into an empty text.
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
