using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using Microsoft.Management.Infrastructure;

namespace ScriptEngine;

/// <summary>Bound parameters in the form of windows-call.ts.</summary>
internal static class ParameterOutput
{
    private const int Depth = 4;

    public static void Write(Utf8JsonWriter json, object? value)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (plain)
        {
            case CimInstance instance:
                WriteInstance(json, instance);
                break;
            case PSCustomObject:
                json.WriteStartObject();
                json.WriteString("kind", "object");
                json.WriteStartArray("typeNames");
                foreach (string name in ((PSObject)value!).TypeNames)
                {
                    json.WriteStringValue(name);
                }
                json.WriteEndArray();
                json.WritePropertyName("properties");
                JsonOutput.Write(json, value, Depth);
                json.WriteEndObject();
                break;
            case IEnumerable list and not string and not IDictionary:
                json.WriteStartArray();
                foreach (object? one in list)
                {
                    Write(json, one);
                }
                json.WriteEndArray();
                break;
            default:
                JsonOutput.Write(json, value, Depth);
                break;
        }
    }

    private static void WriteInstance(Utf8JsonWriter json, CimInstance instance)
    {
        json.WriteStartObject();
        json.WriteString("kind", "cim");
        json.WriteString("namespace", instance.CimSystemProperties.Namespace);
        json.WriteString("className", instance.CimSystemProperties.ClassName);
        json.WriteStartObject("properties");
        foreach (CimProperty property in instance.CimInstanceProperties)
        {
            bool array = property.CimType >= CimType.BooleanArray;
            json.WriteStartObject(property.Name);
            json.WriteString("type", (array ? property.CimType - 16 : property.CimType).ToString().ToLowerInvariant());
            json.WriteBoolean("array", array);
            json.WriteBoolean("key", (property.Flags & CimFlags.Key) != 0);
            json.WritePropertyName("value");
            JsonOutput.Write(json, property.Value, Depth);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
