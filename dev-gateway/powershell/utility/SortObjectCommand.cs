using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sort-Object: stable, by properties or script blocks.</summary>
[Cmdlet("Sort", "Object")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<(PSObject Source, object?[] Keys)> rows = [];
    private PropertyReader[] readers = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void BeginProcessing() => readers = Property?.Select(PropertyReader.Of).ToArray() ?? [];

    protected override void ProcessRecord()
    {
        if (InputObject != null)
        {
            rows.Add((InputObject, readers.Length == 0 ? [InputObject.BaseObject] : [.. readers.Select(reader => Plain(reader.ValueOf(InputObject)))]));
        }
    }

    protected override void EndProcessing()
    {
        object?[]? previous = null;
        foreach ((PSObject source, object?[] keys) in rows.OrderBy(row => row.Keys, Comparer<object?[]>.Create(Compare)))
        {
            if (!Unique || previous == null || Compare(previous, keys) != 0)
            {
                WriteObject(source);
            }
            previous = keys;
        }
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private int Compare(object?[]? left, object?[]? right)
    {
        for (int index = 0; index < left!.Length; index++)
        {
            int order = CompareValues(left[index], right![index]);
            if (order != 0)
            {
                return Descending ? -order : order;
            }
        }
        return 0;
    }

    /// <summary>Unlike types compare as texts; null comes last, as in 5.1.</summary>
    private int CompareValues(object? left, object? right)
    {
        if (left == null || right == null)
        {
            return (left == null ? 1 : 0) - (right == null ? 1 : 0);
        }
        try
        {
            return LanguagePrimitives.Compare(left, right, !CaseSensitive, CultureInfo.CurrentCulture);
        }
        catch (ArgumentException)
        {
            return string.Compare(left.ToString(), right.ToString(), !CaseSensitive, CultureInfo.CurrentCulture);
        }
    }
}
