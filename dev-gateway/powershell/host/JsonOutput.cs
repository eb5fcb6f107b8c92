using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>Objects as the JSON of their properties; arrays stay arrays, enumerations become numbers, dates ISO 8601 in UTC.</summary>
internal static class JsonOutput
{
    public static void Write(Utf8JsonWriter json, object? value, int depth)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (WriteScalar(json, plain))
        {
            return;
        }
        if (depth <= 0)
        {
            json.WriteStringValue(value!.ToString());
            return;
        }
        switch (plain)
        {
            case IDictionary dictionary:
                json.WriteStartObject();
                foreach (object key in dictionary.Keys)
                {
                    json.WritePropertyName(key.ToString()!);
                    Write(json, dictionary[key], depth - 1);
                }
                json.WriteEndObject();
                break;
            case IEnumerable list and not PSCustomObject:
                json.WriteStartArray();
                foreach (object? one in list)
                {
                    Write(json, one, depth - 1);
                }
                json.WriteEndArray();
                break;
            case CommandInfo:
                // As remoting writes what it has no form of its own for: one level, and of anything deeper its text. Modules hold all there is.
                WriteProperties(json, PSObject.AsPSObject(value!), 1);
                break;
            default:
                WriteProperties(json, PSObject.AsPSObject(value!), depth);
                break;
        }
    }

    private static void WriteProperties(Utf8JsonWriter json, PSObject source, int depth)
    {
        json.WriteStartObject();
        foreach (PSPropertyInfo property in source.Properties)
        {
            json.WritePropertyName(property.Name);
            Write(json, ValueOf(property), depth - 1);
        }
        json.WriteEndObject();
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    private static bool WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                return true;
            case string text:
                json.WriteStringValue(text);
                return true;
            case bool flag:
                json.WriteBooleanValue(flag);
                return true;
            case Enum number:
                json.WriteNumberValue(Convert.ToInt64(number, CultureInfo.InvariantCulture));
                return true;
            case ulong whole:
                json.WriteNumberValue(whole);
                return true;
            case sbyte or byte or short or ushort or int or uint or long:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                return true;
            case decimal exact:
                json.WriteNumberValue(exact);
                return true;
            case double or float when !double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                json.WriteStringValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                return true;
            case double large:
                json.WriteNumberValue(large);
                return true;
            case float small:
                json.WriteNumberValue(small);
                return true;
            case DateTime date:
                json.WriteStringValue(date.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture));
                return true;
            case SwitchParameter present:
                json.WriteBooleanValue(present.IsPresent);
                return true;
            case char or Guid or Uri or Version or TimeSpan or ScriptBlock or Type:
                json.WriteStringValue(value.ToString());
                return true;
            default:
                return false;
        }
    }
}
