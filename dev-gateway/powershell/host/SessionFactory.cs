using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ScriptEngine;

/// <summary>Opens runspaces in one language mode: a constrained one would change the conversions of its whole process.</summary>
internal sealed class SessionFactory
{
    /// <summary>Where a runspace keeps its factory.</summary>
    public const string VariableName = "__machines";

    private readonly ConcurrentDictionary<string, string[]> machineModules = new();
    private readonly PSLanguageMode mode;
    private readonly Bridge bridge;

    public SessionFactory(string language, Bridge bridge)
    {
        this.bridge = bridge;
        mode = language switch
        {
            "constrained" => PSLanguageMode.ConstrainedLanguage,
            "none" => PSLanguageMode.NoLanguage,
            _ => PSLanguageMode.FullLanguage
        };
        if (mode != PSLanguageMode.FullLanguage)
        {
            // PowerShell remembers for the process that [PSCustomObject] was refused; meeting it in full language first avoids that.
            using Runspace warm = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
            warm.Open();
            using PowerShell shell = PowerShell.Create(warm);
            shell.AddScript("[PSCustomObject]@{ a = 1 }").Invoke();
        }
    }

    /// <summary>Opens the runspace of a machine that a session enters: in full language, whatever the session itself has.</summary>
    /// <param name="session">The session that enters it, opened here.</param>
    public Runspace OpenMachine(string session, string name) =>
        Open(name, machineModules.TryGetValue(session, out string[]? modules) ? modules : [], PSLanguageMode.FullLanguage);

    /// <param name="name">Goes out with every call of a Windows command.</param>
    /// <param name="modules">Manifests of modules to import; their functions keep full language.</param>
    /// <param name="visible">In no-language sessions the commands that can be seen; null leaves all visible.</param>
    /// <param name="role">In no-language sessions a role capability file: what it shows can be seen too. Null: none.</param>
    /// <param name="insideMachines">Manifests of the modules that every machine has which this session may enter.</param>
    public Runspace Open(string name, IEnumerable<string> modules, IReadOnlyCollection<string>? visible, string? role, string[] insideMachines)
    {
        machineModules[name] = insideMachines;
        RoleCapability? capability = role == null ? null : RoleCapability.Read(role);
        Runspace runspace = Open(name, modules, mode, capability);
        if (visible != null || capability != null)
        {
            HideAllBut(runspace, [.. visible ?? [], .. capability?.Commands ?? []]);
        }
        return runspace;
    }

    public void Forget(string name) => machineModules.TryRemove(name, out _);

    private Runspace Open(string name, IEnumerable<string> modules, PSLanguageMode language, RoleCapability? capability = null)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.LanguageMode = language;
        state.ThrowOnRunspaceOpenError = true;
        state.Commands.Add(new SessionStateCmdletEntry("Invoke-WindowsCommand", typeof(InvokeWindowsCommand), null));
        state.Commands.Add(new SessionStateCmdletEntry("Invoke-MachineCommand", typeof(InvokeMachineCommand), null));
        state.Variables.Add(new SessionStateVariableEntry(VariableName, this, null, ScopedItemOptions.Constant | ScopedItemOptions.AllScope));
        state.Variables.Add(new SessionStateVariableEntry(Bridge.VariableName, bridge, null, ScopedItemOptions.Constant | ScopedItemOptions.AllScope));
        string utility = Path.Combine(AppContext.BaseDirectory, "Microsoft.PowerShell.Utility.psd1");
        state.ImportPSModule([utility, .. modules]);
        capability?.Limit(state);
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Name = name;
        runspace.Open();
        return runspace;
    }

    /// <summary>What a JEA endpoint does: all that its role does not name is private, and no script or program can be called.</summary>
    private static void HideAllBut(Runspace runspace, IReadOnlyCollection<string> visible)
    {
        HashSet<string> shown = new(visible, StringComparer.OrdinalIgnoreCase);
        CommandTypes kinds = CommandTypes.All & ~(CommandTypes.Application | CommandTypes.ExternalScript);
        foreach (CommandInfo command in runspace.SessionStateProxy.InvokeCommand.GetCommands("*", kinds, true))
        {
            if (!shown.Contains(command.Name))
            {
                command.Visibility = SessionStateEntryVisibility.Private;
            }
        }
        runspace.SessionStateProxy.Applications.Clear();
        runspace.SessionStateProxy.Scripts.Clear();
    }
}
