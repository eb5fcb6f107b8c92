# Rows as they arrive from another process: PowerShell remoting serializes them, as it does between Windows Admin Center's gateway and a host. And rows at
# a console: the tables of the format file. A stand-in for CimCmdlets answers with a host and three guests (windows-modules).

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $format = [xml][System.IO.File]::ReadAllText((Join-Path (Get-ModulePath) 'community.avma.format.ps1xml'))
    # What reads on the host, without an account, can be run as it stands there.
    Import-Module (Join-Path (Get-ModulePath) 'community.avma.psd1') -Force
    $examples = @(foreach ($name in Get-FunctionName | Where-Object { $_ -like 'Get-Avma*' -and $_ -ne 'Get-AvmaEncryptionJWKOnNode' }) {
            foreach ($example in (Get-Help -Name $name -Full).examples.example) {
                if ($example.code -notlike '*Get-Credential*') { @{ Code = [string]$example.code; Command = $name } }
            }
        })
    Remove-Module community.avma
    $views = @($format.Configuration.ViewDefinitions.View | ForEach-Object {
            @{ Name = [string]$_.Name; Types = @($_.ViewSelectedBy.TypeName); View = $_ }
        })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'support.ps1')
    $manifestPath = Join-Path (Get-ModulePath) 'community.avma.psd1'
    $names = Get-FunctionName
    # Long lines would break in the width of whoever runs this.
    $wide = 400

    # What a session needs before it reads: stand-ins first, then the module.
    $prepare = "`$env:PSModulePath = '$(Get-StandInPath)' + [System.IO.Path]::PathSeparator + `$env:PSModulePath; Import-Module CimCmdlets; Import-Module '$manifestPath'"
    function Open-Prepared($Session) {
        $prepared = Invoke-Text $Session $prepare
        @($prepared.Failure, $prepared.Errors, $prepared.Warnings | Where-Object { $_ }) | Should -BeNullOrEmpty
        return $Session
    }
    $environmentPath = $env:PSModulePath
    $here = Open-Prepared (New-Session)
    $there = Open-Prepared (New-RemoteSession)

    # The same line here and there, without any error.
    function Read-Row($Session, [string] $Line) {
        $answer = Invoke-Text $Session $Line
        @($answer.Failure, $answer.Errors, $answer.Warnings | Where-Object { $_ }) | Should -BeNullOrEmpty -Because $Line
        return $answer.Rows
    }
}

AfterAll {
    $here.Dispose()
    $there.Dispose()
    $env:PSModulePath = $environmentPath
}

Describe 'Rows from another process' {
    It 'keep each field, value and list: <Line>' -ForEach @(
        @{ Line = 'Get-AvmaHost'; Count = 1; Type = 'Host' }
        # Guests that are off come in any order.
        @{ Line = 'Get-AvmaGuest | Sort-Object -Property name'; Count = 3; Type = 'Guest' }
        @{ Line = 'Get-AvmaClusterNode'; Count = 2; Type = 'ClusterNode' }
        @{ Line = 'Get-AvmaClusterGuest'; Count = 1; Type = 'ClusterGuest' }
        @{ Line = 'Get-AvmaGuest | Sort-Object -Property name | Get-AvmaKey -AvmaHost (Get-AvmaHost)'; Count = 3; Type = 'Key' }
        @{ Line = "Enable-AvmaDataExchange -VmIds '11111111-2222-3333-4444-555555555555', 'x'"; Count = 2; Type = 'DataExchangeChange' }
    ) {
        $local = @(Read-Row $here $Line)
        $remote = @(Read-Row $there $Line)
        $local.Count | Should -Be $Count
        $remote.Count | Should -Be $Count
        for ($index = 0; $index -lt $Count; $index++) {
            $local[$index].PSObject.TypeNames[0] | Should -Be "Community.Avma.$Type"
            $remote[$index].PSObject.TypeNames[0] | Should -Be "Deserialized.Community.Avma.$Type"
            ConvertTo-RowText $remote[$index] | Should -BeExactly (ConvertTo-RowText $local[$index])
            @($remote[$index].PSObject.Properties | ForEach-Object { $_.Name }) -join ',' |
                Should -BeExactly (@($local[$index].PSObject.Properties | ForEach-Object { $_.Name }) -join ',')
        }
    }

    It 'keep the items of Data Exchange, which lie three levels deep' {
        $guest = @(Read-Row $there 'Get-AvmaGuest')[0]
        $guest.name | Should -Be 'APP01'
        $guest.vmId | Should -Be '11111111-2222-3333-4444-555555555555'
        @($guest.intrinsic | ForEach-Object { "$($_.name)=$($_.data)" }) | Should -Be 'OSName=Windows Server 2019 Standard', 'OSBuildNumber=17763', 'OSEditionId=7'
        $guest.hostItems[0].data | Should -Be 'Contoso & Co'
        $guest.malformed[0].pool | Should -Be 'guest'
        $guest.dataExchangeStatus | Should -Be 2, 32775
        $guest.notes | Should -Be "one`ntwo"
        $guest.uptimeMs | Should -Be 5000000000
        $guest.lastStateChange | Should -Be '2026-10-01T12:00:00.0000000Z'
        $guest.parentSnapshot | Should -Be $null
        $guest.clusterResource | Should -Be 'Virtual Machine APP01'
    }

    It 'keep empty lists and lists of one: no number and no nothing is made of them' {
        $guests = @(Read-Row $there 'Get-AvmaGuest')
        , $guests[1].intrinsic | Should -BeOfType [System.Collections.ArrayList]
        $guests[1].intrinsic.Count | Should -Be 0
        , $guests[0].heartbeatStatus | Should -BeOfType [System.Collections.ArrayList]
        $guests[0].heartbeatStatus.Count | Should -Be 1
    }

    It 'hold nothing but what every reader of JSON knows' {
        foreach ($row in (Read-Row $there 'Get-AvmaHost'), (Read-Row $there 'Get-AvmaGuest')) {
            $values = @($row | ForEach-Object { $_.PSObject.Properties } | ForEach-Object { $_.Value } | Where-Object { $null -ne $_ })
            foreach ($value in $values) {
                $value.GetType().Name | Should -BeIn 'String', 'Int32', 'Int64', 'UInt16', 'UInt32', 'UInt64', 'Boolean', 'ArrayList', 'Hashtable'
            }
        }
    }

    It 'go on to Get-AvmaKey and Install-AvmaKey as rows of this process do' {
        $guests = @(Read-Row $there 'Get-AvmaGuest')
        $hostRow = @(Read-Row $there 'Get-AvmaHost')[0]
        Import-Module $manifestPath -Force
        try {
            $keys = @($guests | Get-AvmaKey -AvmaHost $hostRow)
            $keys[0].productKey | Should -Be 'TNK62-RXVTB-4P47B-2D623-4GF74'
            $keys[0].hostActivates | Should -BeTrue
            $account = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList 'user', (New-Object -TypeName System.Security.SecureString)
            @($keys[0] | Install-AvmaKey -Credential $account -WhatIf -ErrorAction Stop).Count | Should -Be 0
        } finally {
            Remove-Module community.avma
        }
    }

    It 'that could not be read arrive as an error that says why: <Line>' -ForEach @(
        @{ Line = 'Get-AvmaGuest'; Class = 'Msvm_ComputerSystem' }
        @{ Line = 'Get-AvmaClusterNode'; Class = 'MSCluster_Node' }
        @{ Line = 'Get-AvmaClusterGuest'; Class = 'MSCluster_Resource' }
        @{ Line = "Enable-AvmaDataExchange -VmIds 'x'"; Class = 'Msvm_VirtualSystemManagementService' }
    ) {
        $answer = Invoke-Text $there "& (Get-Module CimCmdlets) { `$script:refused = '$Class' }; $Line"
        $null = Read-Row $there "& (Get-Module CimCmdlets) { `$script:refused = '' }"
        $answer.Rows.Count | Should -Be 0
        # The gateway hands on the message, and little else.
        $answer.Message | Should -MatchExactly '^AvmaError \{.*\}$'
        $facts = $answer.Message.Substring('AvmaError '.Length) | ConvertFrom-Json
        @($facts.PSObject.Properties | ForEach-Object { $_.Name } | Sort-Object) | Should -Be 'code', 'hresult', 'id', 'message', 'reason'
        "$($facts.code) $($facts.hresult) $($facts.message)" | Should -Be "unclassified -2147023174 $Class does not answer."
    }
}

Describe 'Rows of somebody else' {
    BeforeAll {
        $lines = 'Get-AvmaHost', 'Get-AvmaGuest | Sort-Object -Property name', 'Get-AvmaClusterNode', 'Get-AvmaClusterGuest', 'Get-AvmaGuest | Sort-Object -Property name | Get-AvmaKey -AvmaHost (Get-AvmaHost)'
        $expected = @{}
        foreach ($line in $lines) { $expected[$line] = @(Read-Row $here $line | ForEach-Object { ConvertTo-RowText $_ }) }
    }

    It 'are the same with <What>' -ForEach @(
        @{ What = 'strict preferences'; Before = "`$ErrorActionPreference = 'Stop'; `$WarningPreference = 'Stop'; Set-StrictMode -Version 3.0" }
        @{ What = 'talkative preferences'; Before = "`$VerbosePreference = 'Continue'; `$DebugPreference = 'Continue'; `$InformationPreference = 'Continue'" }
        @{
            What = 'other signs for numbers and dates'
            Before = "`$culture = [System.Globalization.CultureInfo]::InvariantCulture.Clone(); `$culture.NumberFormat.NumberDecimalSeparator = ','; " +
            "`$culture.NumberFormat.NegativeSign = '~'; `$culture.DateTimeFormat.TimeSeparator = '.'; `$culture.DateTimeFormat.DateSeparator = '.'; " +
            '[System.Threading.Thread]::CurrentThread.CurrentCulture = $culture'
        }
    ) {
        $session = Open-Prepared (New-Session)
        try {
            foreach ($line in $lines) { @(Read-Row $session "$Before; $line" | ForEach-Object { ConvertTo-RowText $_ }) | Should -BeExactly $expected[$line] -Because $line }
        } finally {
            $session.Dispose()
        }
    }

    It 'stop coming when no more are wanted' {
        @(Read-Row $here 'Get-AvmaGuest | Select-Object -First 1').Count | Should -Be 1
        @(Read-Row $there 'Get-AvmaGuest | Get-AvmaKey | Select-Object -First 1').Count | Should -Be 1
    }
}

Describe 'Rows at a console' {
    BeforeAll {
        Import-Module $manifestPath -Force
        $help = @{}
        foreach ($name in $names) {
            $outputs = @((Get-Help -Name $name -Full).returnValues.returnValue | ForEach-Object { $_.type.name }) -join ' '
            foreach ($match in [regex]::Matches(($outputs -replace '\s+', ' '), 'Community\.Avma\.(\w+): ([^.]+)\.')) {
                # What a field means may follow it in parentheses.
                $help[$match.Groups[1].Value] = @(($match.Groups[2].Value -replace ' \([^)]*\)') -split ', ')
            }
        }

        # A row with all fields of its kind, each of them null.
        function New-EmptyRow([string] $Type) {
            $fields = [ordered]@{}
            foreach ($field in $help[($Type -replace '^Community\.Avma\.', '')]) { $fields[$field] = $null }
            $row = New-Object -TypeName PSObject -Property $fields
            $row.PSObject.TypeNames.Insert(0, $Type)
            return $row
        }

        function Get-Table($Row) {
            return (($Row | Out-String -Width $wide) -replace '\x1b\[[0-9;]*m', '').Trim() -split '\r?\n'
        }
    }

    AfterAll {
        Remove-Module community.avma
    }

    It 'have a table for each kind that the help names, and for no other' {
        $typesOfTables = @(Get-FormatData -TypeName 'Community.Avma.*' | ForEach-Object { $_.TypeNames } | Sort-Object -Unique)
        $typesOfTables | Should -Be @($help.Keys | ForEach-Object { "Community.Avma.$_" } | Sort-Object)
    }

    It 'show the columns of <Name>, which are fields of its rows' -ForEach $views {
        foreach ($type in $Types) {
            $fields = $help[($type -replace '^Community\.Avma\.', '')]
            $fields.Count | Should -BeGreaterThan 3 -Because $type
            $labels = @($View.TableControl.TableHeaders.TableColumnHeader | ForEach-Object { $_.Label })
            $row = New-EmptyRow $type
            $head = (Get-Table $row)[0] -split '\s+'
            $head | Should -Be $labels -Because $type
            # An expression that fails would show as #ERR.
            Set-StrictMode -Version 3.0
            ($row | Format-Table -ShowError | Out-String -Width $wide) | Should -Not -BeLike '*#ERR*' -Because $type
        }
        $shared = @($Types | ForEach-Object { $help[($_ -replace '^Community\.Avma\.', '')] } | Sort-Object -Unique)
        foreach ($column in $View.TableControl.TableRowEntries.TableRowEntry.TableColumnItems.TableColumnItem) {
            if ($column.PSObject.Properties['PropertyName']) {
                $shared | Should -Contain $column.PropertyName
            } else {
                foreach ($match in [regex]::Matches($column.ScriptBlock, '\$_\.(\w+)')) { $shared + 'name' | Should -Contain $match.Groups[1].Value }
            }
        }
    }

    It 'show a host, its guests and their keys' {
        (Get-Table (Read-Row $here 'Get-AvmaHost'))[2] | Should -Match '^HV01 +Microsoft Windows Server 2022 Datacenter +20348 +8 +1 +Running +True +0$'
        (Get-Table (Read-Row $here 'Get-AvmaGuest'))[2] | Should -Match '^APP01 +2 +2 +Windows Server 2019 Standard +11111111-2222-3333-4444-555555555555$'
        (Get-Table (Read-Row $here 'Get-AvmaGuest | Get-AvmaKey -AvmaHost (Get-AvmaHost)'))[2] |
            Should -Match '^APP01 +2019 +standard +TNK62-RXVTB-4P47B-2D623-4GF74 +True +11111111-2222-3333-4444-555555555555$'
    }

    It 'show the same when they come from another process' {
        foreach ($line in 'Get-AvmaHost', 'Get-AvmaGuest | Sort-Object -Property name', 'Get-AvmaGuest | Sort-Object -Property name | Get-AvmaKey') {
            Get-Table (Read-Row $there $line) | Should -Be (Get-Table (Read-Row $here $line)) -Because $line
        }
    }
}

Describe 'The examples that read' {
    It '<Code>' -ForEach $examples {
        $null = Read-Row $here "Set-Location -LiteralPath '$TestDrive'"
        $rows = @(Read-Row $here $Code)
        $file = [regex]::Match($Code, 'Export-Csv -Path \.\\(\S+)').Groups[1].Value
        if ($file) {
            $rows.Count | Should -Be 0
            # Export-Csv writes "?" for what its encoding lacks, unless it is told otherwise.
            $Code | Should -BeLike '* -NoTypeInformation -Encoding UTF8*'
            if ($Command -notlike 'Get-Avma*Event') {
                $written = @(Import-Csv -LiteralPath (Join-Path $TestDrive $file))
                @($written | ForEach-Object { $_.name } | Sort-Object) | Should -Be 'APP01', 'APP02', "K$([char]0xF6)ln"
                @($written[0].PSObject.Properties | Where-Object { $_.Value -like 'System.*' }) | Should -BeNullOrEmpty
            }
        } elseif ($Command -notlike 'Get-Avma*Event') {
            # What the logs of this computer hold is its own affair.
            $rows.Count | Should -BeGreaterThan 0
        }
    }
}
