# The parameters of every function, as parameters.psd1 has them: the tool, scripts of administrators and endpoints call functions by them. A change is a
# change of what others rely on, and is made in that file as well.

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $functions = @(Get-FunctionName | ForEach-Object { @{ Name = $_ } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'support.ps1')
    Import-Module (Join-Path (Get-ModulePath) 'community.avma.psd1') -Force
    $pinned = Read-DataFile (Join-Path $PSScriptRoot 'parameters.psd1')

    # A parameter as one line: name and type, values and aliases, then how each parameter set takes it.
    function Get-ParameterLine($Parameter) {
        $line = "$($Parameter.Name) <$($Parameter.ParameterType.Name)>"
        foreach ($attribute in $Parameter.Attributes) {
            if ($attribute -is [System.Management.Automation.ValidateSetAttribute]) { $line += " $($attribute.ValidValues -join '|')" }
        }
        if ($Parameter.Aliases.Count -gt 0) { $line += " alias $($Parameter.Aliases -join ',')" }
        $sets = foreach ($set in $Parameter.ParameterSets.Keys | Sort-Object) {
            $how = $Parameter.ParameterSets[$set]
            $words = @($set -replace '^__AllParameterSets$', 'all')
            if ($how.IsMandatory) { $words += 'mandatory' }
            if ($how.Position -ge 0) { $words += "at $($how.Position)" }
            if ($how.ValueFromPipeline) { $words += 'by value' }
            if ($how.ValueFromPipelineByPropertyName) { $words += 'by name' }
            $words -join ' '
        }
        return "$line; $($sets -join '; ')"
    }
    $common = @([System.Management.Automation.PSCmdlet]::CommonParameters) + @([System.Management.Automation.PSCmdlet]::OptionalCommonParameters | Where-Object { $_ -ne 'WhatIf' -and $_ -ne 'Confirm' })
}

AfterAll {
    Remove-Module community.avma
}

Describe 'The parameters of <Name>' -ForEach $functions {
    It 'are those that others rely on' {
        $command = Get-Command -Module community.avma -Name $Name
        $lines = @($command.Parameters.Values | Where-Object { $common -notcontains $_.Name } | ForEach-Object { Get-ParameterLine $_ })
        $lines -join "`n" | Should -BeExactly (@($pinned[$Name]) -join "`n")
    }

    It 'have a default set, so that a call without an account is answered by a prompt, not by an error about sets' {
        $command = Get-Command -Module community.avma -Name $Name
        $sets = @($command.ParameterSets.Name)
        if ($sets.Count -gt 1) {
            # Get-AvmaEvent reads the host where no guest is named.
            $default = @('Host', 'Row', 'Credential' | Where-Object { $sets -contains $_ })[0]
            $command.DefaultParameterSet | Should -BeExactly $default
        }
    }

    It 'ask nothing of an administrator beyond them: it takes the common parameters' {
        $command = Get-Command -Module community.avma -Name $Name
        $command.CmdletBinding | Should -BeTrue
        foreach ($parameter in 'Verbose', 'ErrorAction', 'OutVariable') { $command.Parameters.Keys | Should -Contain $parameter }
    }
}

Describe 'The list of pinned parameters' {
    It 'has each function and no other' {
        @($pinned.Keys | Sort-Object) | Should -Be @(Get-FunctionName)
    }

    It 'lets whatever changes something be tried with -WhatIf first' {
        foreach ($name in Get-FunctionName | Where-Object { $_ -notlike 'Get-*' }) { @($pinned[$name]) -join ' ' | Should -BeLike '*WhatIf*' -Because $name }
    }
}
