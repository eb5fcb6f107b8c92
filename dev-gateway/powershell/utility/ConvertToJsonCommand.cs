using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>ConvertTo-Json as in 5.1: depth 2 unless told, enumerations as numbers, <c>'&lt;&gt;&amp;</c> as escapes.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> input = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(1, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    protected override void ProcessRecord() => input.Add(InputObject);

    protected override void EndProcessing()
    {
        if (input.Count == 0)
        {
            return;
        }
        StringBuilder json = new();
        Write(json, input.Count == 1 ? input[0] : input.ToArray(), Depth, Compress ? -1 : 0);
        WriteObject(json.ToString());
    }

    private static void Write(StringBuilder json, object? value, int depth, int indent)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (Scalar(plain) is { } scalar)
        {
            json.Append(scalar);
        }
        else if (depth < 0)
        {
            json.Append(Quoted((string)LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture)));
        }
        else if (plain is IDictionary dictionary)
        {
            IEnumerable<(string, object?)> entries = dictionary.Keys.Cast<object>().Select(key => (key.ToString() ?? "", dictionary[key]));
            Group(json, '{', '}', entries, indent, entry => Member(json, entry, depth, indent));
        }
        else if (plain is IEnumerable list and not PSCustomObject)
        {
            Group(json, '[', ']', list.Cast<object?>(), indent, one => Write(json, one, depth - 1, Deeper(indent)));
        }
        else
        {
            IEnumerable<(string, object?)> properties = PSObject.AsPSObject(value!).Properties.Select(one => (one.Name, ValueOf(one)));
            Group(json, '{', '}', properties, indent, entry => Member(json, entry, depth, indent));
        }
    }

    private static int Deeper(int indent) => indent < 0 ? indent : indent + 1;

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

    private static void Member(StringBuilder json, (string Name, object? Value) entry, int depth, int indent)
    {
        json.Append(Quoted(entry.Name)).Append(indent < 0 ? ":" : ":  ");
        Write(json, entry.Value, depth - 1, Deeper(indent));
    }

    private static void Group<T>(StringBuilder json, char open, char close, IEnumerable<T> elements, int indent, Action<T> write)
    {
        json.Append(open);
        bool any = false;
        foreach (T element in elements)
        {
            if (any)
            {
                json.Append(',');
            }
            any = true;
            NewLine(json, Deeper(indent));
            write(element);
        }
        if (any)
        {
            NewLine(json, indent);
        }
        json.Append(close);
    }

    private static void NewLine(StringBuilder json, int indent)
    {
        if (indent >= 0)
        {
            json.Append("\r\n").Append(' ', indent * 4);
        }
    }

    /// <summary>The JSON of a simple value, or null where the value is none.</summary>
    private static string? Scalar(object? value) => value switch
    {
        null or DBNull => "null",
        string text => Quoted(text),
        char one => Quoted(one.ToString()),
        bool flag => flag ? "true" : "false",
        DateTime date => $"\"\\/Date({(long)(date.ToUniversalTime() - DateTime.UnixEpoch).TotalMilliseconds})\\/\"",
        Guid or Uri => Quoted(value.ToString()!),
        Enum => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        double number when !double.IsFinite(number) => Quoted(number.ToString(CultureInfo.InvariantCulture)),
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => null
    };

    private static string Quoted(string text)
    {
        StringBuilder result = new("\"");
        foreach (char one in text)
        {
            result.Append(one switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or '<' or '>' or '&' or '\'' or '\u0085' or '\u2028' or '\u2029' => $"\\u{(int)one:x4}",
                _ => one.ToString()
            });
        }
        return result.Append('"').ToString();
    }
}
