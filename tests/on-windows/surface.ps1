# Part of Test-AvmaHost.ps1: what the project knows of Windows (windows-surface), compared with what is there. Everything here is Windows' own names.

function Read-Json([string] $Path) {
    # As one object, also where it is a list.
    return (ConvertFrom-Json ([System.IO.File]::ReadAllText($Path)))
}

# A property of what was read from JSON, which not every entry has.
function Get-Entry($Entry, [string] $Name) {
    if ($Entry.PSObject.Properties[$Name]) { return $Entry.PSObject.Properties[$Name].Value }
    return $null
}

# A CIM type as Get-CimClass names it, or nothing for references and embedded instances.
function Get-CimTypeName($Published) {
    $names = @{
        string = 'String'; boolean = 'Boolean'; datetime = 'DateTime'; uint8 = 'UInt8'; uint16 = 'UInt16'; uint32 = 'UInt32'; uint64 = 'UInt64'
        sint8 = 'SInt8'; sint16 = 'SInt16'; sint32 = 'SInt32'; sint64 = 'SInt64'
    }
    $name = $names["$(Get-Entry $Published 'cimType')"]
    if ($name -and (Get-Entry $Published 'array') -eq $true) { return "${name}Array" }
    return $name
}

# One class: what it lacks, what has another type, and what it has beyond what is published.
function Compare-CimClass($Published) {
    $result = [ordered]@{
        class = "$($Published.namespace)/$($Published.class)"
        found = $true
        error = $null
        missing = @()
        missingUndocumented = @()
        otherType = @()
        missingMethods = @()
        methodParameters = @()
        more = @()
    }
    try {
        $class = Get-CimClass -Namespace $Published.namespace -ClassName $Published.class -ErrorAction Stop
    } catch {
        $result.found = $false
        $result.error = "$($_.FullyQualifiedErrorId)"
        return $result
    }
    $types = @{}
    foreach ($property in $class.CimClassProperties) { $types[[string]$property.Name] = [string]$property.CimType }
    foreach ($property in $Published.properties) {
        if (-not $types.ContainsKey($property.name)) {
            if ((Get-Entry $property 'documented') -eq $false) { $result.missingUndocumented += $property.name } else { $result.missing += $property.name }
            continue
        }
        $wanted = Get-CimTypeName $property
        if ($wanted -and $types[$property.name] -ne $wanted) { $result.otherType += "$($property.name): $($types[$property.name]), not $wanted" }
    }
    $known = @($Published.properties | ForEach-Object { $_.name })
    $result.more = @($types.Keys | Where-Object { $known -notcontains $_ } | Sort-Object)
    $methods = @{}
    foreach ($method in $class.CimClassMethods) { $methods[[string]$method.Name] = @($method.Parameters | ForEach-Object { [string]$_.Name }) }
    foreach ($method in @(Get-Entry $Published 'methods' | Where-Object { $_ })) {
        if (-not $methods.ContainsKey($method.name)) {
            $result.missingMethods += $method.name
            continue
        }
        foreach ($parameter in @(Get-Entry $method 'parameters' | Where-Object { $_ })) {
            if ($methods[$method.name] -notcontains $parameter.name) { $result.methodParameters += "$($method.name) has no $($parameter.name)" }
        }
    }
    return $result
}

# One command: what it lacks, and what has another type.
function Compare-Command([string] $Module, $Published) {
    $result = [ordered]@{ command = "$Module\$($Published.name)"; found = $true; missing = @(); otherType = @(); missingAliases = @() }
    $command = Get-Command -Name "$Module\$($Published.name)" -ErrorAction SilentlyContinue
    if (-not $command) {
        $result.found = $false
        return $result
    }
    foreach ($parameter in $Published.parameters) {
        $there = $command.Parameters[$parameter.name]
        if (-not $there) {
            $result.missing += $parameter.name
            continue
        }
        if ($there.ParameterType.FullName -ne $parameter.type) { $result.otherType += "$($parameter.name): $($there.ParameterType.FullName), not $($parameter.type)" }
        foreach ($alias in $parameter.aliases) {
            if ($there.Aliases -notcontains $alias) { $result.missingAliases += "$($parameter.name): $alias" }
        }
    }
    return $result
}

# What Windows itself says of the provider of the events. Its texts are those of its message file, in the language of this system.
function Read-Provider($Published) {
    $result = [ordered]@{ provider = $Published.provider.name; found = $true; error = $null; guid = $null; logs = @(); missingIds = @(); events = @() }
    try {
        $provider = Get-WinEvent -ListProvider $Published.provider.name -ErrorAction Stop
    } catch {
        $result.found = $false
        $result.error = "$($_.FullyQualifiedErrorId)"
        return $result
    }
    $result.guid = "$($provider.Id)"
    $result.logs = @($provider.LogLinks | ForEach-Object { [string]$_.LogName })
    $ids = @($provider.Events | ForEach-Object { [long]$_.Id -band 65535 })
    $result.missingIds = @($Published.events | ForEach-Object { $_.id } | Where-Object { $ids -notcontains $_ } | Sort-Object -Unique)
    foreach ($event in $provider.Events) {
        if (@(12309, 12310) -contains ([long]$event.Id -band 65535)) {
            $level = $null
            if ($event.Level) { $level = [int]$event.Level.Value }
            $result.events += [ordered]@{ id = [long]$event.Id; version = [int]$event.Version; level = $level; template = [string]$event.Template; description = [string]$event.Description }
        }
    }
    return $result
}
