using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using System.Xml;
using Microsoft.Management.Infrastructure;

namespace ScriptEngine;

/// <summary>Bound parameters in the form of windows-call.ts.</summary>
internal static class ParameterOutput
{
    private const int Depth = 4;

    public static void Write(Utf8JsonWriter json, object? value) => Write(json, value, Depth);

    private static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (depth > 0 ? plain : null)
        {
            case CimInstance instance:
                WriteInstance(json, instance, depth);
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
                JsonOutput.Write(json, value, depth);
                json.WriteEndObject();
                break;
            case XmlNode node:
                json.WriteStringValue(node.OuterXml);
                break;
            case IDictionary dictionary:
                json.WriteStartObject();
                foreach (object key in dictionary.Keys)
                {
                    json.WritePropertyName(key.ToString()!);
                    Write(json, dictionary[key], depth - 1);
                }
                json.WriteEndObject();
                break;
            case IEnumerable list and not string:
                json.WriteStartArray();
                foreach (object? one in list)
                {
                    Write(json, one, depth - 1);
                }
                json.WriteEndArray();
                break;
            default:
                JsonOutput.Write(json, value, depth);
                break;
        }
    }

    private static void WriteInstance(Utf8JsonWriter json, CimInstance instance, int depth)
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
            Write(json, property.Value, depth - 1);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
