# Part of scripts that take answers from a guest. A guest is hostile: it can write objects of any type and size, in any number. So each field is taken by its
# type and up to a length, and whatever no honest guest writes makes the answer malformed, which is the guest's own failure.

$answer = @{ malformed = $false }

# Notes that the guest wrote what no honest one writes. Returns $null explicitly, because no output wouldn't become null in JSON.
function Set-Malformed {
    $answer.malformed = $true
    return $null
}

# Whether this can be an answer at all: an object with a property of this name. A text or a hashtable is none.
function Test-Answer($Found, [string] $Name) {
    if ($null -ne $Found -and $Found -isnot [hashtable] -and $Found -isnot [string] -and $Found.PSObject.Properties[$Name]) { return $true }
    $null = Set-Malformed
    return $false
}

# A field of an answer, or of a hashtable in it; null if it is missing.
function Get-Field($Found, [string] $Name) {
    if ($Found -is [hashtable]) { return $Found[$Name] }
    if ($null -ne $Found -and $Found.PSObject.Properties[$Name]) { return $Found.PSObject.Properties[$Name].Value }
    return $null
}

# A text, cut to the longest that is taken; null if there is none.
function Get-Text($Found, [string] $Name, [int] $Longest = 256) {
    $value = Get-Field $Found $Name
    if ($null -eq $value) { return $null }
    if ($value -isnot [string]) { return Set-Malformed }
    # A text from the wire can have properties of its own; this one has none.
    $text = "$value"
    if ($text.Length -gt $Longest) { return $text.Substring(0, $Longest) }
    return $text
}

# A text that must be one of these words, or null.
function Get-Word($Found, [string] $Name, [string[]] $Words) {
    $text = Get-Text $Found $Name
    if ($null -ne $text -and $Words -cnotcontains $text) { return Set-Malformed }
    return $text
}

# A whole number, or null. By default one of the size that codes and most of Windows' properties have.
function Get-Number($Found, [string] $Name, [long] $Most = 4294967295) {
    $value = Get-Field $Found $Name
    if ($null -eq $value) { return $null }
    # By its digits, because constrained language has no names for some types of numbers. A text with digits is no number.
    $digits = "$value"
    if ($value -is [string] -or $digits -cnotmatch '\A-?[0-9]{1,16}\z') { return Set-Malformed }
    $number = [long]$digits
    if ($number -lt -2147483648 -or $number -gt $Most) { return Set-Malformed }
    return $number
}

# A code of a failure, which is signed.
function Get-Result($Found, [string] $Name) {
    $value = Get-Number $Found $Name
    if ($null -ne $value -and $value -gt 2147483647) { return $value - 4294967296 }
    return $value
}
