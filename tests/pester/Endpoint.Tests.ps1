# A JEA endpoint for each role, opened by PowerShell itself from the example of a session configuration (docs/examples) and the role capabilities of the
# module. Get-PSSessionCapability makes sessions in the same way (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/get-pssessioncapability).
#
# What only Windows' endpoints have, and is not tested here:
# * groups: WinRM looks up whose groups the account is in; here a script block says which entry of RoleDefinitions is meant
# * RunAsVirtualAccount and TranscriptDirectory, which the service applies when somebody connects; only that they are written down is tested
# * the way over the wire (Rows.Tests.ps1 has it without an endpoint)
# * Windows' own modules: stand-ins come first on the module path, so that a host with Hyper-V answers the same in each run

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $reading = 'Get-AvmaClusterGuest', 'Get-AvmaClusterNode', 'Get-AvmaGuest', 'Get-AvmaHost', 'Get-AvmaHostEvent', 'Get-AvmaKey'
    $everything = @(Get-FunctionName)
    $roles = @(
        @{ Role = 'AvmaReaders'; Visible = $reading; Hidden = @($everything | Where-Object { $reading -notcontains $_ }) }
        @{ Role = 'AvmaHyperVAdministrators'; Visible = $everything; Hidden = @() }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $configurationPath = Get-RepositoryPath 'docs/examples/community.avma.pssc'
    $configuration = Read-DataFile $configurationPath
    $modulePath = @((Get-StandInPath), (Split-Path -Parent (Get-ModulePath)))
    $environmentPath = $env:PSModulePath
    $env:PSModulePath = ($modulePath + $environmentPath) -join [System.IO.Path]::PathSeparator

    # A session of somebody who is in the group of this role.
    function Open-Endpoint([string] $Role) {
        $group = @($configuration.RoleDefinitions.Keys | Where-Object { $configuration.RoleDefinitions[$_].RoleCapabilities -eq $Role })
        if ($group.Count -ne 1) { throw "There is no group with the role $Role in the example." }
        $isMember = [Func[string, bool]] { param ($Name) $Name -eq $group[0] }.GetNewClosure()
        $state = [initialsessionstate]::CreateFromSessionConfigurationFile($configurationPath, $isMember)
        $state.ThrowOnRunspaceOpenError = $true
        $runspace = [runspacefactory]::CreateRunspace($state)
        $runspace.Open()
        return $runspace
    }

    # What a restricted endpoint always shows: https://learn.microsoft.com/powershell/scripting/security/remoting/jea/session-configurations
    $basic = 'Clear-Host', 'Exit-PSSession', 'Get-Command', 'Get-FormatData', 'Get-Help', 'Measure-Object', 'Out-Default', 'Select-Object', 'TabExpansion2'
}

AfterAll {
    $env:PSModulePath = $environmentPath
}

Describe 'The example of a session configuration' {
    It 'restricts the session, runs as a virtual account and records what was done' {
        $configuration.SessionType | Should -Be 'RestrictedRemoteServer'
        $configuration.RunAsVirtualAccount | Should -BeTrue
        $configuration.TranscriptDirectory | Should -Not -BeNullOrEmpty
    }

    It 'imports nothing for everybody, and widens nothing' {
        foreach ($name in 'LanguageMode', 'ModulesToImport', 'ScriptsToProcess', 'VisibleCmdlets', 'VisibleFunctions', 'VisibleProviders', 'VisibleExternalCommands', 'VisibleAliases', 'FunctionDefinitions') {
            $configuration.ContainsKey($name) | Should -BeFalse -Because $name
        }
    }

    It 'names both roles of the module, one group for each' {
        @($configuration.RoleDefinitions.Values | ForEach-Object { $_.RoleCapabilities } | Sort-Object) | Should -Be 'AvmaHyperVAdministrators', 'AvmaReaders'
        @(Get-ChildItem -LiteralPath (Join-Path (Get-ModulePath) 'RoleCapabilities') | ForEach-Object { $_.BaseName } | Sort-Object) | Should -Be 'AvmaHyperVAdministrators', 'AvmaReaders'
    }

    It 'leaves all else to roles that show functions only: <_>' -ForEach 'AvmaReaders', 'AvmaHyperVAdministrators' {
        $role = Read-DataFile (Join-Path (Join-Path (Get-ModulePath) 'RoleCapabilities') "$_.psrc")
        # A module that a host lacks would keep the endpoint from opening.
        @($role.ModulesToImport) | Should -Be 'community.avma'
        @($role.Keys | Sort-Object) | Should -Be 'Description', 'GUID', 'ModulesToImport', 'VisibleFunctions'
    }

    It 'passes the check of Windows, where there is one' {
        # The command is on Windows only. Elsewhere opening a session from the file is the check.
        if (Get-Command -Name Test-PSSessionConfigurationFile -ErrorAction SilentlyContinue) {
            Test-PSSessionConfigurationFile -Path $configurationPath | Should -BeTrue
        } else {
            { [initialsessionstate]::CreateFromSessionConfigurationFile($configurationPath, [Func[string, bool]] { $true }) } | Should -Not -Throw
        }
    }

    It 'opens nothing useful for somebody who is in none of the groups' {
        $state = [initialsessionstate]::CreateFromSessionConfigurationFile($configurationPath, [Func[string, bool]] { $false })
        $runspace = [runspacefactory]::CreateRunspace($state)
        $runspace.Open()
        try {
            @((Invoke-InSession $runspace 'Get-Command').Rows | ForEach-Object { $_.Name } | Where-Object { $basic -notcontains $_ }) | Should -BeNullOrEmpty
        } finally {
            $runspace.Dispose()
        }
    }
}

Describe 'The endpoint of the role <Role>' -ForEach $roles {
    BeforeAll {
        $session = Open-Endpoint $Role
    }

    AfterAll {
        $session.Dispose()
    }

    It 'has no language and takes no text' {
        [string]$session.SessionStateProxy.LanguageMode | Should -Be 'NoLanguage'
        foreach ($text in '1 + 1', '$operations', '$env:PATH', '& { Get-AvmaKey }', 'Get-AvmaHost; Get-AvmaHost', 'function Get-AvmaKey { }') {
            $answer = Invoke-Text $session $text
            $answer.Rows.Count | Should -Be 0 -Because $text
            $answer.Failure | Should -Be 'ScriptsNotAllowed' -Because $text
        }
    }

    It 'shows the functions of the role, and nothing of the module beside them' {
        $shown = @((Invoke-InSession $session 'Get-Command').Rows | ForEach-Object { $_.Name } | Sort-Object -Unique)
        $shown | Should -Be @($basic + $Visible | Sort-Object -Unique)
    }

    It 'has the help of what it shows' {
        foreach ($name in $Visible) {
            $found = Invoke-InSession $session 'Get-Help' @{ Name = $name }
            @($found.Failure, $found.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty -Because $name
            $found.Rows.Count | Should -BeGreaterThan 0 -Because $name
        }
    }

    It 'answers a call by plain name and by the name of the module, as Windows Admin Center and administrators make it' {
        foreach ($name in 'Get-AvmaKey', 'community.avma\Get-AvmaKey') {
            $found = Invoke-InSession $session $name @{ BuildNumber = 20348; OperatingSystemSku = 8 }
            @($found.Failure, $found.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty -Because $name
            $found.Rows[0].keyLastFive | Should -Be 'DV9BG' -Because $name
        }
    }

    It 'runs nothing else: no command of Windows, none of another role, no helper of the module' {
        $others = 'Import-Module', 'Get-Module', 'Invoke-Command', 'New-Object', 'Get-Variable', 'Get-Content', 'Get-ChildItem', 'Get-CimInstance',
        'CimCmdlets\Get-CimInstance', 'Invoke-CimMethod', 'Get-VM', 'Hyper-V\Get-VM', 'Start-Process', 'Add-RowName', 'Get-Value', 'Test-Visit', 'Watch-Refusal',
        'community.avma\Add-RowName', 'Invoke-Expression', 'ForEach-Object', 'Where-Object'
        foreach ($name in $others + $Hidden + @($Hidden | ForEach-Object { "community.avma\$_" })) {
            (Invoke-InSession $session $name).Failure | Should -Be 'CommandNotFoundException' -Because $name
        }
    }

    It 'reads the host, its guests and its cluster, although no module of Windows is loaded for it' {
        $loaded = @($session.SessionStateProxy.InvokeCommand.GetCommands('Get-CimInstance', 'All', $false))
        $loaded.Count | Should -Be 0
        foreach ($name in 'Get-AvmaHost', 'Get-AvmaGuest', 'Get-AvmaClusterNode', 'Get-AvmaClusterGuest') {
            $answer = Invoke-InSession $session $name
            @($answer.Failure, $answer.Errors, $answer.Warnings | Where-Object { $_ }) | Should -BeNullOrEmpty -Because $name
            $answer.Rows.Count | Should -BeGreaterThan 0 -Because $name
        }
        $hostRow = (Invoke-InSession $session 'Get-AvmaHost').Rows[0]
        "$($hostRow.osCaption), $($hostRow.vmmsState), $($hostRow.hyperVRights), $($hostRow.clusterName), $($hostRow.languageMode)" |
            Should -Be 'Microsoft Windows Server 2022 Datacenter, Running, True, CLU1, FullLanguage'
        @($hostRow.unread).Count | Should -Be 0
        @((Invoke-InSession $session 'Get-AvmaGuest').Rows | ForEach-Object { $_.name } | Sort-Object) | Should -Be 'APP01', 'APP02', "K$([char]0xF6)ln"
    }

    It 'shows no more commands after it has read' {
        $null = Invoke-InSession $session 'Get-AvmaHost'
        $shown = @((Invoke-InSession $session 'Get-Command').Rows | ForEach-Object { $_.Name } | Sort-Object -Unique)
        $shown | Should -Be @($basic + $Visible | Sort-Object -Unique)
        foreach ($name in 'Get-CimInstance', 'CimCmdlets\Get-CimInstance', 'Import-Module') {
            (Invoke-InSession $session $name @{ ErrorAction = 'Stop' }).Failure | Should -Be 'CommandNotFoundException' -Because $name
        }
    }

    It 'runs no program' {
        foreach ($program in 'whoami', 'hostname') { (Invoke-InSession $session $program).Failure | Should -Be 'CommandNotFoundException' -Because $program }
    }
}

Describe 'Get-AvmaHostEvent for readers' {
    BeforeAll {
        $session = Open-Endpoint 'AvmaReaders'
    }

    AfterAll {
        $session.Dispose()
    }

    It 'has the parameters of the host only' {
        $command = (Invoke-InSession $session 'Get-Command' @{ Name = 'Get-AvmaHostEvent' }).Rows
        $common = @([System.Management.Automation.PSCmdlet]::CommonParameters) + @([System.Management.Automation.PSCmdlet]::OptionalCommonParameters)
        @($command[0].Parameters.Keys | Where-Object { $common -notcontains $_ } | Sort-Object) | Should -Be 'BeforeRecordId', 'Ids', 'Maximum', 'StartTime', 'WithoutMessage'
    }

    It 'takes none with which it would enter a guest: <_>' -ForEach 'VmId', 'Credential', 'Account', 'Channel', 'Address' {
        (Invoke-InSession $session 'Get-AvmaHostEvent' @{ $_ = 'x' }).Failure | Should -Be 'NamedParameterNotFound,Get-AvmaHostEvent'
    }

    It 'reads the logs by its full name, as gateways call it, though Get-AvmaEvent is hidden' {
        $answer = Invoke-InSession $session 'community.avma\Get-AvmaHostEvent' @{ Ids = @(12310); Maximum = 1 }
        $answer.Failure | Should -BeNullOrEmpty
        @($answer.Rows | ForEach-Object { $_.logName } | Sort-Object -Unique) | Should -Be 'Application', 'Key Management Service'
    }
}

Describe 'What operators do' {
    BeforeAll {
        $session = Open-Endpoint 'AvmaHyperVAdministrators'
        $off = '22222222-3333-4444-5555-666666666666'
        $account = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList 'user', (New-Object -TypeName System.Security.SecureString)
    }

    AfterAll {
        $session.Dispose()
    }

    It 'switches Data Exchange and reads it back' {
        $answer = Invoke-InSession $session 'Enable-AvmaDataExchange' @{ VmIds = @($off); Enable = $true }
        @($answer.Failure, $answer.Errors, $answer.Warnings | Where-Object { $_ }) | Should -BeNullOrEmpty
        "$($answer.Rows[0].outcome) $($answer.Rows[0].enabledState)" | Should -Be 'done 2'
    }

    It 'gets as far into a guest as PowerShell itself, which asks Get-VM: <Command>' -ForEach @(
        @{ Command = 'Get-AvmaActivation'; More = @{} }
        @{ Command = 'Get-AvmaEvent'; More = @{} }
        @{ Command = 'Remove-AvmaDataExchangeItem'; More = @{ Names = @('Item'); Confirm = $false } }
        @{ Command = 'Install-AvmaKey'; More = @{ Mode = 'check'; ExpectedBuild = 17763; ExpectedSku = 8; ProductKey = 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW' } }
    ) {
        # Without Hyper-V's module in the session it would be HyperVModuleNotAvailable.
        $answer = Invoke-InSession $session $Command ($More + @{ VmId = $off; Credential = $account })
        @($answer.Failure, $answer.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty
        $answer.Rows[-1].error.code | Should -Be 'notRunning'
    }
}

Describe 'The key of a session for Windows Admin Center' {
    It 'is handed to whoever may enter guests, and is the same for the whole session' {
        $session = Open-Endpoint 'AvmaHyperVAdministrators'
        try {
            $keys = foreach ($time in 1, 2) {
                $answer = Invoke-InSession $session 'Get-AvmaEncryptionJWKOnNode'
                @($answer.Failure, $answer.Errors | Where-Object { $_ }) | Should -BeNullOrEmpty
                $answer.Rows
            }
            $keys[1] | Should -BeExactly $keys[0]
            $public = $keys[0] | ConvertFrom-Json
            # Four names: nothing of the private key is among them.
            @($public.PSObject.Properties | ForEach-Object { $_.Name } | Sort-Object) | Should -Be 'alg', 'e', 'kty', 'n'
            $public.kty | Should -Be 'RSA'
            $public.n | Should -MatchExactly '^[A-Za-z0-9_-]{683}$'
        } finally {
            $session.Dispose()
        }
    }
}
