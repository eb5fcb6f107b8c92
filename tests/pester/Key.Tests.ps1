# Get-AvmaKey against the tool's own table: keys.csv, which a test in tests/scripts holds to src/app/domain.

BeforeDiscovery {
    $builds = @(Import-Csv -LiteralPath (Join-Path $PSScriptRoot 'keys.csv') | Group-Object -Property build | ForEach-Object { @{ Build = [int]$_.Name; Version = $_.Group[0].version } })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'support.ps1')
    Import-Module (Join-Path (Get-ModulePath) 'community.avma.psd1') -Force
    $table = @(Import-Csv -LiteralPath (Join-Path $PSScriptRoot 'keys.csv'))
    $hostNames = @($table | ForEach-Object { "$($_.activatedBy); $($_.unsure)" -split '; ' } | Where-Object { $_ } | Sort-Object -Unique)

    # The facts of an activated host by its name in the table.
    function New-HostRow([string] $Name) {
        if ($Name -match '^azureLocal (.+)$') {
            return New-Object -TypeName PSObject -Property @{ buildNumber = 26100; operatingSystemSku = 406; azureLocalActivation = @{ configured = $true; version = $Matches[1] } }
        }
        return New-Object -TypeName PSObject -Property @{ buildNumber = [int]$Name; operatingSystemSku = 8; azureLocalActivation = $null }
    }

    # A running guest that reports this build and edition.
    function New-GuestRow($Build, $Sku) {
        $items = @(@{ name = 'OSBuildNumber'; data = "$Build" }, @{ name = 'OSEditionId'; data = "$Sku" })
        return New-Object -TypeName PSObject -Property @{ vmId = 'id'; name = 'APP01'; enabledState = 2; dataExchangeState = 2; intrinsic = $items }
    }
}

AfterAll {
    Remove-Module community.avma
}

Describe 'Get-AvmaKey' {
    It 'knows the keys of <Version>, by two numbers, from Data Exchange and from inside' -ForEach $builds {
        foreach ($entry in $table | Where-Object { [int]$_.build -eq $Build }) {
            $wanted = "$Build $($entry.sku) $Version $($entry.edition) $($entry.key) $($entry.key.Substring(24)) "
            $inside = New-Object -TypeName PSObject -Property @{ vmId = 'id'; computerName = 'APP01'; buildNumber = $Build; operatingSystemSku = [int]$entry.sku }
            $found = @(
                Get-AvmaKey -BuildNumber $Build -OperatingSystemSku $entry.sku
                New-GuestRow $Build $entry.sku | Get-AvmaKey
                $inside | Get-AvmaKey
            )
            @($found | ForEach-Object { "$($_.buildNumber) $($_.operatingSystemSku) $($_.version) $($_.edition) $($_.productKey) $($_.keyLastFive) $($_.hostActivates)" }) |
                Should -BeExactly @($wanted, $wanted, $wanted)
        }
    }

    It 'knows which hosts activate <Version>' -ForEach $builds {
        foreach ($entry in $table | Where-Object { [int]$_.build -eq $Build }) {
            $found = foreach ($name in $hostNames) { "$name $((Get-AvmaKey -BuildNumber $Build -OperatingSystemSku $entry.sku -AvmaHost (New-HostRow $name)).hostActivates)" }
            $wanted = foreach ($name in $hostNames) {
                $answer = $entry.activatedBy -split '; ' -contains $name
                if ($entry.unsure -split '; ' -contains $name) { $answer = $null }
                "$name $answer"
            }
            $found | Should -Be $wanted -Because "edition $($entry.sku)"
        }
    }

    It 'has been asked for all 15 published keys, on hosts of all kinds' {
        @($table | ForEach-Object { $_.key } | Sort-Object -Unique).Count | Should -Be 15
        @($table | Where-Object { $_.key -cnotmatch '^([A-Z0-9]{5}-){4}[A-Z0-9]{5}$' }).Count | Should -Be 0
        $hostNames | Should -Contain '9600'
        $hostNames | Should -Contain '26100'
        $hostNames | Should -Contain 'azureLocal subscription'
    }

    It 'hands out no key for builds and editions outside the table: <Build> with <Sku>' -ForEach @(
        @{ Build = 9200; Sku = 8 }, @{ Build = 17764; Sku = 8 }, @{ Build = 19041; Sku = 8 }, @{ Build = 25398; Sku = 145 }, @{ Build = 0; Sku = 0 },
        @{ Build = 20348; Sku = 79 }, @{ Build = 20348; Sku = 50 }, @{ Build = 20348; Sku = 4 }, @{ Build = -1; Sku = -1 }
    ) {
        $row = Get-AvmaKey -BuildNumber $Build -OperatingSystemSku $Sku -AvmaHost (New-HostRow '26100')
        @($row.productKey, $row.keyLastFive, $row.version, $row.hostActivates | Where-Object { $null -ne $_ }).Count | Should -Be 0
        $row.buildNumber | Should -Be $Build
    }

    It 'does not know what hosts do that no table knows' {
        $unknown = New-Object -TypeName PSObject -Property @{ buildNumber = 27000; operatingSystemSku = 8; azureLocalActivation = $null }
        (Get-AvmaKey -BuildNumber 20348 -OperatingSystemSku 8 -AvmaHost $unknown).hostActivates | Should -Be $null
        $empty = New-Object -TypeName PSObject -Property @{ name = 'HV01' }
        (Get-AvmaKey -BuildNumber 20348 -OperatingSystemSku 8 -AvmaHost $empty).hostActivates | Should -Be $null
        $standard = New-Object -TypeName PSObject -Property @{ buildNumber = 26100; operatingSystemSku = 7; azureLocalActivation = $null }
        (Get-AvmaKey -BuildNumber 20348 -OperatingSystemSku 8 -AvmaHost $standard).hostActivates | Should -BeFalse
    }

    It 'takes nothing of a guest that is off or whose Data Exchange is off, since that may be long past' {
        foreach ($state in @{ enabledState = 3; dataExchangeState = 2 }, @{ enabledState = 2; dataExchangeState = 3 }) {
            $guest = New-GuestRow 20348 8
            $guest.enabledState = $state.enabledState
            $guest.dataExchangeState = $state.dataExchangeState
            $row = $guest | Get-AvmaKey
            $row.vmId | Should -Be 'id'
            @($row.buildNumber, $row.productKey | Where-Object { $null -ne $_ }).Count | Should -Be 0
        }
    }

    It 'takes nothing that a guest writes for a number: <_>' -ForEach '', ' ', '20348.1', '0x4F7C', '99999999999999999999', '-20348', "20348`n17763", 'twenty' {
        (New-GuestRow $_ 8 | Get-AvmaKey).buildNumber | Should -Be $null
    }

    It 'writes one row for each that it is given, in their order, whatever is missing in it' {
        $given = @((New-GuestRow 20348 8), (New-Object -TypeName PSObject -Property @{ other = 1 }), 'text', (New-GuestRow 14393 7))
        $written = @($given | Get-AvmaKey)
        @($written | ForEach-Object { "$($_.buildNumber)" }) -join ',' | Should -Be '20348,,,14393'
        foreach ($row in $written) {
            $row.PSObject.TypeNames[0] | Should -Be 'Community.Avma.Key'
            @($row.PSObject.Properties | ForEach-Object { $_.Name }) -join ',' |
                Should -Be 'vmId,name,buildNumber,operatingSystemSku,version,edition,productKey,keyLastFive,hostActivates'
        }
    }

    It 'refuses <What>' -ForEach @(
        @{ What = 'half of the two numbers'; Parameters = @{ BuildNumber = 20348 }; Id = 'MissingMandatoryParameter,Get-AvmaKey' }
        @{ What = 'a row and numbers at once'; Parameters = @{ InputObject = 'row'; BuildNumber = 20348; OperatingSystemSku = 8 }; Id = 'AmbiguousParameterSet,Get-AvmaKey' }
        @{ What = 'text for a number'; Parameters = @{ BuildNumber = 'abc'; OperatingSystemSku = 8 }; Id = 'ParameterArgumentTransformationError,Get-AvmaKey' }
        @{ What = 'a number that is too large'; Parameters = @{ BuildNumber = '99999999999'; OperatingSystemSku = 8 }; Id = 'ParameterArgumentTransformationError,Get-AvmaKey' }
        @{ What = 'nothing for a row'; Parameters = @{ InputObject = $null }; Id = 'ParameterArgumentValidationErrorNullNotAllowed,Get-AvmaKey' }
        @{ What = 'a parameter that it does not have'; Parameters = @{ Edition = 'datacenter' }; Id = 'NamedParameterNotFound,Get-AvmaKey' }
    ) {
        # In a session that nobody can be asked in.
        $session = New-Session
        try {
            $null = Invoke-InSession $session 'Import-Module' @{ Name = (Join-Path (Get-ModulePath) 'community.avma.psd1') }
            $refused = Invoke-InSession $session 'Get-AvmaKey' $Parameters
            $refused.Failure | Should -Be $Id
            $refused.Rows.Count | Should -Be 0
        } finally {
            $session.Dispose()
        }
    }
}
