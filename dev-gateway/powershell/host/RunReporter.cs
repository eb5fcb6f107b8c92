using System.Management.Automation;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>Runs one pipeline and tells what it writes, in the order in which it occurs.</summary>
internal sealed class RunReporter(Wire wire, long run, PowerShell shell)
{
    private const int OutputDepth = 6;

    public void Run()
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
        (string state, ErrorRecord? failure) = Invoke(output);
        Send("end", json =>
        {
            json.WriteString("state", state);
            WriteError(json, "error", failure);
        });
    }

    private (string State, ErrorRecord? Failure) Invoke(PSDataCollection<PSObject> output)
    {
        try
        {
            shell.Invoke<PSObject>(null, output);
            return (shell.InvocationStateInfo.State == PSInvocationState.Stopped ? "stopped" : "completed", null);
        }
        catch (PipelineStoppedException)
        {
            return ("stopped", null);
        }
        catch (RuntimeException failure)
        {
            return ("failed", new ErrorRecord(failure.ErrorRecord, failure));
        }
    }

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
        if (record.InvocationInfo is { } invocation)
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
