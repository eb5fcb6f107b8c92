# The help of every function and every parameter: whoever has imported the module has nothing else.

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $names = @(Get-FunctionName)
    $functions = @($names | ForEach-Object { @{ Name = $_ } })
    Import-Module (Join-Path (Get-ModulePath) 'community.avma.psd1') -Force
    $common = @([System.Management.Automation.PSCmdlet]::CommonParameters) + @([System.Management.Automation.PSCmdlet]::OptionalCommonParameters)
    $parameters = @(foreach ($name in $names) {
            foreach ($parameter in (Get-Command -Module community.avma -Name $name).Parameters.Keys) {
                if ($common -notcontains $parameter) { @{ Function = $name; Parameter = $parameter } }
            }
        })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'support.ps1')
    Import-Module (Join-Path (Get-ModulePath) 'community.avma.psd1') -Force
    $help = @{}
    foreach ($name in Get-FunctionName) { $help[$name] = Get-Help -Name "community.avma\$name" -Full }

    # The texts below a part of the help, as one line.
    function Get-HelpText($Part) {
        return ((@($Part | ForEach-Object { $_.Text }) -join ' ') -replace '\s+', ' ').Trim()
    }
}

AfterAll {
    Remove-Module community.avma
}

Describe 'The help of <Name>' -ForEach $functions {
    It 'says what the function does' {
        $synopsis = ([string]$help[$Name].Synopsis).Trim()
        $synopsis.Length | Should -BeGreaterThan 20
        $synopsis | Should -MatchExactly '^[A-Z].*\.$'
        # Without help PowerShell writes the syntax here.
        $synopsis | Should -Not -BeLike "*$Name*"
        (Get-HelpText $help[$Name].description).Length | Should -BeGreaterThan 80
    }

    It 'names the fields of its rows' {
        $outputs = @($help[$Name].returnValues.returnValue | ForEach-Object { $_.type.name }) -join ' '
        $outputs | Should -MatchExactly '(Community\.Avma\.\w+|System\.String): '
        @($help[$Name].inputTypes.inputType | ForEach-Object { $_.type.name }) -join ' ' | Should -Not -BeNullOrEmpty
    }

    It 'has examples that call it and parse' {
        $examples = @($help[$Name].examples.example | ForEach-Object { [string]$_.code })
        $examples.Count | Should -BeGreaterThan 0
        foreach ($code in $examples) {
            $code | Should -BeLike "*$Name*"
            $tokens = $null
            $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref]$tokens, [ref]$errors)
            $errors | Should -BeNullOrEmpty -Because $code
        }
    }

    It 'has the role that Windows Admin Center sorts it by' {
        ([string]$help[$Name].Role).Trim() | Should -MatchExactly '^(Readers|Hyper-V-Administrators)$'
    }

    It 'links to functions and pages that exist' {
        $links = @($help[$Name].relatedLinks.navigationLink | ForEach-Object { if ($_.PSObject.Properties['linkText'] -and $_.linkText) { $_.linkText } else { $_.uri } })
        $links.Count | Should -BeGreaterThan 0
        foreach ($link in $links) {
            if ($link -notmatch '^https://learn\.microsoft\.com/') { @($help.Keys) | Should -Contain $link }
        }
    }

    It 'describes no parameter that is not there' {
        $taken = @((Get-Command -Module community.avma -Name $Name).Parameters.Keys)
        $source = [System.IO.File]::ReadAllText((Get-RepositoryPath "gateway-plugin/module/$Name.ps1"))
        foreach ($match in [regex]::Matches($source, '(?m)^\.PARAMETER (\w+)')) { $taken | Should -Contain $match.Groups[1].Value }
    }
}

Describe 'The help of the parameters' {
    It '<Function> -<Parameter>' -ForEach $parameters {
        $described = @($help[$Function].parameters.parameter | Where-Object { $_.name -eq $Parameter })
        $described.Count | Should -Be 1
        (Get-HelpText $described[0].description).Length | Should -BeGreaterThan 10
    }
}
