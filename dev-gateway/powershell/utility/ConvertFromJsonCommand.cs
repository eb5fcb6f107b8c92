using System.Management.Automation;
using System.Text.Json;

namespace Microsoft.PowerShell.Commands;

/// <summary>ConvertFrom-Json as in 5.1: an array is one object of the pipeline, dates in ISO form stay texts.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
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
            using JsonDocument document = JsonDocument.Parse(text);
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
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static object? ToObject(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                PSObject result = new();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    result.Properties.Remove(property.Name);
                    result.Properties.Add(new PSNoteProperty(property.Name, ToObject(property.Value)));
                }
                return result;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(ToObject).ToArray();
            case JsonValueKind.String:
                return ToText(element.GetString()!);
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

    private static object ToText(string text)
    {
        const string prefix = "/Date(";
        const string suffix = ")/";
        bool date = text.StartsWith(prefix, StringComparison.Ordinal) && text.EndsWith(suffix, StringComparison.Ordinal);
        return date && long.TryParse(text.AsSpan(prefix.Length, text.Length - prefix.Length - suffix.Length), out long milliseconds)
            ? DateTime.UnixEpoch.AddMilliseconds(milliseconds)
            : text;
    }
}
