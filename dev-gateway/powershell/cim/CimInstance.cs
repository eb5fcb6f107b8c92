using Microsoft.Management.Infrastructure.Generic;

namespace Microsoft.Management.Infrastructure;

public class CimProperty
{
    private object? current;

    public string Name { get; init; } = "";

    public CimType CimType { get; init; }

    public CimFlags Flags { get; set; }

    public bool IsValueModified { get; set; }

    public object? Value
    {
        get => current;
        set
        {
            current = value;
            IsValueModified = true;
        }
    }

    public static CimProperty Create(string name, object? value, CimFlags flags) =>
        Create(name, value, CimConverter.GetCimType(value?.GetType() ?? typeof(string)), flags);

    public static CimProperty Create(string name, object? value, CimType type, CimFlags flags) =>
        new() { Name = name, current = value, CimType = type, Flags = flags };

    public override string ToString() => $"{Name} = {(Value is string text ? $"\"{text}\"" : Value)}";
}

/// <summary>A managed stand-in of the real class: PowerShell's own adapter does the rest.</summary>
public sealed class CimInstance : IDisposable, ICloneable
{
    private string? sessionComputer;
    private Guid sessionId;

    public CimInstance(string className) : this(className, null)
    {
    }

    public CimInstance(string className, string? nameSpace)
    {
        CimSystemProperties = new CimSystemProperties { ClassName = className, Namespace = nameSpace ?? "", ServerName = Environment.MachineName };
    }

    public CimInstance(CimClass cimClass) : this(cimClass.CimSystemProperties.ClassName!, cimClass.CimSystemProperties.Namespace)
    {
        CimClass = cimClass;
    }

    public CimInstance(CimInstance other) : this(other.CimSystemProperties.ClassName!, other.CimSystemProperties.Namespace)
    {
        CimClass = other.CimClass;
        foreach (CimProperty property in other.CimInstanceProperties)
        {
            CimInstanceProperties.Add(CimProperty.Create(property.Name, property.Value, property.CimType, property.Flags));
        }
    }

    public CimClass? CimClass { get; }

    public CimKeyedCollection<CimProperty> CimInstanceProperties { get; } = new NamedCollection<CimProperty>(one => one.Name);

    public CimSystemProperties CimSystemProperties { get; }

    public Guid GetCimSessionInstanceId() => sessionId;

    public string? GetCimSessionComputerName() => sessionComputer;

    public void SetCimSessionComputerName(string name) => sessionComputer = name;

    public void SetCimSessionInstanceId(Guid id) => sessionId = id;

    public object Clone() => new CimInstance(this);

    public void Dispose()
    {
    }

    /// <summary>As the real class prints itself: the class and its key properties.</summary>
    public override string ToString()
    {
        string keys = string.Join(", ", CimInstanceProperties.Where(one => (one.Flags & CimFlags.Key) != 0).Select(one => one.ToString()));
        return CimSystemProperties.ClassName + (keys == "" ? "" : $" ({keys})");
    }
}

public class CimSession : IDisposable
{
    public string? ComputerName { get; set; }

    public Guid InstanceId { get; } = Guid.NewGuid();

    public void Dispose() => GC.SuppressFinalize(this);
}
