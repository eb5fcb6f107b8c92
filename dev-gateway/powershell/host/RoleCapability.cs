using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace ScriptEngine;

/// <summary>What a role capability file shows: functions, some of them with few of their parameters.</summary>
internal sealed class RoleCapability
{
    /// <summary>PowerShell's own way to limit parameters, which it reaches by session configuration files only: those cannot be read outside of Windows.</summary>
    private static readonly PropertyInfo Modifications =
        typeof(InitialSessionState).GetProperty("CommandModifications", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly Dictionary<string, Hashtable> limited = [];

    private readonly List<string> commands = [];

    /// <summary>The plain names of everything that can be seen.</summary>
    public IReadOnlyCollection<string> Commands => commands;

    /// <exception cref="InvalidDataException">It is no file of plain values, or it names functions in a form that is not documented.</exception>
    public static RoleCapability Read(string file)
    {
        ScriptBlockAst tree = Parser.ParseFile(file, out _, out ParseError[] errors);
        if (errors.Length > 0 || tree.Find(one => one is HashtableAst, false) is not HashtableAst table)
        {
            throw new InvalidDataException($"{file} is no role capability file.");
        }
        RoleCapability capability = new();
        foreach (object? one in LanguagePrimitives.GetEnumerable(((Hashtable)table.SafeGetValue())["VisibleFunctions"]))
        {
            capability.Add(one);
        }
        return capability;
    }

    public void Limit(InitialSessionState state)
    {
        IDictionary modifications = (IDictionary)Modifications.GetValue(state)!;
        foreach ((string command, Hashtable parameters) in limited)
        {
            modifications[command] = parameters;
        }
    }

    private void Add(object? shown)
    {
        if (shown is string name)
        {
            commands.Add(name[(name.LastIndexOf('\\') + 1)..]);
            return;
        }
        if (shown is not Hashtable { Count: 2 } entry || entry["Name"] is not string command || entry["Parameters"] is not { } parameters)
        {
            throw new InvalidDataException("A visible function is a name, or {Name, Parameters}.");
        }
        Hashtable allowed = new(StringComparer.OrdinalIgnoreCase);
        foreach (Hashtable parameter in (LanguagePrimitives.GetEnumerable(parameters) ?? new[] { parameters }).Cast<Hashtable>())
        {
            allowed[parameter["Name"]!] = new Hashtable();
        }
        limited[command] = allowed;
        commands.Add(command);
    }
}
