# Part of scripts that use commands of Windows' modules. At a JEA endpoint PowerShell loads none of them by itself ($PSModuleAutoLoadingPreference is None),
# so each is imported where it is used; elsewhere this only comes before PowerShell does the same. A module that a host lacks is no error here: what
# needs its commands says so.
function Import-WindowsModule([string[]] $Name) {
    foreach ($one in $Name) {
        try { Import-Module -Name $one -ErrorAction SilentlyContinue } catch { Write-Verbose $_.FullyQualifiedErrorId }
    }
}
