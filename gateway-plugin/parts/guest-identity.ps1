# Part of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2. They have the parameters $expectedId and $mustKnowId, and
# read-optional.ps1.

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
