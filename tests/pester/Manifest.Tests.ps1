# The module as files and as what PowerShell makes of them: manifest, exports, and what importing it does and leaves alone.

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $files = @(Get-ChildItem -LiteralPath (Get-ModulePath) -Recurse | Where-Object { -not $_.PSIsContainer } | ForEach-Object { @{ Name = $_.Name; FullName = $_.FullName } })
    $functions = @(Get-FunctionName | ForEach-Object { @{ Name = $_ } })
    $entries = @('community.avma.psd1', 'community.avma.psm1' | ForEach-Object { @{ Name = $_ } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $folder = Get-ModulePath
    $manifestPath = Join-Path $folder 'community.avma.psd1'
    $expected = Get-FunctionName

    # Every command and global variable of a session, as texts.
    function Get-SessionContent($Session) {
        $text = '@(Get-Command -CommandType Alias, Cmdlet, Filter, Function | ForEach-Object { "$($_.CommandType) $($_.Name)" }) + @(Get-Variable -Scope Global | ForEach-Object { "Variable $($_.Name)" })'
        return @((Invoke-Text $Session $text).Rows)
    }
}

Describe 'The files of the module' {
    It 'is ASCII with the line ends of Windows: <Name>' -ForEach $files {
        # One character a byte, so that no decoder hides one.
        $text = [System.Text.Encoding]::GetEncoding(28591).GetString([System.IO.File]::ReadAllBytes($FullName))
        $text.Length | Should -BeGreaterThan 100
        [regex]::Matches($text, '[^\r\n\x20-\x7e]').Count | Should -Be 0
        [regex]::Matches($text, '(?<!\r)\n|\r(?!\n)').Count | Should -Be 0
        $text.EndsWith("`r`n") | Should -BeTrue
    }

    It 'has no syntax errors: <Name>' -ForEach $files {
        if ($Name -like '*.ps1xml') {
            { [xml][System.IO.File]::ReadAllText($FullName) } | Should -Not -Throw
            return
        }
        $tokens = $null
        $errors = $null
        $null = [System.Management.Automation.Language.Parser]::ParseFile($FullName, [ref]$tokens, [ref]$errors)
        $errors | Should -BeNullOrEmpty
    }

    It 'are those that Windows PowerShell loads, and two roles' {
        @(Get-ChildItem -LiteralPath $folder -Recurse | Where-Object { -not $_.PSIsContainer } | ForEach-Object { $_.Name } | Sort-Object) -join ' ' |
            Should -Be 'AvmaHyperVAdministrators.psrc AvmaReaders.psrc community.avma.format.ps1xml community.avma.psd1 community.avma.psm1'
    }
}

Describe 'The manifest' {
    BeforeAll {
        $manifest = Test-ModuleManifest -Path $manifestPath -WarningVariable warned -ErrorVariable failed
        $data = Read-DataFile $manifestPath
    }

    It 'is accepted without warning or error' {
        $warned | Should -BeNullOrEmpty
        $failed | Should -BeNullOrEmpty
        $manifest.Name | Should -Be 'community.avma'
    }

    It 'has the version of the package' {
        $package = [System.IO.File]::ReadAllText((Get-RepositoryPath 'package.json')) | ConvertFrom-Json
        [string]$manifest.Version | Should -Be $package.version
    }

    It 'keeps its id, by which Windows knows the module' {
        [string]$manifest.Guid | Should -Be '0b8c6c5e-6f0a-4d0c-9b39-6f4f1b6b7a11'
    }

    It 'asks for Windows PowerShell 5.1 and for no other module: one that is missing would keep a JEA endpoint from opening' {
        [string]$manifest.PowerShellVersion | Should -Be '5.1'
        @($manifest.RequiredModules).Count | Should -Be 0
        @($manifest.NestedModules).Count | Should -Be 0
        foreach ($name in 'RequiredModules', 'NestedModules', 'RequiredAssemblies', 'ScriptsToProcess', 'TypesToProcess') {
            $data.ContainsKey($name) | Should -BeFalse -Because $name
        }
    }

    It 'says what it is for, and who makes it' {
        $manifest.Description.Length | Should -BeGreaterThan 60
        $manifest.Author | Should -Not -BeNullOrEmpty
        @($manifest.Tags) | Should -Contain 'AVMA'
    }

    It 'names files that are there' {
        Test-Path -LiteralPath (Join-Path $folder $data.RootModule) | Should -BeTrue
        @($data.FormatsToProcess).Count | Should -Be 1
        Test-Path -LiteralPath (Join-Path $folder @($data.FormatsToProcess)[0]) | Should -BeTrue
    }

    It 'exports each function by its name, so that Windows finds it without loading the module' {
        @($data.FunctionsToExport | Sort-Object) | Should -Be $expected
        @($manifest.ExportedFunctions.Keys | Sort-Object) | Should -Be $expected
        foreach ($name in 'CmdletsToExport', 'VariablesToExport', 'AliasesToExport') {
            $data.ContainsKey($name) | Should -BeTrue -Because $name
            @($data[$name]).Count | Should -Be 0 -Because $name
        }
    }
}

Describe 'Importing the module' {
    It 'adds its functions and nothing else, silently: <Name>' -ForEach $entries {
        $session = New-Session
        try {
            $before = Get-SessionContent $session
            $import = Invoke-InSession $session 'Import-Module' @{ Name = (Join-Path $folder $Name) }
            @($import.Failure, $import.Errors, $import.Warnings, $import.Rows | Where-Object { $_ }) | Should -BeNullOrEmpty
            # The list of errors and the like are there from the first line on.
            $added = @(Get-SessionContent $session | Where-Object { $before -notcontains $_ } | Sort-Object)
            $added | Should -Be @($expected | ForEach-Object { "Function $_" })
        } finally {
            $session.Dispose()
        }
    }

    It 'leaves nothing behind when it is removed' {
        $session = New-Session
        try {
            $before = Get-SessionContent $session
            $null = Invoke-InSession $session 'Import-Module' @{ Name = $manifestPath }
            $removed = Invoke-InSession $session 'Remove-Module' @{ Name = 'community.avma' }
            @($removed.Failure, $removed.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty
            @(Get-SessionContent $session | Where-Object { $before -notcontains $_ }) | Should -BeNullOrEmpty
        } finally {
            $session.Dispose()
        }
    }

    It 'can be imported twice, and by its name where it is on the module path' {
        Use-ModulePath (Split-Path -Parent $folder) {
            $session = New-Session
            try {
                foreach ($time in 1, 2) {
                    $import = Invoke-Text $session 'Import-Module community.avma -Force; (Get-Module community.avma).ExportedFunctions.Count'
                    @($import.Failure, $import.Errors, $import.Warnings | Where-Object { $_ }) | Should -BeNullOrEmpty
                    $import.Rows | Should -Be $expected.Count
                }
            } finally {
                $session.Dispose()
            }
        }
    }

    It 'loads no other module and no type: where commands are missing, it still opens' {
        $session = New-Session
        try {
            $known = '@(Get-Module | ForEach-Object { $_.Name })'
            $null = Invoke-InSession $session 'Import-Module' @{ Name = $manifestPath }
            $modules = @((Invoke-Text $session $known).Rows | Where-Object { $_ -notlike 'Microsoft.PowerShell.*' })
            $modules | Should -Be @('community.avma')
        } finally {
            $session.Dispose()
        }
    }
}

Describe 'The names of the functions' {
    BeforeAll {
        # Those of 5.1: later versions have approved more.
        $verbs = ([System.IO.File]::ReadAllText((Get-RepositoryPath 'windows-surface/powershell/verbs.json')) | ConvertFrom-Json).verbs
        $approved = @($verbs | ForEach-Object { if ($_ -is [string]) { $_ } else { $_.verb } })
    }

    It '<Name> begins with an approved verb' -ForEach $functions {
        $approved.Count | Should -BeGreaterThan 90
        $approved | Should -Contain ($Name -split '-')[0]
        @(Get-Verb | ForEach-Object { $_.Verb }) | Should -Contain ($Name -split '-')[0]
    }

    It '<Name> has a noun of its own' -ForEach $functions {
        # The gateway puts functions of all extensions into one session.
        ($Name -split '-')[1] | Should -MatchExactly '^Avma[A-Z]'
    }
}
