using Microsoft.Management.Infrastructure.Generic;

namespace Microsoft.Management.Infrastructure;

public sealed class CimSystemProperties
{
    public string? Namespace { get; internal init; }

    public string? ServerName { get; internal init; }

    public string? ClassName { get; internal init; }

    public string? Path { get; internal init; }
}

public sealed class CimQualifier
{
    public string Name { get; set; } = "";

    public object? Value { get; set; }

    public CimType CimType { get; set; }

    public CimFlags Flags { get; set; }
}

public sealed class CimPropertyDeclaration
{
    public string Name { get; set; } = "";

    public object? Value { get; set; }

    public CimType CimType { get; set; }

    public CimFlags Flags { get; set; }

    public string? ReferenceClassName { get; set; }

    public CimReadOnlyKeyedCollection<CimQualifier> Qualifiers { get; } = new NamedCollection<CimQualifier>(one => one.Name);
}

public sealed class CimMethodParameterDeclaration
{
    public string Name { get; set; } = "";

    public CimType CimType { get; set; }

    public string? ReferenceClassName { get; set; }

    public CimReadOnlyKeyedCollection<CimQualifier> Qualifiers { get; } = new NamedCollection<CimQualifier>(one => one.Name);
}

public sealed class CimMethodDeclaration
{
    public string Name { get; set; } = "";

    public CimType ReturnType { get; set; } = CimType.UInt32;

    public CimReadOnlyKeyedCollection<CimMethodParameterDeclaration> Parameters { get; } =
        new NamedCollection<CimMethodParameterDeclaration>(one => one.Name);

    public CimReadOnlyKeyedCollection<CimQualifier> Qualifiers { get; } = new NamedCollection<CimQualifier>(one => one.Name);
}

/// <summary>A class by name; its superclasses give an instance its PowerShell type names.</summary>
public sealed class CimClass : IDisposable
{
    public CimClass(string name, string nameSpace, CimClass? superClass)
    {
        CimSuperClass = superClass;
        CimSystemProperties = new CimSystemProperties { ClassName = name, Namespace = nameSpace, ServerName = Environment.MachineName };
    }

    public CimClass? CimSuperClass { get; }

    public string? CimSuperClassName => CimSuperClass?.CimSystemProperties.ClassName;

    public CimSystemProperties CimSystemProperties { get; }

    public CimReadOnlyKeyedCollection<CimPropertyDeclaration> CimClassProperties { get; } =
        new NamedCollection<CimPropertyDeclaration>(one => one.Name);

    public CimReadOnlyKeyedCollection<CimMethodDeclaration> CimClassMethods { get; } = new NamedCollection<CimMethodDeclaration>(one => one.Name);

    public CimReadOnlyKeyedCollection<CimQualifier> CimClassQualifiers { get; } = new NamedCollection<CimQualifier>(one => one.Name);

    public void Dispose()
    {
    }

    public override string ToString() => $"{CimSystemProperties.Namespace}:{CimSystemProperties.ClassName}";
}
