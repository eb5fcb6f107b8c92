# What a module may do that its caller may not: .NET calls, objects from hashtables, commands that the session hides.
function Get-Sample {
    [CmdletBinding()]
    param([string] $Text, [int[]] $Numbers, [switch] $Loud)
    # At a JEA endpoint nothing is loaded by itself, and the plain Select-Object is one with few parameters.
    Import-Module Hyper-V -ErrorAction SilentlyContinue
    [PSCustomObject]@{
        text = $Text
        largest = $Numbers | Sort-Object -Descending | Microsoft.PowerShell.Utility\Select-Object -First 1
        loud = $Loud.IsPresent
        root = [math]::Sqrt(16)
        machines = @(Get-VM).Count
        mode = [string]$ExecutionContext.SessionState.LanguageMode
    }
}

function Get-Unloaded {
    @(Get-VM).Count
}

function Get-Failure {
    throw 'AvmaError {}'
}

function Enter-Sample {
    param([string] $Id, [switch] $Unloaded)
    if (-not $Unloaded) { Import-Module Hyper-V -ErrorAction SilentlyContinue }
    $password = New-Object System.Security.SecureString
    $credential = New-Object System.Management.Automation.PSCredential -ArgumentList 'user', $password
    Invoke-Command -VMId $Id -Credential $credential -ScriptBlock { [string]$ExecutionContext.SessionState.LanguageMode; [math]::Sqrt(16) }
}
