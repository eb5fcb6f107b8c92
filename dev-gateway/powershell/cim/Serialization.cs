using System.Collections.Concurrent;
using System.Text;

namespace Microsoft.Management.Infrastructure.Serialization;

public enum ClassSerializationOptions
{
    None
}

/// <summary>PowerShell's serializer asks for these two types by name; without them every deserialization in the process fails.</summary>
public class CimSerializer : IDisposable
{
    public static CimSerializer Create() => new();

    public byte[] Serialize(CimClass cimClass, ClassSerializationOptions options)
    {
        KnownClasses.ByName[cimClass.ToString()] = cimClass;
        return Encoding.Unicode.GetBytes(cimClass.ToString());
    }

    public void Dispose() => GC.SuppressFinalize(this);
}

public class CimDeserializer : IDisposable
{
    public static CimDeserializer Create() => new();

    public CimClass DeserializeClass(byte[] bytes, ref uint offset, CimClass parent, string computer, string nameSpace)
    {
        string name = Encoding.Unicode.GetString(bytes, (int)offset, bytes.Length - (int)offset);
        offset = (uint)bytes.Length;
        return KnownClasses.ByName.TryGetValue(name, out CimClass? known) ? known : throw new CimException("unknown class " + name);
    }

    public void Dispose() => GC.SuppressFinalize(this);
}

internal static class KnownClasses
{
    public static readonly ConcurrentDictionary<string, CimClass> ByName = new();
}
