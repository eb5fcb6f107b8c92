# The module where it is not trusted: in constrained language, as application control (App Control for Business, AppLocker) leaves it to unsigned code. In
# Windows PowerShell 5.1 fewer types are allowed there than in PowerShell 7; the engine of this repository (dev-gateway/powershell) has the list of 5.1.
# Each session is a process of its own: what a process has converted in one language it remembers for the other.

BeforeAll {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $manifestPath = Join-Path (Get-ModulePath) 'community.avma.psd1'

    # A session with the stand-ins, which are trusted, and with the module, which is trusted in full language only.
    function Open-Language([string] $Language) {
        $session = New-RemoteSession
        $lines = "`$env:PSModulePath = '$(Get-StandInPath)' + [System.IO.Path]::PathSeparator + `$env:PSModulePath; Import-Module CimCmdlets, Hyper-V"
        foreach ($line in $lines, "`$ExecutionContext.SessionState.LanguageMode = '$Language'", "Import-Module '$manifestPath'") {
            $answer = Invoke-Text $session $line
            @($answer.Failure, $answer.Errors, $answer.Warnings | Where-Object { $_ }) | Should -BeNullOrEmpty -Because $line
        }
        return $session
    }
    $constrained = Open-Language 'ConstrainedLanguage'
    $full = Open-Language 'FullLanguage'
    $account = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList 'user', (New-Object -TypeName System.Security.SecureString)
    $vmId = '22222222-3333-4444-5555-666666666666'
}

AfterAll {
    $constrained.Dispose()
    $full.Dispose()
}

Describe 'The module in constrained language' {
    It 'is there, and limited as code of others is' {
        @((Invoke-Text $constrained '(Get-AvmaHost).languageMode').Rows) | Should -Be 'ConstrainedLanguage'
        @((Invoke-Text $full '(Get-AvmaHost).languageMode').Rows) | Should -Be 'FullLanguage'
        @((Invoke-Text $constrained '[System.IO.File]::Exists("x")').Errors) | Should -Be 'MethodInvocationNotSupportedInConstrainedLanguage'
    }

    It 'reads the same as in full language: <_>' -ForEach @(
        'Get-AvmaHost', 'Get-AvmaGuest | Sort-Object -Property name', 'Get-AvmaGuest | Sort-Object -Property name | Get-AvmaKey -AvmaHost (Get-AvmaHost)', 'Get-AvmaKey -BuildNumber 26100 -OperatingSystemSku 407',
        'Get-AvmaClusterNode', 'Get-AvmaClusterGuest'
    ) {
        $limited = Invoke-Text $constrained $_
        @($limited.Failure, $limited.Errors, $limited.Warnings | Where-Object { $_ }) | Should -BeNullOrEmpty
        $rows = @($limited.Rows | ForEach-Object { (ConvertTo-RowText $_) -replace 'ConstrainedLanguage', 'FullLanguage' })
        $rows.Count | Should -BeGreaterThan 0
        $rows | Should -BeExactly @((Invoke-Text $full $_).Rows | ForEach-Object { ConvertTo-RowText $_ })
    }

    It 'reads events, also from a date on' {
        $answer = Invoke-Text $constrained 'Get-AvmaEvent -StartTime (Get-Date).AddDays(-1) -Maximum 1'
        @($answer.Failure, $answer.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty
        @($answer.Rows | Where-Object { -not $_.PSObject.Properties['recordId'] } | ForEach-Object { $_.logName }) | Should -Be 'Application', 'Key Management Service'
    }

    It 'switches Data Exchange' {
        $answer = Invoke-Text $constrained "Enable-AvmaDataExchange -VmIds '$vmId'"
        @($answer.Failure, $answer.Errors, $answer.Warnings | Where-Object { $_ }) | Should -BeNullOrEmpty
        "$($answer.Rows[0].outcome) $($answer.Rows[0].enabledState)" | Should -Be 'done 2'
    }

    It 'changes nothing with -WhatIf, nor with -Confirm, since nobody can be asked: <_>' -ForEach '-WhatIf', '-Confirm' {
        $answer = Invoke-Text $constrained "Enable-AvmaDataExchange -VmIds '$vmId' -Enable `$false $_; (Get-AvmaGuest | Where-Object vmId -eq '$vmId').dataExchangeState"
        $answer.Rows | Should -Be 2
        $expected = @()
        if ($_ -eq '-Confirm') { $expected = @('ConfirmationNotPossible,Test-Confirmed') }
        @($answer.Errors) | Should -Be $expected
    }

    It 'says of accounts of Windows Admin Center that it cannot decrypt them: <_>' -ForEach @(
        'Get-AvmaActivation', 'Get-AvmaEvent', 'Remove-AvmaDataExchangeItem -Names x',
        'Install-AvmaKey -ExpectedBuild 17763 -ExpectedSku 8 -ProductKey H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW'
    ) {
        $answer = Invoke-Text $constrained "$_ -VmId '$vmId' -Account AAAA"
        @($answer.Failure, $answer.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty
        $answer.Rows[-1].error.code | Should -Be 'languageMode'
    }
}
