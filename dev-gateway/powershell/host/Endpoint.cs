using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands;

namespace ScriptEngine;

/// <summary>
/// A JEA endpoint as somebody meets it: its session configuration file, and the groups of the file that the account is a member of. PowerShell itself reads
/// the file, finds its role capabilities in the modules of PSModulePath, and decides what is loaded and seen.
/// </summary>
/// <param name="File">A .pssc file.</param>
/// <param name="Groups">Names as RoleDefinitions has them: outside of Windows no account has a token that could be asked.</param>
internal sealed record Endpoint(string File, string[] Groups)
{
    private static readonly FieldInfo ImplementingType =
        typeof(SessionStateCmdletEntry).GetField("<ImplementingType>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The utility cmdlets that differ in 5.1.</summary>
    private static readonly Dictionary<string, Type> Differing = typeof(NewObjectCommand).Assembly.GetExportedTypes()
        .Select(type => (type, cmdlet: type.GetCustomAttribute<CmdletAttribute>()))
        .Where(one => one.cmdlet != null)
        .ToDictionary(one => $"{one.cmdlet!.VerbName}-{one.cmdlet.NounName}", one => one.type, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidOperationException">The file, or a role capability of it, is none that PowerShell takes.</exception>
    public InitialSessionState Load()
    {
        InitialSessionState state = InitialSessionState.CreateFromSessionConfigurationFile(File, group => Groups.Contains(group, StringComparer.OrdinalIgnoreCase));
        // A Windows path, which would become a folder below the home of whoever runs this. WinRM alone reads RunAsVirtualAccount and its groups.
        state.TranscriptDirectory = null;
        // The snap-in that the file loads is PowerShell 7's.
        foreach (SessionStateCmdletEntry entry in state.Commands.OfType<SessionStateCmdletEntry>().Where(entry => Differing.ContainsKey(entry.Name)))
        {
            ImplementingType.SetValue(entry, Differing[entry.Name]);
        }
        return state;
    }
}
