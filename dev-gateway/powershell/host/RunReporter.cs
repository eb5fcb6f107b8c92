using System.Management.Automation;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>Runs one pipeline and tells what it writes, in the order in which it occurs.</summary>
internal sealed class RunReporter(Wire wire, long run, PowerShell shell)
{
    private const int OutputDepth = 6;
    private const int StopAgainMs = 50;

    private volatile bool stopping;
    private volatile bool ended;

    /// <summary>PowerShell forgets a stop that comes while a pipeline is about to begin, so it is repeated until the run has ended.</summary>
    public async Task Stop()
    {
        stopping = true;
        while (!ended)
        {
            shell.BeginStop(null, null);
            await Task.Delay(StopAgainMs);
        }
    }

    /// <param name="prepare">Says what the pipeline consists of; what fails there is the run's failure.</param>
    public void Run(Action<PowerShell> prepare)
    {
        PSDataCollection<PSObject> output = [];
        output.DataAdded += (_, _) => Drain(output, value => Send("output", json =>
        {
            json.WritePropertyName("value");
            JsonOutput.Write(json, value, OutputDepth);
        }));
        PSDataStreams streams = shell.Streams;
        streams.Error.DataAdded += (_, _) => Drain(streams.Error, one => Send("error", json => WriteError(json, "error", one)));
        streams.Warning.DataAdded += (_, _) => Drain(streams.Warning, one => Send("warning", json => json.WriteString("message", one.Message)));
        streams.Verbose.DataAdded += (_, _) => Drain(streams.Verbose, one => Send("verbose", json => json.WriteString("message", one.Message)));
        streams.Information.DataAdded += (_, _) =>
            Drain(streams.Information, one => Send("information", json => json.WriteString("message", one.ToString())));
        streams.Progress.DataAdded += (_, _) => Drain(streams.Progress, one => Send("progress", json =>
        {
            json.WriteString("activity", one.Activity);
            json.WriteString("status", one.StatusDescription);
            json.WriteNumber("percentComplete", one.PercentComplete);
        }));
        (string state, ErrorRecord? failure) = Invoke(prepare, output);
        ended = true;
        Send("end", json =>
        {
            json.WriteString("state", state);
            WriteError(json, "error", failure);
        });
    }

    /// <summary>A command with the values that were bound to its parameters, for sessions that are watched.</summary>
    public void Parameters(string command, IEnumerable<string> values) => Send("parameters", json =>
    {
        json.WriteString("command", command);
        json.WriteStartArray("values");
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    });

    private (string State, ErrorRecord? Failure) Invoke(Action<PowerShell> prepare, PSDataCollection<PSObject> output)
    {
        try
        {
            prepare(shell);
            if (!stopping)
            {
                shell.Invoke<PSObject>(null, output);
            }
            return (shell.InvocationStateInfo.State == PSInvocationState.Completed ? "completed" : "stopped", null);
        }
        catch (Exception failure)
        {
            // Whatever it is, a run must come to an end. A stop that meets a pipeline in its first moment has many faces.
            return stopping || failure is PipelineStoppedException ? ("stopped", null) : ("failed", RecordOf(failure));
        }
    }

    private static ErrorRecord RecordOf(Exception failure) => failure is IContainsErrorRecord { ErrorRecord: { } record }
        ? new ErrorRecord(record, failure)
        : new ErrorRecord(failure, failure.GetType().FullName, ErrorCategory.NotSpecified, null);

    private static void Drain<T>(PSDataCollection<T> stream, Action<T> send)
    {
        foreach (T one in stream.ReadAll())
        {
            send(one);
        }
    }

    private void Send(string kind, Action<Utf8JsonWriter> members) => wire.Send(json =>
    {
        json.WriteString("t", kind);
        json.WriteNumber("run", run);
        members(json);
    });

    private static void WriteError(Utf8JsonWriter json, string name, ErrorRecord? record)
    {
        if (record == null)
        {
            json.WriteNull(name);
            return;
        }
        Exception exception = record.Exception;
        json.WriteStartObject(name);
        json.WriteString("message", record.ToString());
        json.WriteString("errorId", record.FullyQualifiedErrorId);
        json.WriteString("category", record.CategoryInfo.Category.ToString());
        json.WriteString("reason", record.CategoryInfo.Reason);
        json.WriteNumber("hresult", exception.HResult);
        if (exception is Microsoft.Management.Infrastructure.CimException cim)
        {
            json.WriteNumber("nativeErrorCode", (int)cim.NativeErrorCode);
        }
        else
        {
            json.WriteNull("nativeErrorCode");
        }
        if (record.InvocationInfo is { ScriptLineNumber: > 0 } invocation)
        {
            json.WriteNumber("line", invocation.ScriptLineNumber);
        }
        else
        {
            json.WriteNull("line");
        }
        json.WriteEndObject();
    }
}
