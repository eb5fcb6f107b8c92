using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Reflection;
using System.Text.Json;

namespace ScriptEngine;

/// <summary>
/// Limits the cmdlets of Microsoft.PowerShell.Utility to the parameters of Windows PowerShell 5.1, as windows-surface lists them, and all commands to its
/// common parameters. What PowerShell 6 and 7 have added is taken out for the whole process, so that a script that uses it fails as on Windows.
/// </summary>
internal static class PublishedParameters
{
    private const BindingFlags Hidden = BindingFlags.Static | BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Since 7.4, by about_CommonParameters.</summary>
    private static readonly string[] LaterCommonParameters = ["ProgressAction", "proga"];

    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    private static readonly Type Metadata = Engine.GetType("System.Management.Automation.InternalParameterMetadata")!;

    private static readonly MethodInfo Read =
        Metadata.GetMethod("Get", Hidden, [typeof(Type), Engine.GetType("System.Management.Automation.ExecutionContext")!, typeof(bool)])!;

    /// <summary>Parameters by name, and by alias.</summary>
    private static readonly PropertyInfo[] Tables = [Metadata.GetProperty("BindableParameters", Hidden)!, Metadata.GetProperty("AliasedParameters", Hidden)!];

    /// <summary>What PowerShell has read, by the name of the type.</summary>
    private static readonly IDictionary Kept = (IDictionary)Metadata.GetField("s_parameterMetadataCache", Hidden)!.GetValue(null)!;

    /// <summary>To be called before a runspace is opened: PowerShell reads the parameters of a cmdlet once, and keeps them.</summary>
    public static void TakeOutLater()
    {
        TakeOut(typeof(CommonParameters), LaterCommonParameters.Contains);
        Dictionary<string, HashSet<string>> published = Published();
        foreach (Type type in Assembly.Load("Microsoft.PowerShell.Commands.Utility").GetExportedTypes())
        {
            CmdletAttribute? cmdlet = type.GetCustomAttribute<CmdletAttribute>();
            if (cmdlet != null && published.TryGetValue($"{cmdlet.VerbName}-{cmdlet.NounName}", out HashSet<string>? names))
            {
                TakeOut(type, name => !names.Contains(name));
            }
        }
    }

    /// <summary>Puts the parameters of a type without the later ones where PowerShell looks for them.</summary>
    private static void TakeOut(Type type, Func<string, bool> isLater)
    {
        object parameters = Read.Invoke(null, [type, null, false])!;
        foreach (IDictionary table in Tables.Select(one => (IDictionary)one.GetValue(parameters)!))
        {
            foreach (string later in table.Keys.Cast<string>().Where(isLater).ToArray())
            {
                table.Remove(later);
            }
        }
        Kept[type.AssemblyQualifiedName!] = parameters;
    }

    /// <summary>Parameters and their aliases by the name of the command.</summary>
    private static Dictionary<string, HashSet<string>> Published()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Microsoft.PowerShell.Utility.json");
        using JsonDocument surface = JsonDocument.Parse(File.ReadAllText(file));
        return surface.RootElement.GetProperty("commands").EnumerateArray().ToDictionary(
            command => command.GetProperty("name").GetString()!,
            command => command.GetProperty("parameters").EnumerateArray().SelectMany(Names).ToHashSet(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Names(JsonElement parameter) =>
        parameter.GetProperty("aliases").EnumerateArray().Prepend(parameter.GetProperty("name")).Select(one => one.GetString()!);
}
