# Part of scripts that query CIM on the host.

# The native code (MI_Result) of a CIM failure; null for any other failure.
function Get-NativeCode($Record) {
    if ($Record.CategoryInfo.Reason -eq 'CimException') { return [int]$Record.Exception.NativeErrorCode }
    return $null
}

# Whether the account lacks rights: 2, 0x80070005 and 0x80041003 all mean access denied.
function Test-Denied($Record) {
    return (Get-NativeCode $Record) -eq 2 -or $Record.FullyQualifiedErrorId -match '^HRESULT 0x(80070005|80041003)'
}

# Whether a namespace (3) or a class (5) doesn't exist, because its feature isn't installed.
function Test-Absent($Record) {
    return @(3, 5) -contains (Get-NativeCode $Record)
}
