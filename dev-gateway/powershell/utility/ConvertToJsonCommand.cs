using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>ConvertTo-Json as in 5.1: depth 2 unless told, enumerations as numbers, <c>'&lt;&gt;&amp;</c> as escapes.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private const int DeepestDepth = 100;
    private const int IndentWidth = 4;

    private readonly List<object?> input = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    protected override void BeginProcessing()
    {
        if (Depth > DeepestDepth)
        {
            InvalidOperationException failure = new($"The deepest depth is {DeepestDepth}.");
            ThrowTerminatingError(new ErrorRecord(failure, "ReachedMaximumDepthAllowed", ErrorCategory.InvalidOperation, null));
        }
    }

    protected override void ProcessRecord()
    {
        if (InputObject != null)
        {
            input.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        if (input.Count == 0)
        {
            return;
        }
        StringBuilder json = new();
        Write(json, input.Count == 1 ? input[0] : input.ToArray(), Depth, Compress ? null : 0);
        WriteObject(json.ToString());
    }

    /// <param name="column">Where the value begins; what is in it stands four columns further right. Null: all in one line.</param>
    private void Write(StringBuilder json, object? value, int depth, int? column)
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
            IEnumerable<(string, object?)> entries = dictionary.Keys.Cast<object>().Select(key => (NameOf(key), dictionary[key]));
            Group(json, '{', '}', entries, column, entry => Member(json, entry, depth, column));
        }
        else if (plain is IEnumerable list and not PSCustomObject)
        {
            Group(json, '[', ']', list.Cast<object?>(), column, one => Write(json, one, depth - 1, column + IndentWidth));
        }
        else
        {
            IEnumerable<(string, object?)> properties = PSObject.AsPSObject(value!).Properties.Select(one => (one.Name, ValueOf(one)));
            Group(json, '{', '}', properties, column, entry => Member(json, entry, depth, column));
        }
    }

    private string NameOf(object key)
    {
        if (key is not string)
        {
            InvalidOperationException failure = new("The keys of a dictionary must be texts.");
            ThrowTerminatingError(new ErrorRecord(failure, "NonStringKeyInDictionary", ErrorCategory.InvalidOperation, null));
        }
        return (string)key;
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

    private void Member(StringBuilder json, (string Name, object? Value) entry, int depth, int? column)
    {
        string start = Quoted(entry.Name) + (column == null ? ":" : ":  ");
        json.Append(start);
        Write(json, entry.Value, depth - 1, column + IndentWidth + start.Length);
    }

    private static void Group<T>(StringBuilder json, char open, char close, IEnumerable<T> elements, int? column, Action<T> write)
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
            NewLine(json, column + IndentWidth);
            write(element);
        }
        if (!any && column != null)
        {
            // 5.1 leaves an empty line in an empty group.
            json.Append("\r\n");
        }
        NewLine(json, column);
        json.Append(close);
    }

    private static void NewLine(StringBuilder json, int? column)
    {
        if (column is { } spaces)
        {
            json.Append("\r\n").Append(' ', spaces);
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
        Enum when Enum.GetUnderlyingType(value.GetType()) is var type && (type == typeof(long) || type == typeof(ulong)) => Quoted(value.ToString()!),
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
