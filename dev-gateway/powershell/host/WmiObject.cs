using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>
/// What Get-WmiObject writes: an instance whose methods are called as methods of an object. As on Windows, the values go past every
/// command, so that nothing which records parameters sees them.
/// </summary>
public sealed class WmiObject
{
    private readonly string path;

    private WmiObject(string path) => this.path = path;

    public static PSObject Read(JsonElement element)
    {
        string nameSpace = element.GetProperty("namespace").GetString()!;
        string className = element.GetProperty("className").GetString()!;
        PSObject result = new(new WmiObject(element.GetProperty("path").GetString()!));
        result.TypeNames.Insert(0, $"System.Management.ManagementObject#{nameSpace.Replace('/', '\\')}\\{className}");
        foreach (JsonProperty property in element.GetProperty("properties").EnumerateObject())
        {
            result.Properties.Add(new PSNoteProperty(property.Name, JsonInput.Read(property.Value)));
        }
        foreach (JsonElement method in element.GetProperty("methods").EnumerateArray())
        {
            string name = method.GetString()!;
            // The failure of a method comes wrapped in the exception of its call, as on Windows.
            result.Methods.Add(new PSScriptMethod(name, ScriptBlock.Create($"$this.InvokeMethod(${Bridge.VariableName}, '{name}', $args)")));
        }
        return result;
    }

    /// <param name="bridge">Of the runspace that the call is made in.</param>
    public object? InvokeMethod(object bridge, string name, object?[] arguments)
    {
        Bridge asked = (Bridge)bridge;
        string session = Runspace.DefaultRunspace.Name;
        Dictionary<string, object> bound = new() { ["Path"] = path, ["MethodName"] = name, ["Arguments"] = arguments };
        object? result = null;
        try
        {
            // Windows ends what hangs in such a call with the process behind the session; here the end of the session ends the call.
            CancellationToken stop = asked.Ends.TryGetValue(session, out CancellationToken end) ? end : CancellationToken.None;
            foreach (JsonElement message in asked.Ask(session, "System.Management", "ManagementObject.InvokeMethod", "", bound, stop))
            {
                foreach (JsonElement one in message.GetProperty("objects").EnumerateArray())
                {
                    result = JsonInput.Read(one);
                }
                if (message.TryGetProperty("failure", out JsonElement failure))
                {
                    throw Failed(asked, session, failure);
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        return result;
    }

    private static Exception Failed(Bridge bridge, string session, JsonElement failure)
    {
        ErrorRecord record = WindowsFailure.ToErrorRecord(failure);
        if (WindowsFailure.EndsConnection(failure) && bridge.Connections.TryGetValue(session, out Action<ErrorRecord>? lose))
        {
            // As with a command: the script in the machine is stopped where it is.
            lose(record);
            return new PipelineStoppedException();
        }
        return record.Exception;
    }
}
