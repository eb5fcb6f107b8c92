<#

.SYNOPSIS
Runs scripts on a real host through PowerShell remoting, for the development gateway.

.DESCRIPTION
Commands come as JSON lines on standard input ({"run":1,"script":"..."}), events leave as JSON lines on standard output. One process
holds one session, so that a keyed session of the gateway keeps its runspace.

#>

param([Parameter(Mandatory = $true)] [string] $ComputerName)

$utf8 = New-Object System.Text.UTF8Encoding $false
$reader = New-Object System.IO.StreamReader ([Console]::OpenStandardInput()), $utf8
$writer = New-Object System.IO.StreamWriter ([Console]::OpenStandardOutput()), $utf8
$writer.AutoFlush = $true

function Send-Event($Content) { $writer.WriteLine((ConvertTo-Json -InputObject $Content -Compress -Depth 8)) }

function ConvertTo-ErrorRow($Record) {
    # A remote error keeps its original exception in SerializedRemoteException.
    $exception = $Record.Exception
    if ($exception.SerializedRemoteException) { $exception = $exception.SerializedRemoteException }
    return @{
        message = [string]$Record.Exception.Message
        errorId = [string]$Record.FullyQualifiedErrorId
        category = [string]$Record.CategoryInfo.Category
        reason = [string]$Record.CategoryInfo.Reason
        hresult = [int]$exception.HResult
        nativeErrorCode = $null
        line = $null
    }
}

# Remoting reports terminating errors like any other; only code on the remote side can tell them apart.
$wrapper = {
    param($Text)
    try {
        & ([scriptblock]::Create($Text))
    } catch {
        New-Object -TypeName PSObject -Property @{ failureOfTheScript = $_ }
    }
}

try {
    $session = New-PSSession -ComputerName $ComputerName -ErrorAction Stop
} catch {
    Send-Event @{ t = 'openFailed'; message = [string]$_.Exception.Message }
    exit 1
}
Send-Event @{ t = 'opened' }
while ($null -ne ($line = $reader.ReadLine())) {
    $command = ConvertFrom-Json $line
    $run = $command.run
    $script:failure = $null
    try {
        Invoke-Command -Session $session -ScriptBlock $wrapper -ArgumentList $command.script 2>&1 3>&1 | ForEach-Object {
            if ($_ -is [System.Management.Automation.ErrorRecord]) {
                Send-Event @{ t = 'error'; run = $run; error = (ConvertTo-ErrorRow $_) }
            } elseif ($_ -is [System.Management.Automation.WarningRecord]) {
                Send-Event @{ t = 'warning'; run = $run; message = [string]$_.Message }
            } elseif ($_.PSObject.Properties['failureOfTheScript']) {
                $script:failure = ConvertTo-ErrorRow $_.failureOfTheScript
            } else {
                Send-Event @{ t = 'output'; run = $run; value = $_ }
            }
        }
    } catch {
        # The session itself is gone.
        $script:failure = ConvertTo-ErrorRow $_
    }
    $state = 'completed'
    if ($script:failure) { $state = 'failed' }
    Send-Event @{ t = 'end'; run = $run; state = $state; error = $script:failure }
}
Remove-PSSession -Session $session
