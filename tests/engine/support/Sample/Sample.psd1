@{ ModuleVersion = '1.0'; RootModule = 'Sample.psm1'; FunctionsToExport = @('Get-Sample', 'Get-Failure', 'Get-Unloaded', 'Enter-Sample'); CmdletsToExport = @(); AliasesToExport = @() }
