using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>What a console would show, as text with the line ends of Windows: PowerShell's own tables and lists, for a page of a given width.</summary>
[Cmdlet(VerbsData.Out, "String")]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
    private const int UsualWidth = 120;

    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    private static readonly Type Manager = Engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.OutputManagerInner")!;

    private static readonly ConstructorInfo LineOutput = Engine.GetType("Microsoft.PowerShell.Commands.Internal.Format.TextWriterLineOutput")!
        .GetConstructor(Hidden, [typeof(TextWriter), typeof(int)])!;

    private readonly StringWriter text = new(CultureInfo.CurrentCulture) { NewLine = "\r\n" };

    private readonly object manager = Manager.GetConstructor(Hidden, [])!.Invoke([]);

    public OutStringCommand() => typeof(FrontEndCommandBase).GetField("implementation", Hidden)!.SetValue(this, manager);

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = UsualWidth;

    protected override void BeginProcessing()
    {
        Manager.GetProperty("LineOutput", Hidden)!.SetValue(manager, LineOutput.Invoke([text, Width]));
        base.BeginProcessing();
    }

    protected override void EndProcessing()
    {
        base.EndProcessing();
        WriteObject(text.ToString());
    }
}

/// <summary>A file of comma-separated values, all of them in quotation marks; the properties of the first object are the columns.</summary>
[Cmdlet(VerbsData.Export, "Csv")]
public sealed class ExportCsvCommand : PSCmdlet
{
    private readonly StringBuilder text = new();
    private string[]? columns;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    /// <summary>Those of 5.1 that mean the same on every system; without, it writes ASCII, and any other letter is lost.</summary>
    [Parameter]
    [ValidateSet("ASCII", "UTF8", "Unicode", "BigEndianUnicode", "UTF32")]
    public string Encoding { get; set; } = "ASCII";

    protected override void ProcessRecord()
    {
        if (columns == null)
        {
            columns = [.. InputObject.Properties.Select(property => property.Name)];
            if (!NoTypeInformation)
            {
                text.Append($"#TYPE {InputObject.TypeNames[0]}\r\n");
            }
            Append(columns);
        }
        Append(columns.Select(name => InputObject.Properties[name]?.Value?.ToString()));
    }

    protected override void EndProcessing() =>
        File.WriteAllText(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path), text.ToString(), WrittenAs);

    private System.Text.Encoding WrittenAs => Encoding.ToUpperInvariant() switch
    {
        "UTF8" => System.Text.Encoding.UTF8,
        "UNICODE" => System.Text.Encoding.Unicode,
        "BIGENDIANUNICODE" => System.Text.Encoding.BigEndianUnicode,
        "UTF32" => System.Text.Encoding.UTF32,
        _ => System.Text.Encoding.ASCII,
    };

    private void Append(IEnumerable<string?> values) =>
        text.AppendJoin(',', values.Select(value => value == null ? "" : $"\"{value.Replace("\"", "\"\"")}\"")).Append("\r\n");
}
