# Stands in for Windows' module Hyper-V in tests of the module. PowerShell itself asks Get-VM before it enters a guest by its id.

function Get-VM {
    [CmdletBinding()]
    param ([guid] $Id)

    # As long as no guest is running, PowerShell opens no connection.
    if ("$Id" -eq '22222222-3333-4444-5555-666666666666') {
        New-Object -TypeName PSObject -Property @{ VMId = $Id; Id = $Id; VMName = 'APP02'; Name = 'APP02'; State = 'Off' }
    }
}

Export-ModuleMember -Function 'Get-VM'
