using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;
using Microsoft.PowerShell.Commands;

namespace ScriptEngine;

/// <summary>
/// Named mutexes of the machines that are entered. They are real ones of this computer, so that waiting for them, their owners' threads and their
/// being abandoned are as on Windows; the answerer says by which name, since machines that are different have different ones.
/// </summary>
internal static class MachineNames
{
    public static void Install(Bridge bridge) => NewObjectCommand.Translate = (type, arguments) => type == typeof(Mutex) ? ForMutex(bridge, arguments) : arguments;

    private static object[] ForMutex(Bridge bridge, object[] arguments)
    {
        int place = Array.FindIndex(arguments, one => Plain(one) is string);
        string session = Runspace.DefaultRunspace.Name;
        if (place < 0 || !bridge.Ends.TryGetValue(session, out CancellationToken end))
        {
            // It has no name, or this is no machine that was entered.
            return arguments;
        }
        object[] translated = [.. arguments];
        translated[place] = NameHere(bridge, session, (string)Plain(arguments[place])!, end);
        return translated;
    }

    private static string NameHere(Bridge bridge, string session, string name, CancellationToken stop)
    {
        string? here = null;
        try
        {
            foreach (JsonElement message in bridge.Ask(session, "System.Threading", "Mutex", "", new Dictionary<string, object> { ["Name"] = name }, stop))
            {
                foreach (JsonElement one in message.GetProperty("objects").EnumerateArray())
                {
                    here = one.GetProperty("properties").GetProperty("Name").GetString();
                }
                if (message.TryGetProperty("failure", out JsonElement failure))
                {
                    throw WindowsFailure.ToErrorRecord(failure).Exception;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        return here ?? throw new InvalidOperationException("The answerer knows no mutexes.");
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
