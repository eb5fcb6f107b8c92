using System.Management.Automation;
using System.Management.Automation.Remoting;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text;

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
internal sealed class MachineRun(Runspace runspace, string computer, IMachineOutput target, ReceiveLimits limits) : IDisposable
{
    /// <summary>As deep as remoting writes objects.</summary>
    private const int Depth = 1;

    private const int StopAgainMs = 20;

    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    private static readonly MethodInfo ToWire = typeof(ErrorRecord).GetMethod("ToPSObjectForRemoting", Hidden, [typeof(PSObject)])!;

    private static readonly MethodInfo FromWire = typeof(ErrorRecord).GetMethod("FromPSObjectForRemoting", Hidden, [typeof(PSObject)])!;

    private readonly PowerShell shell = PowerShell.Create(runspace);
    private volatile ErrorRecord? lost;
    private long received;

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
        if (lost == null && Receive(value, out PSObject? arrived))
        {
            target.Object(arrived!);
        }
    }

    /// <summary>An object as it arrives. Too much of it ends the connection.</summary>
    private bool Receive(PSObject value, out PSObject? arrived)
    {
        arrived = null;
        // A text alone is measured before it is copied: a transport gives it up in the middle as well.
        bool tooLong = value?.BaseObject is string text && text.Length > limits.Object;
        string sent = tooLong ? "" : PSSerializer.Serialize(value, Depth);
        long size = Encoding.UTF8.GetByteCount(sent);
        received += size;
        if (tooLong || size > limits.Object || received > limits.Command)
        {
            Lose(ReceiveLimits.Exceeded(computer));
            return false;
        }
        if (value == null)
        {
            return true;
        }
        arrived = PSObject.AsPSObject(PSSerializer.Deserialize(sent));
        Mark(arrived, "PSComputerName", computer);
        Mark(arrived, "RunspaceId", runspace.InstanceId);
        Mark(arrived, "PSShowComputerName", true);
        return true;
    }

    /// <summary>Whatever the machine itself has written under this name is replaced.</summary>
    private static void Mark(PSObject arrived, string name, object value)
    {
        arrived.Properties.Remove(name);
        arrived.Properties.Add(new PSNoteProperty(name, value));
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
