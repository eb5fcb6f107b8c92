@{ ModuleVersion = '1.0'; RootModule = 'Broken.psm1'; FunctionsToExport = @(); CmdletsToExport = @(); AliasesToExport = @() }
