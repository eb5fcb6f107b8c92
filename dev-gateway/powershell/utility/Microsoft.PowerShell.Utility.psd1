@{
    GUID = '1da87e53-152b-403e-98dc-74d7b4d63d59'
    ModuleVersion = '3.1.0.0'
    RootModule = 'Microsoft.PowerShell.Utility.dll'
    # The real cmdlets, limited to the parameters of 5.1 (host/PublishedParameters.cs). The root module has those that differ in 5.1.
    NestedModules = @('Microsoft.PowerShell.Commands.Utility')
    FunctionsToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'ConvertFrom-Json', 'ConvertTo-Json', 'Export-Csv', 'Get-Date', 'Get-Variable', 'New-Object', 'New-Variable', 'Out-String',
        'Select-Object', 'Sort-Object', 'Start-Sleep', 'Write-Error', 'Write-Output', 'Write-Progress', 'Write-Verbose', 'Write-Warning'
    )
}
