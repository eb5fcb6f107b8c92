# Part of scripts that enter a guest. They have windows-modules.ps1, failures.ps1, the parameters $vmId, $channel, $address, $account and $credential, and a script
# block $lookInside that runs in the guest: its first parameters are the expected id and whether the guest must know its own.

# The code of a failed connection: by the parts of the error's id and by the type of its exception, which no language changes.
function Get-ConnectionCode([string] $Id, [string] $Reason) {
    $parts = $Id -split ','
    $opening = @($parts | Where-Object { $_ -eq 'PSSessionStateBroken' -or $_ -eq 'PSSessionOpenFailed' }).Count -gt 0
    switch ($parts[0]) {
        'InvalidVMState' { return 'notRunning' }
        'InvalidVMIdNotSingle' { return 'notFound' }
        'HyperVModuleNotAvailable' { return 'hyperVModuleMissing' }
    }
    if (-not $opening) { return 'unclassified' }
    if ($Reason -eq 'PSDirectException') { return 'credentialRefused' }
    if ($Reason -eq 'PSRemotingDataStructureException') { return 'noAnswer' }
    if ($Reason -ne 'PSRemotingTransportException') { return 'unclassified' }
    switch ($parts[0]) {
        '2100' { return 'sessionLost' }
        'WinRMOperationAborted' { return 'sessionLost' }
        'ShutDownInProgress' { return 'sessionLost' }
        'LogonFailure' { return 'credentialRefused' }
        'AccessDenied' { return 'winrmAccessDenied' }
        'RemoteConnectionDisallowed' { return 'winrmAccessDenied' }
        'RemoteSessionDisallowed' { return 'winrmAccessDenied' }
        'ServerNotTrusted' { return 'winrmNotTrusted' }
        # 1311, no logon servers: Kerberos takes accounts of a domain only, and found no domain to ask. No guest has refused anything.
        'AuthenticationFailed' { return 'winrmNotTrusted' }
        # ERROR_WINHTTP_SECURE_FAILURE: the certificate of an HTTPS listener isn't trusted. PowerShell has no name for it.
        '12175' { return 'winrmNotTrusted' }
        'CannotUseIPAddress' { return 'winrmNotTrusted' }
        'InvalidAuthentication' { return 'winrmNotTrusted' }
        'TargetUnknown' { return 'winrmNotTrusted' }
        'WorkgroupCannotUseKerberos' { return 'winrmNotTrusted' }
        'ClientKerberosDisabled' { return 'winrmNotTrusted' }
        'CannotConnect' { return 'winrmUnreachable' }
        'NetworkPathNotFound' { return 'winrmUnreachable' }
        'ComputerNotFound' { return 'winrmUnreachable' }
        'URLNotAvailable' { return 'winrmUnreachable' }
        'WinRMOperationTimeout' { return 'winrmUnreachable' }
        'CannotConnectWinRMService' { return 'winrmUnreachable' }
        'WinRMHttpError' { return 'winrmUnreachable' }
    }
    return 'unclassified'
}

# A failed connection.
function Get-ConnectionError($Record) {
    $failure = Get-Failure $Record (Get-ConnectionCode ([string]$Record.FullyQualifiedErrorId) ([string]$Record.CategoryInfo.Reason))
    # A failure of the transport keeps its code beside the HRESULT of any .NET exception.
    if ($failure.reason -eq 'PSRemotingTransportException' -and $Record.Exception.PSObject.Properties['ErrorCode']) { $failure.hresult = $Record.Exception.ErrorCode }
    return $failure
}

# What is wrong with the identity of the machine that was entered, or nothing.
function Get-IdentityCode([string] $InsideVmId) {
    if ($InsideVmId -and $InsideVmId -ne $vmId) { return 'wrongMachine' }
    if (-not $InsideVmId -and $channel -ne 'direct') { return 'identityUnknown' }
}

# What was encrypted with the key that this session has given out, as bytes; or "error". Its caller overwrites the bytes.
function Read-Encrypted([string] $Encrypted) {
    if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
        # It could not be decrypted here. The signed module could.
        return @{ error = New-Failure 'languageMode' }
    }
    $key = Get-Variable -Name RSA -Scope Global -ErrorAction SilentlyContinue
    if (-not $key -or -not $key.Value) { return @{ error = New-Failure 'encryptionKeyMissing' } }
    try {
        return @{ error = $null; bytes = $key.Value.Decrypt([Convert]::FromBase64String($Encrypted), $true) }
    } catch {
        # Another key than the one of this session: a method's error carries the name of the exception behind it.
        $failure = Get-ConnectionError $_
        if ($_.Exception.InnerException -is [System.Security.Cryptography.CryptographicException]) { $failure.code = 'encryptionKeyMissing' }
        return @{ error = $failure }
    }
}

# The account's name, and its password as a SecureString; or "error". Only here the account is in clear: its bytes and characters are overwritten,
# and no string ever holds the password.
function Read-Account {
    # The password of a credential is copied, since what is opened here is disposed of in the end.
    if ($credential) { return @{ error = $null; user = $credential.UserName; password = $credential.Password.Copy() } }
    $opened = Read-Encrypted $account
    if ($opened.error) { return $opened }
    $bytes = $opened.bytes
    $characters = @()
    $password = New-Object -TypeName System.Security.SecureString
    try {
        $end = [Array]::IndexOf($bytes, [byte]0)
        if ($end -lt 0) { return @{ error = New-Failure 'unclassified' } }
        $user = [System.Text.Encoding]::UTF8.GetString($bytes, 0, $end)
        $characters = [System.Text.Encoding]::UTF8.GetChars($bytes, $end + 1, $bytes.Length - $end - 1)
        # By method calls: what is passed to a command's parameter can be recorded by module logging.
        foreach ($character in $characters) { $password.AppendChar($character) }
    } finally {
        [Array]::Clear($bytes, 0, $bytes.Length)
        if ($characters.Length -gt 0) { [Array]::Clear($characters, 0, $characters.Length) }
        $character = $null
    }
    if ($user -eq '') { return @{ error = New-Failure 'credentialRefused' } }
    return @{ error = $null; user = $user; password = $password }
}

# Enters the guest and writes what $lookInside writes there, as it comes; a failure is a hashtable with "error", which nothing that comes from a guest is.
# $Opened is what Read-Account has given, for scripts that need it before.
function Enter-Guest($More = @(), $Opened = $null) {
    if ($null -eq $Opened) { $Opened = Read-Account }
    if ($Opened.error) { return @{ error = $Opened.error } }
    $logon = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $Opened.user, $Opened.password
    try {
        if ($channel -eq 'direct') {
            # PowerShell itself calls Get-VM before it enters a machine.
            Import-WindowsModule 'Hyper-V'
            Invoke-Command -VMId $vmId -Credential $logon -ScriptBlock $lookInside -ArgumentList (@($vmId, $false) + $More) -ErrorAction Stop
        } else {
            $option = New-PSSessionOption -OpenTimeout 30000 -OperationTimeout 60000
            if ($address -match '^https://([^/:]+)(?::([0-9]+))?/?$') {
                $name = $Matches[1]
                $port = 5986
                if ($Matches.ContainsKey(2)) { $port = [int]$Matches[2] }
                # Said outright, though it is also what WinRM does with an explicit account: Kerberos where a domain vouches for account and name,
                # otherwise NTLM. Either runs inside TLS, and the certificate has proved the guest's name by then.
                Invoke-Command -ComputerName $name -UseSSL -Port $port -Authentication Negotiate -SessionOption $option -Credential $logon -ScriptBlock $lookInside -ArgumentList (@($vmId, $true) + $More) -ErrorAction Stop
            } else {
                Invoke-Command -ComputerName $address -Authentication Kerberos -SessionOption $option -Credential $logon -ScriptBlock $lookInside -ArgumentList (@($vmId, $true) + $More) -ErrorAction Stop
            }
        }
    } catch {
        return @{ error = Get-ConnectionError $_ }
    } finally {
        $Opened.password.Dispose()
    }
}
