using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Sort-Object: stable, by properties or script blocks.</summary>
[Cmdlet("Sort", "Object")]
public sealed class SortObjectCommand : PSCmdlet
{
    /// <summary>Stands for a property that an object has not.</summary>
    private static readonly object Missing = new();

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
            rows.Add((InputObject, readers.Length == 0 ? [InputObject.BaseObject] : [.. readers.Select(reader => KeyOf(reader, InputObject))]));
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

    private static object? KeyOf(PropertyReader reader, PSObject source)
    {
        if (!reader.TryRead(source, out object? value))
        {
            return Missing;
        }
        return value is PSObject wrapped ? wrapped.BaseObject : value;
    }

    private int Compare(object?[]? left, object?[]? right)
    {
        for (int index = 0; index < left!.Length; index++)
        {
            int order = CompareValues(left[index], right![index], readers.Length == 0 ? null : readers[index].Descending);
            if (order != 0)
            {
                return order;
            }
        }
        return 0;
    }

    /// <summary>What lacks the property comes last in either direction, as in 5.1; unlike types compare as texts.</summary>
    private int CompareValues(object? left, object? right, bool? descending)
    {
        if (left == Missing || right == Missing)
        {
            return (left == Missing ? 1 : 0) - (right == Missing ? 1 : 0);
        }
        int sign = descending ?? Descending ? -1 : 1;
        try
        {
            return sign * LanguagePrimitives.Compare(left, right, !CaseSensitive, CultureInfo.CurrentCulture);
        }
        catch (ArgumentException)
        {
            return sign * string.Compare(left?.ToString(), right?.ToString(), !CaseSensitive, CultureInfo.CurrentCulture);
        }
    }
}
