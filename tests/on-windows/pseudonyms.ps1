# Part of Test-AvmaHost.ps1: names become pseudonyms. The same name is the same pseudonym everywhere, so that a report still shows what belongs together.
# What is known to be a name is replaced wherever it stands. Of all other texts only those leave the host whose fields hold Windows' own words.

$pseudonyms = @{ texts = @{}; counts = @{}; names = @{}; pattern = $null }

# A pseudonym for a text, always the same one.
function Get-Pseudonym([string] $Text, [string] $Kind) {
    $key = $Text.ToLowerInvariant()
    if (-not $pseudonyms.texts.ContainsKey($key)) {
        $pseudonyms.counts[$Kind] = 1 + [int]$pseudonyms.counts[$Kind]
        $pseudonyms.texts[$key] = "$Kind-$($pseudonyms.counts[$Kind])"
    }
    return $pseudonyms.texts[$key]
}

# A name that must not be seen. Of a full name the parts count: the machine's own, the domain, and the domain's first.
function Add-KnownName($Text, [string] $Kind) {
    $name = "$Text".Trim().TrimEnd('.')
    if ($name -match '^([A-Za-z0-9_-]*[A-Za-z_-][A-Za-z0-9_-]*)\.((?:[A-Za-z0-9_-]+\.)*[A-Za-z][A-Za-z0-9-]*)$') {
        $own = $Matches[1]
        $domain = $Matches[2]
        Add-KnownName $own $Kind
        $pseudonyms.names[$domain.ToLowerInvariant()] = Get-Pseudonym $domain 'domain'
        Add-KnownName $domain.Split('.')[0] 'domain'
    } elseif ($name -ne '') {
        $pseudonyms.names[$name.ToLowerInvariant()] = Get-Pseudonym $name $Kind
    }
    $pseudonyms.pattern = $null
}

# An account is a domain and a user, or the user of a full name.
function Add-KnownAccount($Account) {
    foreach ($part in "$Account".Split('\@'.ToCharArray())) { Add-KnownName $part 'user' }
}

# Things that nobody has to know beforehand to see what they are. Addresses of version 6 need two colons beside hexadecimal digits.
$recognized = @(
    @('id', '[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}'),
    @('sid', 'S-1-[0-9]+(?:-[0-9]+)+'),
    @('key', '[A-Za-z0-9]{5}(?:-[A-Za-z0-9]{5}){4}'),
    @('address', '(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}'),
    @('address', '[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:%[0-9A-Za-z]+)?'),
    @('address', '[0-9]{1,3}(?:\.[0-9]{1,3}){3}')
)

# One pattern for everything, the longest names first: what has become a pseudonym is never looked at again.
function Get-NamePattern {
    if ($null -eq $pseudonyms.pattern) {
        $names = @($pseudonyms.names.Keys | Sort-Object -Property Length -Descending | ForEach-Object {
                $before = ''
                $after = ''
                if ($_ -match '^\w') { $before = '(?<!\w)' }
                if ($_ -match '\w$') { $after = '(?!\w)' }
                $before + [regex]::Escape($_) + $after
            })
        $kinds = @($recognized | ForEach-Object { "(?<![\w.])(?:$($_[1]))(?![\w])" })
        $pseudonyms.pattern = [regex]('(?i)' + ((@($kinds[0..3]) + $names + @($kinds[4..5])) -join '|'))
    }
    return $pseudonyms.pattern
}

# A text without the names in it.
function Hide-Name($Text) {
    $found = (Get-NamePattern).Matches("$Text")
    $hidden = New-Object -TypeName System.Text.StringBuilder
    $place = 0
    foreach ($match in $found) {
        $kind = 'id'
        foreach ($one in $recognized) {
            if ($match.Value -match "^(?:$($one[1]))$") {
                $kind = $one[0]
                break
            }
        }
        $null = $hidden.Append("$Text".Substring($place, $match.Index - $place)).Append((Get-Pseudonym $match.Value $kind))
        $place = $match.Index + $match.Length
    }
    return $hidden.Append("$Text".Substring($place)).ToString()
}

# A text that somebody else has written: its names as pseudonyms, its numbers as they are, of all other words only that they are there.
function Hide-Word($Text) {
    $hidden = New-Object -TypeName System.Text.StringBuilder
    $place = 0
    $plain = Hide-Name $Text
    foreach ($match in [regex]::Matches($plain, '[^\s,;:|=<>(){}\[\]"''/\\.@]+')) {
        $null = $hidden.Append($plain.Substring($place, $match.Index - $place))
        if ($match.Value -match '^(?:0x[0-9A-Fa-f]+|[+-]?[0-9]+|(?:host|machine|domain|user|cluster|id|sid|key|address|word)-[0-9]+)$') {
            $null = $hidden.Append($match.Value)
        } else {
            $null = $hidden.Append((Get-Pseudonym $match.Value 'word'))
        }
        $place = $match.Index + $match.Length
    }
    return $hidden.Append($plain.Substring($place)).ToString()
}

# A value of a row for the report. $AreWindows: its texts are Windows' own words.
function Hide-Value($Value, [bool] $AreWindows) {
    if ($null -eq $Value -or $Value -is [bool] -or $Value -is [ValueType]) { return $Value }
    if ($Value -is [string]) {
        if ($AreWindows -or $Value -match '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$') { return Hide-Name $Value }
        return Hide-Word $Value
    }
    if ($Value -is [System.Collections.IDictionary]) {
        $hidden = [ordered]@{}
        foreach ($name in @($Value.Keys)) { $hidden[$name] = Hide-Value $Value[$name] ($AreWindows -or @('code', 'id', 'reason', 'field') -contains $name) }
        return $hidden
    }
    return , @(foreach ($one in $Value) { Hide-Value $one $AreWindows })
}
