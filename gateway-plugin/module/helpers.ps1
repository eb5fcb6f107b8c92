# What the functions of the module share. $operations holds the scripts of gateway-plugin, as they are sent to hosts.

# Gives rows the name that the tables of the console are chosen by. Constrained language refuses the method; rows then show as lists.
filter Add-RowName([string] $Name) {
    if ("$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage') { $_.PSObject.TypeNames.Insert(0, $Name) }
    $_
}

# The value of a property, or null where a row has none of this name.
function Get-Value($Row, [string] $Name) {
    if ($null -ne $Row -and $Row.PSObject.Properties[$Name]) { return $Row.PSObject.Properties[$Name].Value }
    return $null
}

# Passes rows on, and notes where a guest has refused the account.
filter Watch-Refusal($Visits) {
    $failure = Get-Value $_ 'error'
    if ($failure -and $failure.code -eq 'credentialRefused') { $Visits.refusedBy = $_.vmId }
    $_
}

# Whether a guest may be visited: each refusal counts towards the lockout of an account, so that its first one is the last of a pipeline.
function Test-Visit($Visits, [string] $VmId) {
    if (-not $Visits.refusedBy) { return $true }
    $message = "The guest $($Visits.refusedBy) has refused this account. It was not tried on $VmId, since another refusal could lock it."
    Write-Error -Message $message -Category AuthenticationError -ErrorId 'AccountRefusedBefore' -TargetObject $VmId
    return $false
}

# Whether a change goes on: ShouldProcess of the function that makes it. Constrained language refuses that method, so there the preferences that -WhatIf
# and -Confirm set decide, and who wants to be asked is not, but gets an error.
function Test-Confirmed($Cmdlet, [string] $Target, [string] $Action) {
    if ("$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage') { return $Cmdlet.ShouldProcess($Target, $Action) }
    if ($WhatIfPreference) {
        Write-Host "What if: $Action on $Target"
        return $false
    }
    # The impact of these functions is Medium.
    if ('Low', 'Medium' -contains "$ConfirmPreference") {
        Write-Error -Message "$Action on ${Target}: constrained language can't ask for confirmation. Nothing was changed." -Category PermissionDenied -ErrorId 'ConfirmationNotPossible' -TargetObject $Target
        return $false
    }
    return $true
}
