<#
.SYNOPSIS
Hands out the public key that Windows Admin Center encrypts accounts with for this session.

.DESCRIPTION
Windows Admin Center asks for it before it sends an account; at JEA endpoints and on hosts under application control it can only be had as a
function of the module. The SDK calls its own command Get-EncryptionJWKOnNode and puts the prefix of the extension into the name, so that two
extensions' modules don't hide each other's function. The pair of keys is made once and lives in the session; nothing of the private key leaves it.

At a console nobody needs it: the functions of this module take -Credential there.

.EXAMPLE
Get-AvmaEncryptionJWKOnNode

.INPUTS
None.

.OUTPUTS
System.String: an RSA key in the form of a JSON Web Key (RFC 7517).

.ROLE
Hyper-V-Administrators

.LINK
Get-AvmaActivation
#>
[CmdletBinding()]
param ()

$held = Get-Variable -Name RSA -Scope Global -ErrorAction SilentlyContinue
if (-not $held -or -not $held.Value) {
    # The scripts use this variable name. Generating 4096 bits, like Windows Admin Center itself, takes seconds.
    $Global:RSA = New-Object -TypeName System.Security.Cryptography.RSACryptoServiceProvider -ArgumentList 4096
}
$public = $Global:RSA.ExportParameters($false)
$jwk = [ordered]@{
    kty = 'RSA'
    alg = 'RSA-OAEP'
    e = [Convert]::ToBase64String($public.Exponent)
    n = [Convert]::ToBase64String($public.Modulus).TrimEnd('=').Replace('+', '-').Replace('/', '_')
}
ConvertTo-Json -InputObject $jwk -Compress
