<#
.SYNOPSIS
Returns the public key with which Windows Admin Center encrypts accounts for this session.

.DESCRIPTION
Windows Admin Center calls it before it sends an account. JEA endpoints and hosts with application control only run functions of a module. The
SDK calls its own command Get-EncryptionJWKOnNode with the extension's prefix in the name, so that the modules of two extensions don't hide each
other's function. The key pair is created once for each session, and the private key never leaves it.

You don't need it at a console: use -Credential with the functions of this module.

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
