# Part of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2. Requires the parameters $expectedId and $mustKnowId, and
# read-optional.ps1.

# Reads the machine's own id, which Data Exchange writes here. Returns $null explicitly: no output would arrive as an object without properties.
function Get-OwnId {
    $parameters = Read-Optional { Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Virtual Machine\Guest\Parameters' -Name VirtualMachineId -ErrorAction Stop }
    if ($parameters) { return [string]$parameters.VirtualMachineId }
    return $null
}

# Whether this is the expected machine. If it isn't, nothing else may be read.
function Test-Identity([string] $InsideVmId) {
    if ($InsideVmId) { return $InsideVmId -eq $expectedId }
    return -not $mustKnowId
}
