# Part of scripts that ask CIM on the host.

# The native code of a CIM failure (MI_Result), null for every other.
function Get-NativeCode($Record) {
    if ($Record.CategoryInfo.Reason -eq 'CimException') { return [int]$Record.Exception.NativeErrorCode }
    return $null
}

# Whether the account lacks rights: 2 is access denied, 0x80070005 and 0x80041003 say the same.
function Test-Denied($Record) {
    return (Get-NativeCode $Record) -eq 2 -or $Record.FullyQualifiedErrorId -match '^HRESULT 0x(80070005|80041003)'
}

# Whether a namespace (3) or a class (5) isn't there, since what it comes with isn't installed.
function Test-Absent($Record) {
    return @(3, 5) -contains (Get-NativeCode $Record)
}
