using System.Management.Automation;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

/// <summary>ConvertFrom-Json as in 5.1: an array is one object of the pipeline, dates in ISO form stay texts.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed partial class ConvertFromJsonCommand : PSCmdlet
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1024 };

    private readonly List<string> input = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    protected override void ProcessRecord() => input.Add(InputObject);

    /// <summary>Several strings are one document each when the first is one, and a single document in lines otherwise.</summary>
    protected override void EndProcessing()
    {
        if (input.Count > 1 && !IsDocument(input[0]))
        {
            Emit(string.Join(Environment.NewLine, input));
            return;
        }
        input.ForEach(Emit);
    }

    private void Emit(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Options);
            WriteObject(ToObject(document.RootElement), enumerateCollection: false);
        }
        catch (JsonException failure)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException("Invalid JSON primitive: " + failure.Message, failure), "System.ArgumentException", ErrorCategory.NotSpecified, null));
        }
    }

    private static bool IsDocument(string text)
    {
        try
        {
            JsonDocument.Parse(text, Options).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private object? ToObject(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                PSObject result = new();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    SetProperty(result, property.Name, ToObject(property.Value));
                }
                return result;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(ToObject).ToArray();
            case JsonValueKind.String:
                return ToTextOrDate(element);
            case JsonValueKind.Number:
                return ToNumber(element);
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    /// <summary>Of equal names the last wins; names that differ in letter case cannot be told apart afterwards.</summary>
    private void SetProperty(PSObject target, string name, object? value)
    {
        if (target.Properties[name] is not { } known)
        {
            target.Properties.Add(new PSNoteProperty(name, value));
            return;
        }
        if (known.Name != name)
        {
            InvalidOperationException failure = new($"The JSON text has the names '{known.Name}' and '{name}' in one object.");
            ThrowTerminatingError(new ErrorRecord(failure, "DuplicateKeysInJsonString", ErrorCategory.InvalidOperation, null));
        }
        known.Value = value;
    }

    /// <summary>5.1 chooses the first that holds the number: Int32, Int64, Decimal, Double.</summary>
    private static object ToNumber(JsonElement element)
    {
        if (element.TryGetInt32(out int small))
        {
            return small;
        }
        if (element.TryGetInt64(out long large))
        {
            return large;
        }
        bool exponent = element.GetRawText().AsSpan().IndexOfAny('e', 'E') >= 0;
        return !exponent && element.TryGetDecimal(out decimal exact) ? exact : element.GetDouble();
    }

    /// <summary>A date is only what has its slashes escaped, as ConvertTo-Json writes it.</summary>
    private static object ToTextOrDate(JsonElement element)
    {
        string raw = element.GetRawText();
        if (DateForm().Match(raw) is { Success: true } date && long.TryParse(date.Groups[1].ValueSpan, out long milliseconds))
        {
            return DateTime.UnixEpoch.AddMilliseconds(milliseconds);
        }
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: GetString refuses what 5.1 takes.
            return Regex.Unescape(raw[1..^1]);
        }
    }

    [GeneratedRegex(@"^""\\/Date\((-?[0-9]+)(?:[a-zA-Z]|[+-][0-9]{4})?\)\\/""$")]
    private static partial Regex DateForm();
}
