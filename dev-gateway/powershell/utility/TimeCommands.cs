using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Date")]
public sealed class GetDateCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public DateTime? Date { get; set; }

    [Parameter]
    public string? Format { get; set; }

    protected override void ProcessRecord()
    {
        DateTime date = Date ?? DateTime.Now;
        WriteObject(Format == null ? date : date.ToString(Format, CultureInfo.CurrentCulture));
    }
}

[Cmdlet(VerbsLifecycle.Start, "Sleep", DefaultParameterSetName = "Seconds")]
public sealed class StartSleepCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim stopped = new();

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Seconds")]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int Seconds { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Milliseconds")]
    [ValidateRange(0, int.MaxValue)]
    public int Milliseconds { get; set; }

    public void Dispose() => stopped.Dispose();

    protected override void ProcessRecord() => stopped.Wait(ParameterSetName == "Seconds" ? Seconds * 1000 : Milliseconds);

    protected override void StopProcessing() => stopped.Set();
}
