using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>The open runspaces and what runs in them. A session keeps its globals; its runs come one after another.</summary>
internal sealed class SessionTable(Wire wire, SessionFactory factory)
{
    private readonly ConcurrentDictionary<string, Runspace> sessions = new();
    private readonly ConcurrentDictionary<long, RunReporter> runs = new();

    public void Open(JsonElement message)
    {
        string name = message.GetProperty("session").GetString()!;
        string[] modules = Strings(message.GetProperty("modules"));
        string[] untrusted = Strings(message.GetProperty("untrusted"));
        string[] insideMachines = Strings(message.GetProperty("insideMachines"));
        bool logParameters = message.GetProperty("logParameters").GetBoolean();
        Endpoint? endpoint = message.TryGetProperty("endpoint", out JsonElement given) && given.ValueKind == JsonValueKind.Object
            ? new Endpoint(given.GetProperty("configuration").GetString()!, Strings(given.GetProperty("groups")))
            : null;
        Task.Run(() =>
        {
            try
            {
                sessions[name] = factory.Open(name, modules, untrusted, endpoint, insideMachines);
                if (logParameters)
                {
                    ParameterLog.Watch(name);
                }
                wire.Send(json => Event(json, "opened", name));
            }
            catch (Exception failure)
            {
                wire.Send(json =>
                {
                    Event(json, "openFailed", name);
                    json.WriteString("message", failure.Message);
                });
            }
        });
    }

    public void Close(string name)
    {
        if (sessions.TryRemove(name, out Runspace? runspace))
        {
            factory.Forget(name);
            ParameterLog.Forget(name);
            Task.Run(runspace.Dispose);
        }
    }

    public void Cancel(long run)
    {
        if (runs.TryGetValue(run, out RunReporter? reporter))
        {
            _ = reporter.Stop();
        }
    }

    public void Run(JsonElement message)
    {
        long id = message.GetProperty("run").GetInt64();
        PowerShell shell = PowerShell.Create();
        RunReporter reporter = new(wire, id, shell);
        runs[id] = reporter;
        ParameterLog.Report(message.GetProperty("session").GetString()!, reporter.Parameters);
        Task.Run(() =>
        {
            using (shell)
            {
                reporter.Run(one => Fill(one, message));
                runs.TryRemove(id, out _);
            }
            // Only now may the next run of this session begin.
            wire.Send(json =>
            {
                json.WriteString("t", "idle");
                json.WriteNumber("run", id);
            });
        });
    }

    private void Fill(PowerShell shell, JsonElement message)
    {
        shell.Runspace = sessions.TryGetValue(message.GetProperty("session").GetString()!, out Runspace? runspace)
            ? runspace
            : throw new InvalidOperationException("The session has been closed.");
        if (message.TryGetProperty("script", out JsonElement script))
        {
            shell.AddScript(JsonInput.Text(script));
            return;
        }
        string module = message.GetProperty("module").GetString()!;
        string command = message.GetProperty("command").GetString()!;
        shell.AddCommand(module == "" ? command : $"{module}\\{command}");
        foreach (JsonProperty parameter in message.GetProperty("parameters").EnumerateObject())
        {
            shell.AddParameter(parameter.Name, JsonInput.Read(parameter.Value));
        }
    }

    private static void Event(Utf8JsonWriter json, string kind, string session)
    {
        json.WriteString("t", kind);
        json.WriteString("session", session);
    }

    private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetString()!)];
}
