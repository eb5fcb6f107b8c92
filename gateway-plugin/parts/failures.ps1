# Part of scripts, and of script blocks that run in a guest, also in PowerShell 4.0 of Server 2012 R2: failures in the form of rows. Numbers and ids identify
# the failure; the message is localized, so never compare it.

# A failure without its own error record.
function New-Failure([string] $Code, $Id = $null, $Reason = $null, $Result = $null) {
    return @{ code = $Code; hresult = $Result; id = $Id; reason = $Reason; message = $null }
}

# A failed command's HRESULT as text: CIM has it in the error's id, everything else in the exception.
function Get-FailureCode($Record) {
    if ($Record.FullyQualifiedErrorId -match '^HRESULT (0x[0-9A-Fa-f]{8})') { return $Matches[1] }
    return ('0x{0:X8}' -f $Record.Exception.HResult)
}

# The failure of a command.
function Get-Failure($Record, [string] $Code) {
    return @{
        code = $Code
        hresult = [int](Get-FailureCode $Record)
        id = [string]$Record.FullyQualifiedErrorId
        reason = [string]$Record.CategoryInfo.Reason
        message = [string]$Record.Exception.Message
    }
}
