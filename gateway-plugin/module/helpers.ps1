# Helpers of the module's functions. $operations contains the scripts of gateway-plugin, in the form that is sent to hosts.

# Adds the type name that selects a row's console table. Constrained language doesn't allow the method; rows then display as lists.
filter Add-RowName([string] $Name) {
    if ("$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage') { $_.PSObject.TypeNames.Insert(0, $Name) }
    $_
}

# The value of a property; null if the row doesn't have it.
function Get-Value($Row, [string] $Name) {
    if ($null -ne $Row -and $Row.PSObject.Properties[$Name]) { return $Row.PSObject.Properties[$Name].Value }
    return $null
}

# Passes rows on, and remembers the guest that rejected the account.
filter Watch-Refusal($Visits) {
    $failure = Get-Value $_ 'error'
    if ($failure -and $failure.code -eq 'credentialRefused') { $Visits.refusedBy = $_.vmId }
    $_
}

# Whether a guest may be entered. Each rejection counts toward the account's lockout, so a pipeline stops after the first one.
function Test-Visit($Visits, [string] $VmId) {
    if (-not $Visits.refusedBy) { return $true }
    $message = "The guest $($Visits.refusedBy) has refused this account. It was not tried on $VmId, since another refusal could lock it."
    Write-Error -Message $message -Category AuthenticationError -ErrorId 'AccountRefusedBefore' -TargetObject $VmId
    return $false
}

# Whether to make a change: ShouldProcess of the calling function. Constrained language doesn't allow that method; there, the preferences that -WhatIf and
# -Confirm set decide, and if confirmation is requested, the function writes an error instead.
function Test-Confirmed($Cmdlet, [string] $Target, [string] $Action) {
    if ("$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage') { return $Cmdlet.ShouldProcess($Target, $Action) }
    if ($WhatIfPreference) {
        Write-Host "What if: $Action on $Target"
        return $false
    }
    # These functions have the impact Medium.
    if ('Low', 'Medium' -contains "$ConfirmPreference") {
        Write-Error -Message "$Action on ${Target}: constrained language can't ask for confirmation. Nothing was changed." -Category PermissionDenied -ErrorId 'ConfirmationNotPossible' -TargetObject $Target
        return $false
    }
    return $true
}
