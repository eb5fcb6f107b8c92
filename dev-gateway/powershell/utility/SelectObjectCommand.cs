using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>Select-Object with the parameters that scripts here use; stops its source once it has enough, as in 5.1.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
public sealed class SelectObjectCommand : PSCmdlet
{
    private static readonly ConstructorInfo StopUpstream = typeof(PSObject).Assembly
        .GetType("System.Management.Automation.StopUpstreamCommandsException")!
        .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0];

    private readonly Queue<PSObject> held = new();
    private PropertyReader[] readers = [];
    private int seen;
    private int written;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = -1;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; } = -1;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    protected override void BeginProcessing() => readers = Property?.Select(PropertyReader.Of).ToArray() ?? [];

    protected override void ProcessRecord()
    {
        if (InputObject == null)
        {
            return;
        }
        if (Last >= 0)
        {
            held.Enqueue(InputObject);
            if (held.Count > Last + Skip)
            {
                held.Dequeue();
            }
            return;
        }
        if (seen++ < Skip)
        {
            return;
        }
        if (First < 0 || written < First)
        {
            written++;
            Emit(InputObject);
        }
        if (First >= 0 && written >= First)
        {
            throw (Exception)StopUpstream.Invoke([this]);
        }
    }

    protected override void EndProcessing()
    {
        while (held.Count > Skip)
        {
            Emit(held.Dequeue());
        }
    }

    private void Emit(PSObject source)
    {
        if (ExpandProperty != null)
        {
            Expand(source, ExpandProperty);
            return;
        }
        if (readers.Length == 0)
        {
            WriteObject(source);
            return;
        }
        PSObject selected = new();
        foreach ((string name, object? value) in readers.SelectMany(reader => reader.Read(source)))
        {
            if (selected.Properties[name] == null)
            {
                selected.Properties.Add(new PSNoteProperty(name, value));
                continue;
            }
            PSArgumentException failure = new($"The property \"{name}\" is named twice.");
            WriteError(new ErrorRecord(failure, "AlreadyExistingUserSpecifiedPropertyNoExpand", ErrorCategory.InvalidOperation, source));
        }
        selected.TypeNames.Insert(0, "Selected." + source.BaseObject.GetType());
        WriteObject(selected);
    }

    private void Expand(PSObject source, string property)
    {
        if (!PropertyReader.Of(property).TryRead(source, out object? value))
        {
            PSArgumentException failure = new($"Property \"{property}\" cannot be found.");
            WriteError(new ErrorRecord(failure, "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, source));
        }
        else if (value != null)
        {
            WriteObject(value, enumerateCollection: true);
        }
    }
}
