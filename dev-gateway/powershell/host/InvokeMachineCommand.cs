using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>
/// What Invoke-Command does where it names machines: each gets a fresh runspace of this process that stands for it, if the answerer
/// lets the connection come about. What they write is passed on in the order in which it comes.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "MachineCommand")]
public sealed class InvokeMachineCommand : PSCmdlet, IDisposable, IMachineOutput
{
    private const int DefaultThrottle = 32;

    /// <summary>A machine that writes faster than it is read waits, as on a connection: what has arrived and isn't read takes little room.</summary>
    private const int MostArrived = 16;

    private static long machines;

    private readonly CancellationTokenSource stop = new();

    /// <summary>Only the pipeline's own thread may write.</summary>
    private readonly BlockingCollection<Action> arrived = new(MostArrived);

    [Parameter(Mandatory = true)]
    public PSCmdlet Caller { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public IDictionary<string, object> Bound { get; set; } = null!;

    private bool ByNetwork => Bound.ContainsKey("ComputerName");

    private bool BySession => Bound.ContainsKey("Session");

    public void Dispose()
    {
        stop.Dispose();
        arrived.Dispose();
    }

    void IMachineOutput.Object(PSObject value) => Arrive(() => WriteObject(value));

    void IMachineOutput.Error(ErrorRecord record) => Arrive(() => Caller.WriteError(record));

    void IMachineOutput.Warning(string message) => Arrive(() => WriteWarning(message));

    void IMachineOutput.Progress(ProgressRecord record) => Arrive(() => WriteProgress(record));

    /// <summary>Whoever wants no more of a machine reads nothing that it still writes.</summary>
    private void Arrive(Action write)
    {
        try
        {
            arrived.Add(write, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody reads it.
        }
    }

    protected override void StopProcessing() => stop.Cancel();

    protected override void EndProcessing()
    {
        Bridge bridge = (Bridge)SessionState.PSVariable.GetValue(Bridge.VariableName);
        SessionFactory factory = (SessionFactory)SessionState.PSVariable.GetValue(SessionFactory.VariableName);
        string session = Runspace.DefaultRunspace.Name;
        if (!ByNetwork && !BySession)
        {
            RequireVirtualMachines();
        }
        object[] targets = [.. LanguagePrimitives.GetEnumerable(Bound[BySession ? "Session" : ByNetwork ? "ComputerName" : "VMId"]).Cast<object>()];
        (string script, object?[] arguments) = ReadScript((ScriptBlock)Bound["ScriptBlock"]);
        int throttle = Bound.TryGetValue("ThrottleLimit", out object? limit) && LanguagePrimitives.ConvertTo<int>(limit) is > 0 and int given ? given : DefaultThrottle;
        using SemaphoreSlim gate = new(throttle);
        Task all = Task.WhenAll(targets.Select(target => Task.Run(() =>
        {
            try
            {
                gate.Wait(stop.Token);
                try
                {
                    if (BySession)
                    {
                        Run(bridge, MachineSession.Of(LanguagePrimitives.ConvertTo<PSSession>(target)), script, arguments);
                    }
                    else
                    {
                        Enter(bridge, factory, session, target.ToString()!, script, arguments);
                    }
                }
                finally
                {
                    gate.Release();
                }
            }
            catch (OperationCanceledException)
            {
                // Stopped before it was connected.
            }
            catch (Exception failure)
            {
                Arrive(() => Caller.WriteError(new ErrorRecord(failure, "MachineFailed", ErrorCategory.NotSpecified, target)));
            }
        }))).ContinueWith(_ => arrived.CompleteAdding(), TaskScheduler.Default);
        try
        {
            foreach (Action write in arrived.GetConsumingEnumerable())
            {
                write();
            }
        }
        finally
        {
            // Whoever wants no more of this ends it everywhere.
            stop.Cancel();
            all.Wait();
        }
    }

    /// <summary>
    /// Before it enters anything PowerShell calls Get-VM where the caller is (CreateHelpersForSpecifiedVMSession, also in 5.1): a module that was imported
    /// nowhere else must have been imported there.
    /// </summary>
    private void RequireVirtualMachines()
    {
        ScriptBlock look = ScriptBlock.Create("$ExecutionContext.InvokeCommand.GetCommand('Get-VM', 'Cmdlet, Function')");
        PSModuleInfo? caller = Runspace.DefaultRunspace.Debugger.GetCallStack().Skip(1).Select(Module).FirstOrDefault();
        if ((caller == null ? look.InvokeReturnAsIs() : caller.Invoke(look)) == null)
        {
            ArgumentException failure = new("The Hyper-V module for Windows PowerShell is not available.");
            ErrorRecord record = new(failure, "HyperVModuleNotAvailable", ErrorCategory.NotInstalled, null);
            Caller.ThrowTerminatingError(record);
        }
    }

    /// <summary>The module that a frame of the call stack belongs to; null where it belongs to none.</summary>
    private static PSModuleInfo? Module(CallStackFrame frame) => frame.InvocationInfo.MyCommand switch
    {
        FunctionInfo function => function.ScriptBlock.Module,
        ScriptInfo script => script.ScriptBlock.Module,
        _ => null
    };

    private void Enter(Bridge bridge, SessionFactory factory, string session, string target, string script, object?[] arguments)
    {
        string name = NextName(session);
        try
        {
            (JsonElement? refused, string? instead) = bridge.Connect(json => WriteConnection(json, Bound, session, name, target), stop.Token);
            if (refused != null)
            {
                Refuse(refused.Value);
                return;
            }
            ParameterLog.WatchMachine(session, name);
            using Runspace runspace = factory.OpenMachine(session, name);
            Run(bridge, new MachineSession(name, target, runspace, instead, ReceiveLimits.Of(Bound)), script, arguments);
        }
        finally
        {
            ParameterLog.Forget(name);
            bridge.Leave(name);
        }
    }

    /// <summary>One command in a session that is open.</summary>
    private void Run(Bridge bridge, MachineSession machine, string script, object?[] arguments)
    {
        try
        {
            using MachineRun run = new(machine.Runspace, machine.Target, this, machine.Limits);
            bridge.Connections[machine.Name] = run.Lose;
            bridge.Ends[machine.Name] = stop.Token;
            run.Run(machine.Instead ?? script, arguments, stop.Token);
        }
        finally
        {
            bridge.Connections.TryRemove(machine.Name, out _);
            bridge.Ends.TryRemove(machine.Name, out _);
        }
    }

    /// <summary>A name that no other session on a machine has.</summary>
    internal static string NextName(string session) => $"{session}/m{Interlocked.Increment(ref machines)}";

    private void Refuse(JsonElement failure)
    {
        ErrorRecord record = WindowsFailure.WithIdAsItIs(WindowsFailure.ToErrorRecord(failure));
        bool terminating = failure.GetProperty("terminating").GetBoolean();
        Arrive(() =>
        {
            if (terminating)
            {
                Caller.ThrowTerminatingError(record);
            }
            Caller.WriteError(record);
        });
    }

    /// <summary>The password goes to the answerer, who must know it, and nowhere else.</summary>
    internal static void WriteConnection(Utf8JsonWriter json, IDictionary<string, object> bound, string session, string name, string target)
    {
        PSCredential? credential = bound.TryGetValue("Credential", out object? given) ? (PSCredential)given : null;
        json.WriteString("t", "connect");
        json.WriteString("session", session);
        json.WriteString("machineSession", name);
        json.WriteString("channel", bound.ContainsKey("ComputerName") ? "winrm" : "direct");
        json.WriteString("target", target);
        json.WriteString("user", credential?.UserName);
        json.WriteString("password", credential?.GetNetworkCredential().Password);
        json.WriteBoolean("useSsl", bound.TryGetValue("UseSSL", out object? ssl) && LanguagePrimitives.IsTrue(ssl));
        json.WriteString("authentication", bound.TryGetValue("Authentication", out object? kind) ? kind.ToString() : "Default");
    }

    /// <summary>The text of the script block and its arguments, which is all that goes to the machine.</summary>
    private (string Script, object?[] Arguments) ReadScript(ScriptBlock block)
    {
        object?[] arguments = Bound.TryGetValue("ArgumentList", out object? list) ? [.. LanguagePrimitives.GetEnumerable(list).Cast<object?>()] : [];
        if (block.Ast.Find(node => node is UsingExpressionAst, true) != null)
        {
            throw new PSNotSupportedException("This engine passes values into machines by -ArgumentList only, not by $using:.");
        }
        return (block.ToString(), arguments);
    }
}
