using System.Management.Automation;
using System.Management.Automation.Remoting;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ScriptEngine;

/// <summary>What a script block writes in a machine, as it arrives where it was sent from: objects and errors have been through the serializer.</summary>
internal interface IMachineOutput
{
    void Object(PSObject value);

    void Error(ErrorRecord record);

    void Warning(string message);

    void Progress(ProgressRecord record);
}

/// <summary>One script block in the runspace of one machine.</summary>
internal sealed class MachineRun(Runspace runspace, string computer, IMachineOutput target) : IDisposable
{
    /// <summary>As deep as remoting writes objects.</summary>
    private const int Depth = 1;

    private const int StopAgainMs = 20;

    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    private static readonly MethodInfo ToWire = typeof(ErrorRecord).GetMethod("ToPSObjectForRemoting", Hidden, [typeof(PSObject)])!;

    private static readonly MethodInfo FromWire = typeof(ErrorRecord).GetMethod("FromPSObjectForRemoting", Hidden, [typeof(PSObject)])!;

    private readonly PowerShell shell = PowerShell.Create(runspace);
    private volatile ErrorRecord? lost;

    /// <summary>The connection is gone: the script block is stopped, and this is what its sender learns.</summary>
    public void Lose(ErrorRecord failure)
    {
        lost = failure;
        shell.BeginStop(null, null);
    }

    public void Run(string script, IEnumerable<object?> arguments, CancellationToken stop)
    {
        shell.AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument == null ? null : OverTheWire(argument));
        }
        PSDataCollection<PSObject> output = [];
        output.DataAdded += (_, _) => Drain(output, Pass);
        PSDataStreams streams = shell.Streams;
        streams.Error.DataAdded += (_, _) => Drain(streams.Error, one => target.Error(Arrived(one)));
        streams.Warning.DataAdded += (_, _) => Drain(streams.Warning, one => target.Warning(one.Message));
        streams.Progress.DataAdded += (_, _) => Drain(streams.Progress, target.Progress);
        using CancellationTokenRegistration stopping = stop.Register(() => _ = StopAsync());
        try
        {
            shell.Invoke<PSObject>(null, output);
        }
        catch (PipelineStoppedException)
        {
            // By whoever sent the script block, or because the connection is lost.
        }
        catch (RuntimeException failure)
        {
            // What ends a script block there is one error of many here.
            target.Error(Arrived(new ErrorRecord(failure.ErrorRecord, failure)));
        }
        if (lost != null)
        {
            target.Error(WindowsFailure.WithIdAsItIs(lost));
        }
    }

    public void Dispose() => shell.Dispose();

    /// <summary>PowerShell forgets a stop that comes while a pipeline is about to begin, so it is repeated.</summary>
    private async Task StopAsync()
    {
        while (shell.InvocationStateInfo.State is PSInvocationState.NotStarted or PSInvocationState.Running)
        {
            shell.BeginStop(null, null);
            await Task.Delay(StopAgainMs);
        }
    }

    private static object OverTheWire(object value) => PSSerializer.Deserialize(PSSerializer.Serialize(value, Depth));

    /// <summary>What a script block writes between the loss of its connection and its stop arrives nowhere.</summary>
    private void Pass(PSObject value)
    {
        if (lost == null)
        {
            target.Object(Arrived(value));
        }
    }

    private PSObject Arrived(PSObject value)
    {
        if (value == null)
        {
            return null!;
        }
        PSObject arrived = PSObject.AsPSObject(OverTheWire(value));
        arrived.Properties.Add(new PSNoteProperty("PSComputerName", computer));
        arrived.Properties.Add(new PSNoteProperty("RunspaceId", runspace.InstanceId));
        arrived.Properties.Add(new PSNoteProperty("PSShowComputerName", true));
        return arrived;
    }

    private ErrorRecord Arrived(ErrorRecord record)
    {
        PSObject sent = new();
        ToWire.Invoke(record, [sent]);
        PSObject arrived = PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(sent, Depth)));
        return new RemotingErrorRecord((ErrorRecord)FromWire.Invoke(null, [arrived])!, new OriginInfo(computer, runspace.InstanceId));
    }

    private static void Drain<T>(PSDataCollection<T> stream, Action<T> send)
    {
        foreach (T one in stream.ReadAll())
        {
            send(one);
        }
    }
}
