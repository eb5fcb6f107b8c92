namespace Microsoft.Management.Infrastructure;

/// <summary>Flags of a property or a method, with the numbers of the real assembly.</summary>
[Flags]
public enum CimFlags : long
{
    None = 0, Class = 1, Method = 2, Property = 4, Parameter = 8, Association = 16, Indication = 32, Reference = 64, Any = 127,
    EnableOverride = 128, DisableOverride = 256, Restricted = 512, ToSubclass = 1024, Translatable = 2048, Key = 4096, In = 8192, Out = 16384,
    Required = 32768, Static = 65536, Abstract = 131072, Terminal = 262144, Expensive = 524288, Stream = 1048576, ReadOnly = 2097152,
    NotModified = 33554432, NullValue = 67108864, Borrow = 134217728, Adopt = 2147483648
}

/// <summary>CIM types in the order of the real assembly: an array type is its element type plus 16.</summary>
public enum CimType
{
    Unknown, Boolean, UInt8, SInt8, UInt16, SInt16, UInt32, SInt32, UInt64, SInt64, Real32, Real64, Char16, DateTime, String, Reference, Instance,
    BooleanArray, UInt8Array, SInt8Array, UInt16Array, SInt16Array, UInt32Array, SInt32Array, UInt64Array, SInt64Array, Real32Array, Real64Array,
    Char16Array, DateTimeArray, StringArray, ReferenceArray, InstanceArray
}

/// <summary>The codes by which CIM failures are told apart in every language.</summary>
public enum NativeErrorCode
{
    Ok = 0, Failed = 1, AccessDenied = 2, InvalidNamespace = 3, InvalidParameter = 4, InvalidClass = 5, NotFound = 6, NotSupported = 7,
    ClassHasChildren = 8, ClassHasInstances = 9, InvalidSuperClass = 10, AlreadyExists = 11, NoSuchProperty = 12, TypeMismatch = 13,
    QueryLanguageNotSupported = 14, InvalidQuery = 15, MethodNotAvailable = 16, MethodNotFound = 17
}

/// <summary>A failed CIM operation.</summary>
public class CimException : Exception
{
    public CimException(string message) : base(message)
    {
    }

    public CimException(NativeErrorCode code, string message, string? messageId = null) : base(message)
    {
        NativeErrorCode = code;
        MessageId = messageId;
    }

    public NativeErrorCode NativeErrorCode { get; }

    public string? MessageId { get; }

    public uint StatusCode { get; set; }

    public string? ErrorSource { get; set; }

    public CimInstance? ErrorData { get; set; }
}

/// <summary>.NET types of CIM types, as PowerShell's adapter asks for them.</summary>
public static class CimConverter
{
    private static readonly (CimType Cim, Type Net)[] Scalars =
    [
        (CimType.Boolean, typeof(bool)), (CimType.UInt8, typeof(byte)), (CimType.SInt8, typeof(sbyte)), (CimType.UInt16, typeof(ushort)),
        (CimType.SInt16, typeof(short)), (CimType.UInt32, typeof(uint)), (CimType.SInt32, typeof(int)), (CimType.UInt64, typeof(ulong)),
        (CimType.SInt64, typeof(long)), (CimType.Real32, typeof(float)), (CimType.Real64, typeof(double)), (CimType.Char16, typeof(char)),
        (CimType.DateTime, typeof(DateTime)), (CimType.String, typeof(string)), (CimType.Instance, typeof(CimInstance)),
        (CimType.Reference, typeof(CimInstance))
    ];

    private const int ToArrayType = 16;

    public static Type? GetDotNetType(CimType type)
    {
        foreach ((CimType cim, Type net) in Scalars)
        {
            if (cim == type)
            {
                return net;
            }
            if (cim + ToArrayType == type)
            {
                return net.MakeArrayType();
            }
        }
        return null;
    }

    public static CimType GetCimType(Type type)
    {
        foreach ((CimType cim, Type net) in Scalars)
        {
            if (net == type)
            {
                return cim;
            }
            if (net.MakeArrayType() == type)
            {
                return cim + ToArrayType;
            }
        }
        return CimType.Unknown;
    }

    public static object AsCimValue(object value) => value;
}
