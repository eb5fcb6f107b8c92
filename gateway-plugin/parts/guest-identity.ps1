# Part of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2. They have the parameters $expectedId and $mustKnowId.

# What not every system has: without it only its own fields are unknown.
function Read-Optional($Query) {
    try { & $Query } catch { Write-Verbose $_.FullyQualifiedErrorId }
}

# Windows writes "no date" as the year 1601, which a time zone may turn into 1600.
function ConvertTo-UtcText($Date) {
    if ($null -eq $Date -or $Date.Year -lt 1602) { return $null }
    return $Date.ToUniversalTime().ToString('o')
}

# Data Exchange writes the machine's own id here.
function Get-OwnId {
    $parameters = Read-Optional { Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Virtual Machine\Guest\Parameters' -Name VirtualMachineId -ErrorAction Stop }
    if ($parameters) { return [string]$parameters.VirtualMachineId }
}

# Whether this is the machine that was meant. In another one nothing more is read.
function Test-Identity([string] $InsideVmId) {
    if ($InsideVmId) { return $InsideVmId -eq $expectedId }
    return -not $mustKnowId
}
