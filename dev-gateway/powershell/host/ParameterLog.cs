using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ScriptEngine;

/// <summary>
/// What module logging would write: every command that runs in a watched session, with the values bound to its parameters. PowerShell
/// traces its binding for debugging; this listens, and reads lists element by element as the log does.
/// </summary>
internal static partial class ParameterLog
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    private static readonly PSTraceSource Binding =
        (PSTraceSource)Engine.GetType("System.Management.Automation.ParameterBinderBase")!.GetField("bindingTracer", Hidden)!.GetValue(null)!;

    private static readonly PropertyInfo ExecutionContext = typeof(Runspace).GetProperty("ExecutionContext", Hidden)!;

    private static readonly PropertyInfo CurrentCommand = ExecutionContext.PropertyType.GetProperty("CurrentCommandProcessor", Hidden)!;

    private static readonly PropertyInfo Command = CurrentCommand.PropertyType.GetProperty("Command", Hidden)!;

    private static readonly PropertyInfo Invocation = Command.PropertyType.GetProperty("MyInvocation", Hidden)!;

    /// <summary>The session that each watched runspace belongs to: itself, or the one that entered its machine.</summary>
    private static readonly ConcurrentDictionary<string, string> Watched = new();

    private static readonly ConcurrentDictionary<string, Action<string, IEnumerable<string>>> Reporters = new();

    /// <summary>The trace is one for the whole process and costs time, so it is on only while somebody watches.</summary>
    public static void Watch(string session) => Watch(session, session);

    /// <summary>The runspace of a machine is watched where the session is that entered it.</summary>
    public static void WatchMachine(string session, string machine)
    {
        if (Watched.ContainsKey(session))
        {
            Watch(machine, session);
        }
    }

    public static void Report(string session, Action<string, IEnumerable<string>> reporter)
    {
        if (Watched.ContainsKey(session))
        {
            Reporters[session] = reporter;
        }
    }

    public static void Forget(string runspace)
    {
        Reporters.TryRemove(runspace, out _);
        if (Watched.TryRemove(runspace, out _))
        {
            Update();
        }
    }

    private static void Watch(string runspace, string session)
    {
        Watched[runspace] = session;
        Update();
    }

    private static void Update()
    {
        lock (Watched)
        {
            Binding.Listeners.Clear();
            if (!Watched.IsEmpty)
            {
                Binding.Listeners.Add(new Listener());
            }
            Binding.Options = Watched.IsEmpty ? PSTraceSourceOptions.None : PSTraceSourceOptions.All;
            Binding.Switch.Level = Watched.IsEmpty ? SourceLevels.Off : SourceLevels.All;
        }
    }

    private static void Read(string message)
    {
        if (Runspace.DefaultRunspace is not { } runspace
            || !Watched.TryGetValue(runspace.Name, out string? session)
            || !Reporters.TryGetValue(session, out Action<string, IEnumerable<string>>? report))
        {
            return;
        }
        if (BoundArgument().Match(message) is { Success: true } bound)
        {
            if (bound.Groups["value"].Length > 0)
            {
                report("", [bound.Groups["value"].Value]);
            }
        }
        else if (message.Contains("CALLING BeginProcessing") || message.Contains("CALLING ProcessRecord"))
        {
            object? running = CurrentCommand.GetValue(ExecutionContext.GetValue(runspace));
            if (running != null && Command.GetValue(running) is { } command && Invocation.GetValue(command) is InvocationInfo invocation)
            {
                report(invocation.MyCommand?.Name ?? "", invocation.BoundParameters.Values.SelectMany(Texts));
            }
        }
    }

    private static IEnumerable<string> Texts(object? value)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            null => [],
            string text => [text],
            IDictionary table => table.Keys.Cast<object?>().Concat(table.Values.Cast<object?>()).SelectMany(Texts),
            IEnumerable list => list.Cast<object?>().SelectMany(Texts),
            _ => [plain.ToString() ?? ""]
        };
    }

    [GeneratedRegex(@"BIND arg \[(?<value>[\s\S]*)\] to parameter \[")]
    private static partial Regex BoundArgument();

    private sealed class Listener : TraceListener
    {
        public override void Write(string? message) => Read(message ?? "");

        public override void WriteLine(string? message) => Read(message ?? "");
    }
}
