# Part of scripts that use commands of Windows' modules. At a JEA endpoint, PowerShell loads no modules automatically ($PSModuleAutoLoadingPreference is
# None), so each must be imported where it is used; elsewhere, this does what PowerShell would do anyway. A missing module isn't an error here: the commands
# that need it report that.
function Import-WindowsModule([string[]] $Name) {
    foreach ($one in $Name) {
        try { Import-Module -Name $one -ErrorAction SilentlyContinue } catch { Write-Verbose $_.FullyQualifiedErrorId }
    }
}
