using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Management.Infrastructure;

namespace ScriptEngine;

/// <summary>Objects that the answerer sends (windows-call.ts), as PowerShell objects and CIM instances.</summary>
internal static class JsonInput
{
    public static object? Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return Text(element);
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            case JsonValueKind.Number:
                return element.TryGetInt32(out int small) ? small : element.TryGetInt64(out long large) ? large : element.GetDouble();
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Read).ToArray();
            case JsonValueKind.Object:
                return ReadObject(element);
            default:
                return null;
        }
    }

    /// <summary>A text, also one with half of a surrogate pair, which Windows' names may have and GetString refuses.</summary>
    public static string Text(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Regex.Unescape(element.GetRawText()[1..^1]);
        }
    }

    private static object ReadObject(JsonElement element)
    {
        string? kind = element.TryGetProperty("kind", out JsonElement given) ? given.GetString() : null;
        if (kind == "cim")
        {
            return ReadInstance(element);
        }
        if (kind == "wmi")
        {
            return WmiObject.Read(element);
        }
        if (kind == "date")
        {
            return LocalTime(element.GetProperty("value"));
        }
        PSObject result = new();
        JsonElement properties = element;
        if (kind == "object")
        {
            properties = element.GetProperty("properties");
            result.TypeNames.Clear();
            foreach (JsonElement name in element.GetProperty("typeNames").EnumerateArray())
            {
                result.TypeNames.Add(name.GetString()!);
            }
        }
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            result.Properties.Add(new PSNoteProperty(property.Name, Read(property.Value)));
        }
        return result;
    }

    private static CimInstance ReadInstance(JsonElement element)
    {
        string nameSpace = element.GetProperty("namespace").GetString()!;
        CimClass? chain = null;
        if (element.TryGetProperty("derivedFrom", out JsonElement parents))
        {
            foreach (JsonElement parent in parents.EnumerateArray().Reverse())
            {
                chain = new CimClass(parent.GetString()!, nameSpace, chain);
            }
        }
        CimInstance instance = new(new CimClass(element.GetProperty("className").GetString()!, nameSpace, chain));
        foreach (JsonProperty property in element.GetProperty("properties").EnumerateObject())
        {
            bool array = property.Value.TryGetProperty("array", out JsonElement isArray) && isArray.GetBoolean();
            bool key = property.Value.TryGetProperty("key", out JsonElement isKey) && isKey.GetBoolean();
            CimType type = TypeOf(property.Value.GetProperty("type").GetString()!, array);
            object? value = Typed(property.Value.GetProperty("value"), CimConverter.GetDotNetType(type));
            instance.CimInstanceProperties.Add(CimProperty.Create(property.Name, value, type, key ? CimFlags.Property | CimFlags.Key : CimFlags.Property));
        }
        return instance;
    }

    /// <summary>The published type by its WMI name; a class name means an embedded instance, with REF behind it a reference to one.</summary>
    private static CimType TypeOf(string name, bool array)
    {
        CimType instance = name.EndsWith(" REF", StringComparison.Ordinal) ? CimType.Reference : CimType.Instance;
        CimType scalar = Enum.TryParse(name, ignoreCase: true, out CimType known) ? known : instance;
        return array ? scalar + 16 : scalar;
    }

    private static object? Typed(JsonElement element, Type? type)
    {
        if (element.ValueKind == JsonValueKind.Null || type == null)
        {
            return null;
        }
        if (type.IsArray)
        {
            Type elementType = type.GetElementType()!;
            object?[] values = [.. element.EnumerateArray().Select(one => Typed(one, elementType))];
            Array typed = Array.CreateInstance(elementType, values.Length);
            Array.Copy(values, typed, values.Length);
            return typed;
        }
        if (type == typeof(DateTime))
        {
            return LocalTime(element);
        }
        if (type == typeof(ulong) && element.ValueKind == JsonValueKind.Number)
        {
            return element.GetUInt64();
        }
        object? value = Read(element);
        return value is CimInstance or PSObject ? value : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }

    /// <summary>Dates arrive in local time, as in the real cmdlets.</summary>
    private static DateTime LocalTime(JsonElement element) =>
        DateTime.Parse(element.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal).ToLocalTime();
}
