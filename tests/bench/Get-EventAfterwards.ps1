<#

.SYNOPSIS
The peer of Get-AvmaEvent: the same events in the way that scripts found on the web read them.

.DESCRIPTION
Reads the whole log and chooses afterwards. For the bench only.

#>

Get-WinEvent -LogName Application | Where-Object { $_.ProviderName -eq 'Microsoft-Windows-Security-SPP' -and ($_.Id -eq 12309 -or $_.Id -eq 12310) } | ForEach-Object {
    New-Object -TypeName PSObject -Property @{
        recordId = $_.RecordId
        id = $_.Id
        level = $_.Level
        timeCreated = $_.TimeCreated.ToUniversalTime().ToString('o')
        data = @(foreach ($value in $_.Properties) { [string]$value.Value })
        message = $_.Message
    }
}
