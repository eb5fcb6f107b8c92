using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands;

namespace ScriptEngine;

/// <summary>Opens runspaces in one language mode: a constrained one would change the conversions of its whole process.</summary>
internal sealed class SessionFactory
{
    /// <summary>Where a runspace keeps its factory.</summary>
    public const string VariableName = "__machines";

    /// <summary>What is imported, in this order; the public way only adds to its end.</summary>
    private static readonly PropertyInfo ModulesToImport =
        typeof(InitialSessionState).GetProperty("ModuleSpecificationsToImport", BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly ConcurrentDictionary<string, string[]> machineModules = new();
    private readonly PSLanguageMode mode;
    private readonly Bridge bridge;

    public SessionFactory(string language, Bridge bridge)
    {
        this.bridge = bridge;
        mode = language switch
        {
            "constrained" => PSLanguageMode.ConstrainedLanguage,
            _ => PSLanguageMode.FullLanguage
        };
        if (mode != PSLanguageMode.FullLanguage)
        {
            // PowerShell remembers for the process that [PSCustomObject] was refused; meeting it in full language first avoids that.
            using Runspace warm = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
            warm.Open();
            using PowerShell shell = PowerShell.Create(warm);
            shell.AddScript("[PSCustomObject]@{ a = 1 }; [ordered]@{ }").Invoke();
            CoreTypes.TakeOutLater();
        }
    }

    /// <summary>Opens the runspace of a machine that a session enters: in full language, whatever the session itself has.</summary>
    /// <param name="session">The session that enters it, opened here.</param>
    public Runspace OpenMachine(string session, string name) =>
        Open(name, machineModules.TryGetValue(session, out string[]? modules) ? modules : [], PSLanguageMode.FullLanguage);

    /// <param name="name">Goes out with every call of a Windows command.</param>
    /// <param name="modules">Manifests of modules to import; their functions keep full language.</param>
    /// <param name="untrusted">Root scripts of modules that run in the session's own language, as where a policy does not trust them.</param>
    /// <param name="endpoint">In no-language sessions the session configuration that opens them; null elsewhere.</param>
    /// <param name="insideMachines">Manifests of the modules that every machine has which this session may enter.</param>
    public Runspace Open(string name, string[] modules, string[] untrusted, Endpoint? endpoint, string[] insideMachines)
    {
        machineModules[name] = insideMachines;
        Runspace runspace = endpoint == null ? Open(name, modules, mode) : Open(name, endpoint.Load(), modules, SessionStateEntryVisibility.Private);
        foreach (string file in untrusted)
        {
            ImportUntrusted(runspace, file);
        }
        return runspace;
    }

    /// <summary>Only a policy of Windows itself takes the language of a file away; a module made of its text in the session has no more than the session.</summary>
    private static void ImportUntrusted(Runspace runspace, string file)
    {
        using PowerShell shell = PowerShell.Create(runspace);
        string name = Path.GetFileNameWithoutExtension(file);
        shell.AddScript($"New-Module -Name '{name}' -ScriptBlock {{\n{File.ReadAllText(file)}\n}} | Import-Module -Global").Invoke();
        if (shell.Streams.Error.Count > 0)
        {
            throw new InvalidOperationException($"{file}: {shell.Streams.Error[0]}");
        }
    }

    public void Forget(string name) => machineModules.TryRemove(name, out _);

    private Runspace Open(string name, string[] modules, PSLanguageMode language)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.LanguageMode = language;
        string utility = Path.Combine(AppContext.BaseDirectory, "Microsoft.PowerShell.Utility.psd1");
        return Open(name, state, [utility, .. modules], SessionStateEntryVisibility.Public);
    }

    /// <param name="visibility">Of the engine's own commands and variables: an endpoint shows none of them.</param>
    private Runspace Open(string name, InitialSessionState state, string[] modules, SessionStateEntryVisibility visibility)
    {
        const ScopedItemOptions fixedEverywhere = ScopedItemOptions.Constant | ScopedItemOptions.AllScope;
        state.ThrowOnRunspaceOpenError = true;
        state.Commands.Add(new SessionStateCmdletEntry("Invoke-WindowsCommand", typeof(InvokeWindowsCommand), null) { Visibility = visibility });
        state.Commands.Add(new SessionStateCmdletEntry("Invoke-MachineCommand", typeof(InvokeMachineCommand), null) { Visibility = visibility });
        state.Commands.Add(new SessionStateCmdletEntry("New-MachineSession", typeof(NewMachineSession), null) { Visibility = visibility });
        state.Commands.Add(new SessionStateCmdletEntry("Remove-MachineSession", typeof(RemoveMachineSession), null) { Visibility = visibility });
        state.Variables.Add(new SessionStateVariableEntry(VariableName, this, null, fixedEverywhere) { Visibility = visibility });
        state.Variables.Add(new SessionStateVariableEntry(Bridge.VariableName, bridge, null, fixedEverywhere) { Visibility = visibility });
        for (int place = 0; place < modules.Length; place++)
        {
            // Before those of an endpoint: PowerShell tells only of the last module that could not be imported, and only while no other follows it.
            ((Collection<ModuleSpecification>)ModulesToImport.GetValue(state)!).Insert(place, new ModuleSpecification(modules[place]));
        }
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Name = name;
        runspace.Open();
        return runspace;
    }
}
