# Part of scripts that enter a guest. Requires windows-modules.ps1, failures.ps1, the parameters $vmId, $channel, $address, $account and $credential, and a
# script block $lookInside that runs in the guest. Its first parameters are the expected id, and whether the guest must return its own.

# Why the guest couldn't be entered, or how its session ended. It never travels with the guest's answers, because a guest can send whatever looks like it.
$passage = @{ failure = $null; insideVmId = $null }

# The code of a failed connection, from the parts of the error's id and the type of its exception, which aren't localized.
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
    # Without a code of the transport: what arrived exceeds the size that is accepted (ReceiveDataCollection and GetFQEIDFromTransportError in PowerShell's source).
    if ($parts[0] -like 'PSSession*') { return 'malformedAnswer' }
    switch ($parts[0]) {
        '2100' { return 'sessionLost' }
        'WinRMOperationAborted' { return 'sessionLost' }
        'ShutDownInProgress' { return 'sessionLost' }
        'LogonFailure' { return 'credentialRefused' }
        'AccessDenied' { return 'winrmAccessDenied' }
        'RemoteConnectionDisallowed' { return 'winrmAccessDenied' }
        'RemoteSessionDisallowed' { return 'winrmAccessDenied' }
        'ServerNotTrusted' { return 'winrmNotTrusted' }
        # 1311, no logon servers: Kerberos only supports domain accounts, and found no domain to ask. No guest has rejected the account.
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

# Converts a failed connection. An error that the guest itself has written is none, whatever its id says.
function Get-ConnectionError($Record) {
    if ($Record.Exception.PSObject.TypeNames -contains 'System.Management.Automation.RemoteException') { return New-Failure 'malformedAnswer' }
    $failure = Get-Failure $Record (Get-ConnectionCode ([string]$Record.FullyQualifiedErrorId) ([string]$Record.CategoryInfo.Reason))
    # A transport failure has its code in ErrorCode; its HRESULT is that of any .NET exception.
    if ($failure.reason -eq 'PSRemotingTransportException' -and $Record.Exception.PSObject.Properties['ErrorCode']) { $failure.hresult = $Record.Exception.ErrorCode }
    return $failure
}

# The problem with the identity of the entered machine, or nothing.
function Get-IdentityCode([string] $InsideVmId) {
    if ($InsideVmId -and $InsideVmId -ne $vmId) { return 'wrongMachine' }
    if (-not $InsideVmId -and $channel -ne 'direct') { return 'identityUnknown' }
}

# Decrypts a text that was encrypted with this session's key, as bytes; or returns "error". The caller overwrites the bytes.
function Read-Encrypted([string] $Encrypted) {
    if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
        # It can't be decrypted here; the signed module could do it.
        return @{ error = New-Failure 'languageMode' }
    }
    $key = Get-Variable -Name RSA -Scope Global -ErrorAction SilentlyContinue
    if (-not $key -or -not $key.Value) { return @{ error = New-Failure 'encryptionKeyMissing' } }
    try {
        return @{ error = $null; bytes = $key.Value.Decrypt([Convert]::FromBase64String($Encrypted), $true) }
    } catch {
        # Encrypted with a key other than this session's: a method's error contains the type of the inner exception.
        $failure = Get-ConnectionError $_
        if ($_.Exception.InnerException -is [System.Security.Cryptography.CryptographicException]) { $failure.code = 'encryptionKeyMissing' }
        return @{ error = $failure }
    }
}

# The account's name, and its password as a SecureString; or "error". The account is in clear text only here: its bytes and characters are overwritten, and no
# string ever contains the password.
function Read-Account {
    # Copy the credential's password, because the result is disposed of at the end.
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
        # By method calls: module logging can record the parameters of commands.
        foreach ($character in $characters) { $password.AppendChar($character) }
    } finally {
        [Array]::Clear($bytes, 0, $bytes.Length)
        if ($characters.Length -gt 0) { [Array]::Clear($characters, 0, $characters.Length) }
        $character = $null
    }
    if ($user -eq '') { return @{ error = New-Failure 'credentialRefused' } }
    return @{ error = $null; user = $user; password = $password }
}

# Runs in a machine that was entered over the network, before its identity is known.
$lookWho = {
    $ownId = $null
    try {
        $ownId = [string](Get-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\Virtual Machine\Guest\Parameters' -Name VirtualMachineId -ErrorAction Stop).VirtualMachineId
    } catch {
        $ownId = $null
    }
    New-Object -TypeName PSObject -Property @{ ownId = $ownId }
}

# Why the machine at the other end of a session isn't the expected one, or nothing.
function Get-NetworkFailure($Session) {
    $said = @{ count = 0; id = $null; odd = $false }
    :identity do {
        Invoke-Command -Session $Session -ScriptBlock $lookWho -ErrorAction Stop | ForEach-Object {
            $said.count++
            $value = $null
            if ($null -ne $_ -and $_ -isnot [hashtable] -and $_.PSObject.Properties['ownId']) { $value = $_.ownId } else { $said.odd = $true }
            if ($said.count -gt 1 -or ($null -ne $value -and ($value -isnot [string] -or $value.Length -gt 64))) { $said.odd = $true }
            if ($said.odd) { break identity }
            $said.id = $value
        }
    } while ($false)
    if ($said.odd -or $said.count -eq 0) { return New-Failure 'malformedAnswer' }
    # A text from the wire can have properties of its own; this one has none.
    if ($said.id) { $passage.insideVmId = "$($said.id)" }
    $code = Get-IdentityCode $passage.insideVmId
    if ($code) { return New-Failure $code }
}

# A row of its own, as soon as the guest has accepted the account: the tool then sends the account to the next guest. Console functions return one kind of row.
function Write-SignedIn {
    if (-not $credential) { New-Object -TypeName PSObject -Property @{ vmId = $vmId; signedIn = $true } }
}

# Enters the guest and writes what the guest writes, as it arrives: objects of any kind, any number of them. Whoever has seen enough stops reading by a break out
# of the loop around the pipeline, which ends the guest's command as well: exceptions of a break aren't caught by scripts (LoopFlowException in PowerShell's
# source), and Invoke-Command stops what it has begun when it is disposed of. A failure is in $passage. $Opened is the result of Read-Account, for scripts that
# need it earlier.
function Enter-Guest($More = @(), $Opened = $null) {
    if ($null -eq $Opened) { $Opened = Read-Account }
    if ($Opened.error) {
        $passage.failure = $Opened.error
        return
    }
    # A guest can write any number of these, and no script reads them.
    $WarningPreference = 'SilentlyContinue'
    $ProgressPreference = 'SilentlyContinue'
    $InformationPreference = 'SilentlyContinue'
    $logon = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList $Opened.user, $Opened.password
    try {
        if ($channel -eq 'direct') {
            # PowerShell itself calls Get-VM before it enters a machine.
            Import-WindowsModule 'Hyper-V'
            Invoke-Command -VMId $vmId -Credential $logon -ScriptBlock $lookInside -ArgumentList (@($vmId, $false) + $More) -ErrorAction Stop
        } else {
            # Sizes in bytes. PowerShell Direct takes no option; there, the transport accepts 10 MB for one object.
            $option = New-PSSessionOption -OpenTimeout 30000 -OperationTimeout 60000 -MaximumReceivedObjectSize 1048576 -MaximumReceivedDataSizePerCommand 10485760
            if ($address -match '^https://([^/:]+)(?::([0-9]+))?/?$') {
                $name = $Matches[1]
                $port = 5986
                if ($Matches.ContainsKey(2)) { $port = [int]$Matches[2] }
                # Explicit, although it is WinRM's default for an explicit account: Kerberos if a domain vouches for account and name, otherwise NTLM. Both
                # run inside TLS, and by then the certificate has proven the guest's name.
                $session = New-PSSession -ComputerName $name -UseSSL -Port $port -Authentication Negotiate -SessionOption $option -Credential $logon -ErrorAction Stop
            } else {
                $session = New-PSSession -ComputerName $address -Authentication Kerberos -SessionOption $option -Credential $logon -ErrorAction Stop
            }
            try {
                # A name can lead to another machine. Nothing is sent before the machine has said its own id, so that it can't repeat what it was sent.
                $passage.failure = Get-NetworkFailure $session
                if ($passage.failure) { return }
                Invoke-Command -Session $session -ScriptBlock $lookInside -ArgumentList (@($vmId, $true) + $More) -ErrorAction Stop
            } finally {
                Remove-PSSession -Session $session
            }
        }
    } catch {
        $passage.failure = Get-ConnectionError $_
    } finally {
        $Opened.password.Dispose()
    }
}
