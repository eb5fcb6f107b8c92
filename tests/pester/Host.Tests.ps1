# What the functions that ask a host or enter guests do where the host isn't as they need it. PowerShell itself asks Get-VM of the module Hyper-V before
# it enters a guest (Invoke-Command -VMId), and its errors are its own: only Get-VM is a stand-in.

BeforeAll {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $manifestPath = Join-Path (Get-ModulePath) 'community.avma.psd1'
    $environmentPath = $env:PSModulePath
    $off = '22222222-3333-4444-5555-666666666666'
    $unknown = '33333333-4444-5555-6666-777777777777'
    $account = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList 'user', (New-Object -TypeName System.Security.SecureString)

    # Where Hyper-V is not installed: an empty module comes before the one that the computer of the tests may have, and nothing is loaded by itself.
    $withoutHyperV = Join-Path $TestDrive 'without'
    $null = New-Item -ItemType Directory -Path (Join-Path $withoutHyperV 'Hyper-V')
    Set-Content -LiteralPath (Join-Path (Join-Path $withoutHyperV 'Hyper-V') 'Hyper-V.psm1') -Value 'Export-ModuleMember'

    # A session with the module.
    function Open-Host([switch] $WithHyperV) {
        $session = New-Session
        $path = Get-StandInPath
        $loading = 'All'
        if (-not $WithHyperV) {
            $path = $withoutHyperV
            $loading = 'None'
        }
        $lines = "Import-Module Microsoft.PowerShell.Utility; `$env:PSModulePath = '$path'; `$PSModuleAutoLoadingPreference = '$loading'; Import-Module '$manifestPath'"
        $opened = Invoke-Text $session $lines
        @($opened.Failure, $opened.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty
        return $session
    }
}

AfterAll {
    $env:PSModulePath = $environmentPath
}

Describe 'A guest that cannot be entered' {
    It 'is one row that says why: <Code>' -ForEach @(
        @{ Code = 'hyperVModuleMissing'; HyperV = $false; Guest = 'off'; Id = 'HyperVModuleNotAvailable,Microsoft.PowerShell.Commands.InvokeCommandCommand' }
        @{ Code = 'notRunning'; HyperV = $true; Guest = 'off'; Id = 'InvalidVMState,Microsoft.PowerShell.Commands.InvokeCommandCommand' }
        @{ Code = 'notFound'; HyperV = $true; Guest = 'unknown'; Id = 'InvalidVMIdNotSingle,Microsoft.PowerShell.Commands.InvokeCommandCommand' }
    ) {
        $vmId = $off
        if ($Guest -eq 'unknown') { $vmId = $unknown }
        $session = Open-Host -WithHyperV:$HyperV
        try {
            $calls = @{
                'Get-AvmaActivation' = @{ VmId = $vmId; Credential = $account }
                'Get-AvmaEvent' = @{ VmId = $vmId; Credential = $account }
                'Install-AvmaKey' = @{ VmId = $vmId; Credential = $account; Mode = 'check'; ExpectedBuild = 17763; ExpectedSku = 8; ProductKey = 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW' }
                'Remove-AvmaDataExchangeItem' = @{ VmId = $vmId; Credential = $account; Names = @('Item'); Confirm = $false }
            }
            foreach ($command in $calls.Keys) {
                $answer = Invoke-InSession $session $command $calls[$command]
                @($answer.Failure, $answer.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty -Because $command
                $row = $answer.Rows[-1]
                $row.vmId | Should -Be $vmId -Because $command
                $row.error.code | Should -Be $Code -Because $command
                $row.error.id | Should -Be $Id -Because $command
                $row.error.reason | Should -Be 'ArgumentException' -Because $command
                $row.error.message | Should -Not -BeNullOrEmpty -Because $command
            }
        } finally {
            $session.Dispose()
        }
    }

    It 'costs no further guest of the pipeline its row' {
        $session = Open-Host -WithHyperV
        try {
            $null = Invoke-InSession $session 'Set-Variable' @{ Name = 'account'; Value = $account }
            $answer = Invoke-Text $session "'$off', '$unknown' | ForEach-Object { New-Object -TypeName PSObject -Property @{ vmId = `$_ } } | Get-AvmaActivation -Credential `$account"
            @($answer.Rows | ForEach-Object { $_.error.code }) | Should -Be 'notRunning', 'notFound'
        } finally {
            $session.Dispose()
        }
    }
}

Describe 'A host whose commands are missing' {
    BeforeAll {
        # Get-CimInstance is not there either.
        $session = Open-Host
    }

    AfterAll {
        $session.Dispose()
    }

    It 'is not taken for one without Hyper-V or without a cluster: <Command>' -ForEach @(
        @{ Command = 'Get-AvmaGuest'; More = @{} }
        @{ Command = 'Get-AvmaClusterNode'; More = @{} }
        @{ Command = 'Get-AvmaClusterGuest'; More = @{} }
        @{ Command = 'Enable-AvmaDataExchange'; More = @{ VmIds = @('x') } }
    ) {
        $answer = Invoke-InSession $session $Command $More
        @($answer.Errors).Count | Should -Be 0
        $answer.Rows.Count | Should -Be 0
        $answer.Message | Should -MatchExactly '^AvmaError \{.*\}$'
        $facts = $answer.Message.Substring('AvmaError '.Length) | ConvertFrom-Json
        "$($facts.code) $($facts.id) $($facts.reason)" | Should -Be 'unclassified CommandNotFoundException CommandNotFoundException'
    }

    It 'is described by what could not be read' {
        $answer = Invoke-InSession $session 'Get-AvmaHost'
        @($answer.Failure, $answer.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty
        $row = $answer.Rows[0]
        @($row.unread | ForEach-Object { $_.field }) | Should -Contain 'buildNumber'
        @($row.unread | ForEach-Object { $_.field }) | Should -Contain 'vmmsState'
        @($row.vmmsState, $row.hyperVRights, $row.clusterName, $row.licenseStatus | Where-Object { $null -ne $_ }).Count | Should -Be 0
    }
}

Describe 'Accounts' {
    # In this order: the key of a session is made once, which takes seconds.
    BeforeAll {
        $session = Open-Host -WithHyperV
    }

    AfterAll {
        $session.Dispose()
    }

    It 'are refused before any guest is entered where the session has made no key' {
        $answer = Invoke-InSession $session 'Get-AvmaActivation' @{ VmId = $off; Account = 'AAAA' }
        $answer.Rows[0].error.code | Should -Be 'encryptionKeyMissing'
    }

    It 'are refused that were encrypted with another key than that of the session' {
        $null = Invoke-InSession $session 'Get-AvmaEncryptionJWKOnNode'
        $answer = Invoke-InSession $session 'Get-AvmaActivation' @{ VmId = $off; Account = [Convert]::ToBase64String((New-Object -TypeName byte[] -ArgumentList 512)) }
        $answer.Rows[0].error.code | Should -Be 'encryptionKeyMissing'
    }

    It 'are taken that were encrypted with the key of the session' {
        $public = (Invoke-InSession $session 'Get-AvmaEncryptionJWKOnNode').Rows[0] | ConvertFrom-Json
        $modulus = $public.n.Replace('-', '+').Replace('_', '/')
        $parameters = New-Object -TypeName System.Security.Cryptography.RSAParameters
        $parameters.Exponent = [Convert]::FromBase64String($public.e)
        $parameters.Modulus = [Convert]::FromBase64String($modulus.PadRight($modulus.Length + (4 - $modulus.Length % 4) % 4, '='))
        $rsa = New-Object -TypeName System.Security.Cryptography.RSACryptoServiceProvider
        $rsa.ImportParameters($parameters)
        $encrypted = [Convert]::ToBase64String($rsa.Encrypt([System.Text.Encoding]::UTF8.GetBytes("CONTOSO\user`0Pa55 w.rd"), $true))
        $answer = Invoke-InSession $session 'Get-AvmaActivation' @{ VmId = $off; Account = $encrypted }
        # It went as far as PowerShell, which says that this guest is off.
        $answer.Rows[0].error.code | Should -Be 'notRunning'
        ConvertTo-RowText $answer.Rows[0] | Should -Not -BeLike '*Pa55*'
    }
}

Describe 'A change that was not confirmed' {
    It 'is not made: <Command>' -ForEach @(
        @{ Command = 'Install-AvmaKey'; More = @{ ProductKey = 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW' } }
        @{ Command = 'Remove-AvmaDataExchangeItem'; More = @{ Names = @('Item') } }
    ) {
        $session = Open-Host
        try {
            $answer = Invoke-InSession $session $Command ($More + @{ VmId = $off; Credential = $account; WhatIf = $true })
            # A guest that had been asked for would be a row with an error.
            @($answer.Failure, $answer.Errors, $answer.Rows | Where-Object { $_ }) | Should -BeNullOrEmpty
        } finally {
            $session.Dispose()
        }
    }
}
