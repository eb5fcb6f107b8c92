using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>Calls of Windows' commands that go out over the wire, and the answers that come back.</summary>
internal sealed class Bridge(Wire wire)
{
    /// <summary>Where a runspace keeps its bridge.</summary>
    public const string VariableName = "__windowsBridge";

    private readonly ConcurrentDictionary<long, BlockingCollection<JsonElement>> open = new();
    private long last;

    public void Reply(JsonElement message)
    {
        if (open.TryGetValue(message.GetProperty("call").GetInt64(), out BlockingCollection<JsonElement>? answer))
        {
            answer.Add(message);
        }
    }

    /// <summary>What to do in a runspace that stands for a machine when the connection to it is lost, by the runspace's name.</summary>
    public ConcurrentDictionary<string, Action<ErrorRecord>> Connections { get; } = new();

    /// <summary>When whoever entered a machine wants no more of it, by the name of the runspace that stands for the machine.</summary>
    public ConcurrentDictionary<string, CancellationToken> Ends { get; } = new();

    /// <summary>Sends a call and gives its answers as they come; the last has "end".</summary>
    public IEnumerable<JsonElement> Ask(string session, string module, string command, string parameterSet, IDictionary<string, object> bound, CancellationToken stop) =>
        Ask(json =>
        {
            json.WriteString("t", "call");
            json.WriteString("session", session);
            json.WriteString("module", module);
            json.WriteString("command", command);
            json.WriteString("parameterSet", parameterSet);
            json.WriteStartObject("parameters");
            foreach ((string name, object value) in bound.Where(one => !Cmdlet.CommonParameters.Contains(one.Key)))
            {
                json.WritePropertyName(name);
                ParameterOutput.Write(json, value);
            }
            json.WriteEndObject();
        }, stop);

    /// <summary>Asks whether a connection to a machine comes about. The call's number is added to what is sent.</summary>
    /// <returns>the failure, or null where the machine can be entered; and the script that a hostile machine runs instead of what it is sent</returns>
    public (JsonElement? Failure, string? Instead) Connect(Action<Utf8JsonWriter> members, CancellationToken stop)
    {
        JsonElement? failure = null;
        string? instead = null;
        foreach (JsonElement message in Ask(members, stop))
        {
            failure = message.TryGetProperty("failure", out JsonElement found) ? found : failure;
            instead = message.TryGetProperty("instead", out JsonElement text) ? text.GetString() : instead;
        }
        return (failure, instead);
    }

    /// <summary>The runspace of a machine is closed: no calls come from it any more.</summary>
    public void Leave(string session) => wire.Send(json =>
    {
        json.WriteString("t", "left");
        json.WriteString("session", session);
    });

    private IEnumerable<JsonElement> Ask(Action<Utf8JsonWriter> members, CancellationToken stop)
    {
        long call = Interlocked.Increment(ref last);
        // Not disposed: a reply may just be on its way into it.
        BlockingCollection<JsonElement> answer = [];
        open[call] = answer;
        bool complete = false;
        try
        {
            wire.Send(json =>
            {
                members(json);
                json.WriteNumber("call", call);
            });
            foreach (JsonElement message in answer.GetConsumingEnumerable(stop))
            {
                complete = message.TryGetProperty("end", out _);
                yield return message;
                if (complete)
                {
                    yield break;
                }
            }
        }
        finally
        {
            open.TryRemove(call, out _);
            if (!complete)
            {
                // Stopped, or nobody wants the rest (Select-Object -First).
                wire.Send(json =>
                {
                    json.WriteString("t", "abandoned");
                    json.WriteNumber("call", call);
                });
            }
        }
    }
}

/// <summary>What every proxy of a Windows command calls: sends the bound parameters out and writes what comes back.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "WindowsCommand")]
public sealed class InvokeWindowsCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    [Parameter(Mandatory = true)]
    public string Module { get; set; } = "";

    /// <summary>The proxy function's own $PSCmdlet: errors are reported as its errors.</summary>
    [Parameter(Mandatory = true)]
    public PSCmdlet Caller { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public IDictionary<string, object> Bound { get; set; } = null!;

    public void Dispose() => stop.Dispose();

    protected override void EndProcessing()
    {
        Bridge bridge = (Bridge)SessionState.PSVariable.GetValue(Bridge.VariableName);
        string session = Runspace.DefaultRunspace.Name;
        string command = Caller.MyInvocation.MyCommand.Name;
        try
        {
            foreach (JsonElement message in bridge.Ask(session, Module, command, Caller.ParameterSetName, Bound, stop.Token))
            {
                foreach (JsonElement one in message.GetProperty("objects").EnumerateArray())
                {
                    WriteObject(JsonInput.Read(one), enumerateCollection: false);
                }
                if (message.TryGetProperty("failure", out JsonElement failure))
                {
                    Report(failure);
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    protected override void StopProcessing() => stop.Cancel();

    private void Report(JsonElement failure)
    {
        ErrorRecord record = WindowsFailure.ToErrorRecord(failure);
        Bridge bridge = (Bridge)SessionState.PSVariable.GetValue(Bridge.VariableName);
        if (WindowsFailure.EndsConnection(failure) && bridge.Connections.TryGetValue(Runspace.DefaultRunspace.Name, out Action<ErrorRecord>? lose))
        {
            // The script in the machine learns nothing of it: it is stopped where it is.
            lose(record);
            stop.Token.WaitHandle.WaitOne();
            throw new PipelineStoppedException();
        }
        if (failure.GetProperty("terminating").GetBoolean())
        {
            Caller.ThrowTerminatingError(record);
        }
        Caller.WriteError(record);
    }
}
