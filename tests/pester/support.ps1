# What the tests of the module share. Windows PowerShell 5.1 and PowerShell 7 on Linux run the same tests; where the two differ, a test says so.

Set-StrictMode -Version 3.0

$repository = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).ProviderPath

# A path below the repository, with the separators of this system.
function Get-RepositoryPath([string] $Path) {
    return [System.IO.Path]::Combine($repository, $Path.Replace('/', [string][System.IO.Path]::DirectorySeparatorChar))
}

# The built module. AVMA_MODULE_PATH names a folder community.avma elsewhere, such as one that was signed.
function Get-ModulePath {
    $folder = $env:AVMA_MODULE_PATH
    if (-not $folder) { $folder = Get-RepositoryPath 'dist/powershell-module/community.avma' }
    if (-not (Test-Path -LiteralPath (Join-Path $folder 'community.avma.psd1'))) {
        throw "There is no community.avma.psd1 in $folder. Run: npm run generate. Or set AVMA_MODULE_PATH to the folder of the module."
    }
    return $folder
}

# Stand-ins for modules of Windows. They come first on the module path, so Windows' own are not asked where there are any.
function Get-StandInPath {
    return Get-RepositoryPath 'tests/pester/windows-modules'
}

# Runs a script with another module path, which sessions take from the environment when they open.
function Use-ModulePath([string[]] $Folders, [scriptblock] $Script) {
    $before = $env:PSModulePath
    try {
        $env:PSModulePath = (@($Folders) + $before) -join [System.IO.Path]::PathSeparator
        & $Script
    } finally {
        $env:PSModulePath = $before
    }
}

# The hashtable of a .pssc, .psrc or .psd1 file, read without running it.
function Read-DataFile([string] $Path) {
    $tokens = $null
    $errors = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref]$tokens, [ref]$errors)
    if ($errors.Count -gt 0) { throw "$Path has syntax errors: $($errors[0].Message)" }
    return $tree.Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $false).SafeGetValue()
}

# The functions of the module: one file each in the sources.
function Get-FunctionName {
    return @(Get-ChildItem -LiteralPath (Get-RepositoryPath 'gateway-plugin/module') -Filter '*-*.ps1' | ForEach-Object { $_.BaseName } | Sort-Object)
}

# Runs one command in a session: its rows, the errors that it wrote, and the id of the error that ended it.
function Invoke-InSession($Runspace, [string] $Command, [hashtable] $Parameters = @{}) {
    $shell = [powershell]::Create()
    try {
        $shell.Runspace = $Runspace
        $null = $shell.AddCommand($Command)
        foreach ($name in $Parameters.Keys) { $null = $shell.AddParameter($name, $Parameters[$name]) }
        return Invoke-Shell $shell
    } finally {
        $shell.Dispose()
    }
}

# The same for text, as somebody types it.
function Invoke-Text($Runspace, [string] $Text) {
    $shell = [powershell]::Create()
    try {
        $shell.Runspace = $Runspace
        $null = $shell.AddScript($Text)
        return Invoke-Shell $shell
    } finally {
        $shell.Dispose()
    }
}

function Invoke-Shell($Shell) {
    $result = @{ Rows = @(); Errors = @(); Failure = $null; Message = $null; Warnings = @() }
    try {
        $result.Rows = @($Shell.Invoke() | ForEach-Object { $_ })
    } catch {
        # .NET wraps what a session throws.
        $thrown = $_.Exception
        while (-not ($thrown -is [System.Management.Automation.RuntimeException]) -or $thrown -is [System.Management.Automation.MethodInvocationException]) {
            if (-not $thrown.InnerException) { break }
            $thrown = $thrown.InnerException
        }
        $result.Message = $thrown.Message
        $result.Failure = 'unknown'
        if ($thrown -is [System.Management.Automation.RuntimeException]) { $result.Failure = [string]$thrown.ErrorRecord.FullyQualifiedErrorId }
    }
    $result.Errors = @($Shell.Streams.Error | ForEach-Object { [string]$_.FullyQualifiedErrorId })
    $result.Warnings = @($Shell.Streams.Warning | ForEach-Object { [string]$_ })
    return New-Object -TypeName PSObject -Property $result
}

# A session of a fresh PowerShell in this process.
function New-Session {
    $runspace = [runspacefactory]::CreateRunspace()
    $runspace.Open()
    return $runspace
}

# A session of another process. Rows come back through the serializer of PowerShell remoting, as they do from another computer.
function New-RemoteSession {
    $runspace = [runspacefactory]::CreateOutOfProcessRunspace([System.Management.Automation.Runspaces.TypeTable]::LoadDefaultTypeFiles())
    $runspace.Open()
    return $runspace
}

# A value with its names in order, so that the same rows give the same text: hashtables have no order.
function ConvertTo-Plain($Value) {
    if ($null -eq $Value -or $Value -is [string] -or $Value -is [ValueType]) { return $Value }
    if ($Value -is [System.Collections.IDictionary]) {
        $sorted = [ordered]@{}
        foreach ($name in $Value.Keys | Sort-Object) { $sorted[[string]$name] = ConvertTo-Plain $Value[$name] }
        return $sorted
    }
    if ($Value -is [System.Collections.IEnumerable]) { return , @($Value | ForEach-Object { ConvertTo-Plain $_ }) }
    $fields = [ordered]@{}
    foreach ($property in $Value.PSObject.Properties) { $fields[$property.Name] = ConvertTo-Plain $property.Value }
    return $fields
}

# A row as text without the moment at which it was read.
function ConvertTo-RowText($Row) {
    $fields = ConvertTo-Plain $Row
    if ($fields.Contains('collectedAt')) { $fields.collectedAt = 'now' }
    return ConvertTo-Json -InputObject $fields -Depth 8 -Compress
}
