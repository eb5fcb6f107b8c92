# Part of scripts that receive a secret key. Requires the parameter $key, failures.ps1 and enter-guest.ps1.

# Decrypts a secret key as a SecureString, with its last five characters; or returns "error". Handles its characters like those of a password.
function Read-SecretKey {
    $opened = Read-Encrypted $key
    if ($opened.error) { return $opened }
    $bytes = $opened.bytes
    $secret = New-Object -TypeName System.Security.SecureString
    try {
        $isKey = $bytes.Length -eq 29
        for ($place = 0; $place -lt $bytes.Length; $place++) {
            $code = $bytes[$place]
            if ($place % 6 -eq 5) { $fits = $code -eq 45 } else { $fits = ($code -ge 65 -and $code -le 90) -or ($code -ge 48 -and $code -le 57) }
            $isKey = $isKey -and $fits
            $secret.AppendChar($code)
        }
        if (-not $isKey) {
            return @{ error = New-Failure 'invalidParameter' 'key' }
        }
        return @{ error = $null; secret = $secret; lastFive = [System.Text.Encoding]::UTF8.GetString($bytes, 24, 5) }
    } finally {
        [Array]::Clear($bytes, 0, $bytes.Length)
        $code = $null
    }
}
