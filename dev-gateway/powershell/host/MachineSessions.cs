using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>A session on a machine that is entered by its name: one runspace for any number of commands, until it is removed.</summary>
internal sealed record MachineSession(string Name, string Target, Runspace Runspace, string? Instead, ReceiveLimits Limits)
{
    private static readonly ConditionalWeakTable<PSSession, MachineSession> Open = [];

    /// <summary>A PSSession as scripts have it. Only its identity counts; nothing here reads its members.</summary>
    public PSSession ToHandle()
    {
        PSSession handle = (PSSession)RuntimeHelpers.GetUninitializedObject(typeof(PSSession));
        Open.Add(handle, this);
        return handle;
    }

    public static MachineSession Of(PSSession handle) =>
        Open.TryGetValue(handle, out MachineSession? found) ? found : throw new PSInvalidOperationException("This session is not open.");

    public static void Close(PSSession handle, Bridge bridge)
    {
        if (Open.TryGetValue(handle, out MachineSession? found) && Open.Remove(handle))
        {
            found.Runspace.Dispose();
            ParameterLog.Forget(found.Name);
            bridge.Leave(found.Name);
        }
    }
}

/// <summary>What New-PSSession does where it names a machine, if the answerer lets the connection come about.</summary>
[Cmdlet(VerbsCommon.New, "MachineSession")]
public sealed class NewMachineSession : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    [Parameter(Mandatory = true)]
    public PSCmdlet Caller { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public IDictionary<string, object> Bound { get; set; } = null!;

    public void Dispose() => stop.Dispose();

    protected override void StopProcessing() => stop.Cancel();

    protected override void EndProcessing()
    {
        Bridge bridge = (Bridge)SessionState.PSVariable.GetValue(Bridge.VariableName);
        SessionFactory factory = (SessionFactory)SessionState.PSVariable.GetValue(SessionFactory.VariableName);
        string session = Runspace.DefaultRunspace.Name;
        string target = LanguagePrimitives.GetEnumerable(Bound["ComputerName"]).Cast<object>().Single().ToString()!;
        string name = InvokeMachineCommand.NextName(session);
        (JsonElement? refused, string? instead) = bridge.Connect(json => InvokeMachineCommand.WriteConnection(json, Bound, session, name, target), stop.Token);
        if (refused != null)
        {
            bridge.Leave(name);
            Caller.WriteError(OpenFailed(refused.Value));
            return;
        }
        ParameterLog.WatchMachine(session, name);
        Runspace runspace = factory.OpenMachine(session, name);
        WriteObject(new MachineSession(name, target, runspace, instead, ReceiveLimits.Of(Bound)).ToHandle());
    }

    /// <summary>The same failure has another word here (NewPSSessionCommand and ExecutionCmdletHelperComputerName in PowerShell's source).</summary>
    private static ErrorRecord OpenFailed(JsonElement failure)
    {
        ErrorRecord record = WindowsFailure.ToErrorRecord(failure);
        string id = record.FullyQualifiedErrorId.Replace("PSSessionStateBroken", "PSSessionOpenFailed", StringComparison.Ordinal);
        ErrorRecord renamed = new(record.Exception, id, record.CategoryInfo.Category, record.TargetObject);
        renamed.CategoryInfo.Reason = record.CategoryInfo.Reason;
        return WindowsFailure.WithIdAsItIs(renamed);
    }
}

/// <summary>What Remove-PSSession does with such a session.</summary>
[Cmdlet(VerbsCommon.Remove, "MachineSession")]
public sealed class RemoveMachineSession : PSCmdlet
{
    [Parameter(Mandatory = true)]
    public PSSession[] Session { get; set; } = [];

    protected override void EndProcessing()
    {
        Bridge bridge = (Bridge)SessionState.PSVariable.GetValue(Bridge.VariableName);
        foreach (PSSession handle in Session)
        {
            MachineSession.Close(handle, bridge);
        }
    }
}
