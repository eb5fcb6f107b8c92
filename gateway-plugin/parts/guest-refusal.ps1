# Part of script blocks that change a guest, also in PowerShell 4.0 of Server 2012 R2: the last check. Requires failures.ps1, the parameters $mode,
# $keyLastFive, $keyClass, $expectedBuild, $expectedSku, $replaceable and $expectedLastFive, and the values $build, $sku, $component, $startMode and
# $found.before.

# Why the guest must not be changed, or nothing.
function Get-Refusal([string] $Class, [bool] $IsRight, [bool] $IsLicensed) {
    # A key without readable characters is told by its class and its status.
    $installed = $found.before.partialProductKey
    if (-not $installed) { $installed = "$Class/$($found.before.licenseStatus)" }
    if ($expectedBuild -ne 0 -and $build -ne $expectedBuild) { return New-Failure 'guestChanged' 'buildNumber' "$build" }
    if ($expectedSku -ne 0 -and $sku -ne $expectedSku) { return New-Failure 'guestChanged' 'operatingSystemSku' "$sku" }
    # The four evaluation editions of Windows Server.
    if ($Class -eq 'evaluation' -or @(79, 80, 159, 160) -contains $sku) { return New-Failure 'evaluationEdition' }
    if (@('activate', 'renew') -contains $mode) {
        if (@('none', 'keyless') -contains $Class) { return New-Failure 'noKeyInstalled' }
        if ($keyLastFive -and -not $IsRight) { return New-Failure 'otherKeyInstalled' $Class }
    } elseif ($expectedLastFive -and -not $IsRight -and $Class -ne 'none' -and $installed -ne $expectedLastFive) {
        # The confirmation applies to one key only, not to another key of the same class.
        return New-Failure 'otherKeyFound' $Class $found.before.partialProductKey
    } elseif ($keyLastFive -and -not $IsRight -and $replaceable -notcontains $Class) {
        if (@('none', 'keyless', 'kmsClient', 'avma') -notcontains $Class) { return New-Failure 'keyNotReplaceable' $Class }
        if ($IsLicensed -and $Class -ne 'avma' -and $replaceable -notcontains 'licensed') { return New-Failure 'keyNotReplaceable' 'licensed' }
    }
    if ($component -eq 'absent' -and ($keyClass -eq 'avma' -or (-not $keyLastFive -and $Class -eq 'avma'))) { return New-Failure 'activationComponentMissing' }
    if ($startMode -eq 'Disabled') { return New-Failure 'licensingServiceDisabled' }
    # With application control, methods of objects can't be called.
    if ($mode -like 'install*' -and -not $IsRight -and "$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') { return New-Failure 'guestLanguageMode' }
}
