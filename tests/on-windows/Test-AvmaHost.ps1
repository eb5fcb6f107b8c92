<#
.SYNOPSIS
Runs the reading scripts of the tool on this Hyper-V host, compares Windows with what the project knows of it, and writes a report without names.

.DESCRIPTION
Nothing is changed, on the host or in a guest. The report is two files, JSON and readable text, meant to be attached to an issue: names of
computers, machines, users and domains, addresses, ids and keys are pseudonyms, and texts that people have written are left out. Look it over
before you send it.

It takes the module and windows-surface from the repository that it stands in. README.md beside it says how to get both.

.PARAMETER OutputFolder
Where the two files go. Nothing: the current folder.

.PARAMETER ModulePath
The folder of the module community.avma. Nothing: dist\powershell-module\community.avma of the repository.

.PARAMETER SurfacePath
The folder windows-surface. Nothing: that of the repository.

.PARAMETER Days
How far back events are read.

.PARAMETER VmId
Id of one virtual machine that is to be looked into as well, with -Credential.

.PARAMETER Credential
An account of that machine. It is entered, its license is read, and nothing is changed.

.EXAMPLE
.\Test-AvmaHost.ps1 -OutputFolder C:\Temp

.EXAMPLE
.\Test-AvmaHost.ps1 -VmId (Get-VM APP01).Id -Credential (Get-Credential)
#>
[CmdletBinding()]
param (
    [string]
    $OutputFolder = $PWD.ProviderPath,

    [string]
    $ModulePath,

    [string]
    $SurfacePath,

    [int]
    $Days = 30,

    [string]
    $VmId,

    [System.Management.Automation.PSCredential]
    $Credential
)

Set-StrictMode -Version 3.0

# Not as defaults of the parameters: $PSScriptRoot is empty there when powershell -File runs this script.
$repository = [System.IO.Path]::Combine($PSScriptRoot, '..', '..')
if (-not $ModulePath) { $ModulePath = [System.IO.Path]::Combine($repository, 'dist', 'powershell-module', 'community.avma') }
if (-not $SurfacePath) { $SurfacePath = [System.IO.Path]::Combine($repository, 'windows-surface') }

$manifest = [System.IO.Path]::Combine($ModulePath, 'community.avma.psd1')
foreach ($needed in $manifest, [System.IO.Path]::Combine($SurfacePath, 'README.md')) {
    if (-not [System.IO.File]::Exists($needed)) { throw "There is no $needed. README.md beside this script says how to get it." }
}

. ([System.IO.Path]::Combine($PSScriptRoot, 'pseudonyms.ps1'))
. ([System.IO.Path]::Combine($PSScriptRoot, 'surface.ps1'))

# How many rows of each kind the report shows.
$shown = 25

# Runs one function: its rows, how long it took, and how it failed. The function's own code says why, where it has one.
function Measure-Script([string] $Name, $Run) {
    $started = Get-Date
    $result = [ordered]@{ script = $Name; rows = @(); milliseconds = 0; error = $null }
    try {
        $result.rows = @(& $Run)
    } catch {
        $result.error = @{ code = $null; id = [string]$_.FullyQualifiedErrorId; reason = [string]$_.CategoryInfo.Reason; hresult = $_.Exception.HResult }
        if ($_.Exception.Message -match '^AvmaError (\{.*\})$') {
            $facts = ConvertFrom-Json $Matches[1]
            $result.error = @{ code = $facts.code; id = $facts.id; reason = $facts.reason; hresult = $facts.hresult }
        }
    }
    $result.milliseconds = [int]((Get-Date) - $started).TotalMilliseconds
    return $result
}

# The items of a pool that have this name, as texts.
function Get-ItemData($Row, [string] $Name) {
    return @($Row.intrinsic | Where-Object { $_.name -eq $Name } | ForEach-Object { [string]$_.data })
}

# Fields whose texts are Windows' own words, on a host, in a guest, in an event.
$windowsWords = @(
    'osCaption', 'licenseName', 'licenseDescription', 'productKeyChannel', 'licenseFamily', 'sppsvcState', 'sppsvcStartMode', 'vmmsState', 'psVersion',
    'languageMode', 'channel', 'activationComponent', 'dataExchangeService', 'logName', 'providerName', 'source', 'unread', 'azureLocalActivation',
    'version', 'edition'
)
# Items of Data Exchange whose values are Windows' own words or numbers.
$windowsItems = @(
    'CSDVersion', 'IntegrationServicesVersion', 'OSBuildNumber', 'OSEditionId', 'OSName', 'OSMajorVersion', 'OSMinorVersion', 'OSPlatformId', 'OSVersion',
    'ProcessorArchitecture', 'ProductType', 'ServicePackMajor', 'ServicePackMinor', 'SuiteMask'
)
# Of these only how many there are: texts and items of administrators, and what nobody could read.
$counted = @('notes', 'hostItems', 'hostOnlyItems', 'malformed', 'message', 'manufacturer', 'model')

function ConvertTo-ReportRow($Row) {
    $hidden = [ordered]@{}
    foreach ($property in $Row.PSObject.Properties) {
        $name = $property.Name
        if ($counted -contains $name) {
            $hidden[$name] = @($property.Value | Where-Object { $_ }).Count
        } elseif ($name -eq 'partialProductKey' -or $name -eq 'keyLastFive' -or $name -eq 'productKey') {
            $hidden[$name] = $null
            if ($property.Value) { $hidden[$name] = Get-Pseudonym $property.Value 'key' }
        } elseif ($name -eq 'intrinsic' -or $name -eq 'guest') {
            $hidden[$name] = @(foreach ($item in $property.Value) {
                    $known = $name -eq 'intrinsic' -and $windowsItems -contains $item.name
                    [ordered]@{ name = Hide-Name $item.name; data = Hide-Value ([string]$item.data) $known }
                })
        } else {
            $hidden[$name] = Hide-Value $property.Value ($windowsWords -contains $name)
        }
    }
    return $hidden
}

Import-Module $manifest
$language = [string]$ExecutionContext.SessionState.LanguageMode
$runs = @(
    Measure-Script 'Get-AvmaHost' { Get-AvmaHost }
    Measure-Script 'Get-AvmaGuest' { Get-AvmaGuest }
    Measure-Script 'Get-AvmaEvent' { Get-AvmaEvent -StartTime (Get-Date).AddDays(-$Days) -Maximum 1000 }
)
if ($VmId -and $Credential) {
    $runs += Measure-Script 'Get-AvmaActivation' { Get-AvmaActivation -VmId $VmId -Credential $Credential }
    $runs += Measure-Script 'Get-AvmaEvent (guest)' { Get-AvmaEvent -VmId $VmId -Credential $Credential -StartTime (Get-Date).AddDays(-$Days) -Maximum 1000 }
}
$hosts = @($runs[0].rows)
$guests = @($runs[1].rows)
$runs += Measure-Script 'Get-AvmaKey' { $guests | Get-AvmaKey }

# Names first: all of them must be known before the first text is written.
foreach ($name in $env:COMPUTERNAME, [System.Environment]::MachineName) { Add-KnownName $name 'host' }
foreach ($name in $env:USERNAME, [System.Environment]::UserName) { Add-KnownName $name 'user' }
foreach ($name in $env:USERDOMAIN, $env:USERDNSDOMAIN) { Add-KnownName $name 'domain' }
if ($Credential) { Add-KnownAccount $Credential.UserName }
foreach ($row in $hosts) {
    foreach ($name in @($row.fqdn, $row.computerName) + @($row.clusterNodeNames)) { Add-KnownName $name 'host' }
    Add-KnownName $row.clusterName 'cluster'
}
foreach ($row in $guests) {
    Add-KnownName $row.name 'machine'
    Add-KnownName $row.clusterResource 'machine'
    foreach ($name in Get-ItemData $row 'FullyQualifiedDomainName') { Add-KnownName $name 'machine' }
    foreach ($name in 'NetworkAddressIPv4', 'NetworkAddressIPv6', 'RDPAddressIPv4', 'RDPAddressIPv6') {
        foreach ($address in (Get-ItemData $row $name) -split ';') { Add-KnownName $address 'address' }
    }
}
foreach ($run in $runs) {
    foreach ($row in $run.rows) {
        foreach ($name in 'machineName', 'computerName', 'avmaHostName') {
            if ($row.PSObject.Properties[$name]) { Add-KnownName $row.$name 'host' }
        }
    }
}

# What Hyper-V's own command says of the same machines.
$sameMachines = $null
if (Get-Command -Name 'Hyper-V\Get-VM' -ErrorAction SilentlyContinue) {
    try {
        $ids = @(Hyper-V\Get-VM -ErrorAction Stop | ForEach-Object { "$($_.Id)".ToLowerInvariant() } | Sort-Object)
        $sameMachines = ($ids -join ' ') -eq (@($guests | ForEach-Object { $_.vmId } | Sort-Object) -join ' ')
    } catch {
        $sameMachines = $null
    }
}

$published = @([System.IO.Directory]::GetFiles([System.IO.Path]::Combine($SurfacePath, 'cim'), '*.json', 'AllDirectories') | Sort-Object)
$classes = @(foreach ($file in $published) { Compare-CimClass (Read-Json $file) })
$published = @([System.IO.Directory]::GetFiles([System.IO.Path]::Combine($SurfacePath, 'commands'), '*.json') | Sort-Object)
$commands = @(foreach ($file in $published) {
        $module = Read-Json $file
        foreach ($command in $module.commands) { Compare-Command $module.module $command }
    })
$provider = Read-Provider (Read-Json ([System.IO.Path]::Combine($SurfacePath, 'events', 'security-spp.json')))
foreach ($event in $provider.events) { $event.description = Hide-Name $event.description }

$knownItems = @((Read-Json ([System.IO.Path]::Combine($SurfacePath, 'kvp', 'intrinsic.json'))).items | ForEach-Object { $_.name })
$seenItems = @($guests | ForEach-Object { $_.intrinsic | ForEach-Object { $_.name } } | Sort-Object -Unique)

$report = [ordered]@{
    report = 'Test-AvmaHost'
    module = [string](Get-Module community.avma).Version
    windows = [ordered]@{ psVersion = [string]$PSVersionTable.PSVersion; languageMode = $language; culture = [string]$PSUICulture }
    scripts = @(foreach ($run in $runs) {
            $rows = @($run.rows)
            [ordered]@{
                script = $run.script
                milliseconds = $run.milliseconds
                rowCount = $rows.Count
                error = Hide-Value $run.error $false
                rows = @($rows | Microsoft.PowerShell.Utility\Select-Object -First $shown | ForEach-Object { ConvertTo-ReportRow $_ })
            }
        })
    sameMachinesAsGetVM = $sameMachines
    dataExchangeItems = [ordered]@{ notSeen = @($knownItems | Where-Object { $seenItems -notcontains $_ }); notPublished = @($seenItems | Where-Object { $knownItems -notcontains $_ } | ForEach-Object { Hide-Name $_ }) }
    classes = $classes
    commands = $commands
    provider = $provider
}

# The same for somebody who reads.
function Write-Finding([string] $What, $Values) {
    if (@($Values).Count -gt 0) { "    ${What}: $(@($Values) -join ', ')" }
}
$lines = @(
    "Test-AvmaHost, module $($report.module), Windows PowerShell $($report.windows.psVersion), $($report.windows.languageMode), $($report.windows.culture)"
    ''
    'Scripts'
    foreach ($run in $report.scripts) {
        $end = 'ok'
        if ($run.error) { $end = "FAILED: $($run.error.code) $($run.error.id) $($run.error.hresult)" }
        "  $($run.script): $($run.rowCount) rows, $($run.milliseconds) ms, $end"
    }
    "  The same machines as Get-VM: $sameMachines"
    ''
    'Classes of WMI'
    foreach ($class in $classes) {
        $unlike = @($class.missing) + @($class.otherType) + @($class.missingMethods) + @($class.methodParameters)
        $end = 'as published'
        if (-not $class.found) { $end = "not there ($($class.error))" } elseif ($unlike.Count -gt 0) { $end = 'DIFFERS' }
        "  $($class.class): $end"
        Write-Finding 'lacks' $class.missing
        Write-Finding 'lacks, and no page shows it' $class.missingUndocumented
        Write-Finding 'another type' $class.otherType
        Write-Finding 'lacks methods' $class.missingMethods
        Write-Finding 'other parameters' $class.methodParameters
        Write-Finding 'has more' $class.more
    }
    ''
    'Commands that differ'
    foreach ($command in $commands) {
        if (-not $command.found) {
            "  $($command.command): not there"
        } elseif (@($command.missing).Count + @($command.otherType).Count + @($command.missingAliases).Count -gt 0) {
            "  $($command.command)"
            Write-Finding 'lacks' $command.missing
            Write-Finding 'another type' $command.otherType
            Write-Finding 'lacks aliases' $command.missingAliases
        }
    }
    ''
    "Provider $($provider.provider): $(if ($provider.found) { 'there' } else { "not there ($($provider.error))" })"
    Write-Finding 'logs' $provider.logs
    Write-Finding 'lacks events' $provider.missingIds
    foreach ($event in $provider.events) { "    event $($event.id), level $($event.level): $($event.description -replace '\s+', ' ')" }
    ''
    'Data Exchange'
    Write-Finding 'items that no guest here has' $report.dataExchangeItems.notSeen
    Write-Finding 'items that no page shows' $report.dataExchangeItems.notPublished
)

$base = [System.IO.Path]::Combine($OutputFolder, "avma-report-$(Get-Date -Format 'yyyyMMdd-HHmmss')")
[System.IO.File]::WriteAllText("$base.json", (ConvertTo-Json -InputObject $report -Depth 12))
[System.IO.File]::WriteAllText("$base.txt", (($lines -join "`r`n") + "`r`n"))
$lines
''
"Written: $base.json and .txt. Look them over before you attach them to an issue."
