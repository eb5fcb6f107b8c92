<#
.SYNOPSIS
Tests the built PowerShell module community.avma with Pester 5.

.DESCRIPTION
Runs in Windows PowerShell 5.1 with nothing but Pester 5 installed, and in PowerShell 7. The last line is "N passed, N failed"; a test that did
not run counts as failed. The exit code is 0 when all tests passed.

.PARAMETER PesterPath
Path of Pester's manifest. Default: the installed Pester 5.

.EXAMPLE
powershell.exe -NoProfile -ExecutionPolicy Bypass -File .\tests\pester\Invoke-ModuleTests.ps1
#>
[CmdletBinding()]
param (
    [string]
    $PesterPath
)

if ($PesterPath) {
    Import-Module -Name $PesterPath -ErrorAction Stop
} else {
    # Windows brings Pester 3, which has other commands.
    Import-Module -Name Pester -MinimumVersion 5.0.0 -MaximumVersion 5.99.99 -ErrorAction Stop
}

$configuration = New-PesterConfiguration
$configuration.Run.Path = $PSScriptRoot
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
# Nothing is written into the registry, which a run that is cut off would leave behind.
$configuration.TestRegistry.Enabled = $false
$run = Invoke-Pester -Configuration $configuration

# Blocks and files fail apart from tests, when what they set up fails.
$failed = $run.TotalCount - $run.PassedCount + $run.FailedBlocksCount + $run.FailedContainersCount
if ($run.TotalCount -eq 0) { $failed = 1 }
"$($run.PassedCount) passed, $failed failed"
exit [int]($failed -gt 0)
