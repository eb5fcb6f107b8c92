@{ ModuleVersion = '1.0'; RootModule = 'Sample.psm1'; FunctionsToExport = @('Get-Sample', 'Get-Failure', 'Enter-Sample'); CmdletsToExport = @(); AliasesToExport = @() }
