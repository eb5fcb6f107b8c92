using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the variable cmdlets share: a scope by name or number, as $Scope:Name finds it.</summary>
public abstract class VariableCommand : PSCmdlet
{
    private static readonly Type Internals = typeof(PSObject).Assembly.GetType("System.Management.Automation.SessionStateInternal")!;

    private const System.Reflection.BindingFlags Hidden =
        System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public;

    private static readonly System.Reflection.MethodInfo GetAtScope = Internals.GetMethod("GetVariableAtScope", Hidden, [typeof(string), typeof(string)])!;

    private static readonly System.Reflection.MethodInfo SetAtScope =
        Internals.GetMethod("NewVariableAtScope", Hidden, [typeof(PSVariable), typeof(string), typeof(bool)])!;

    private static readonly System.Reflection.PropertyInfo Internal = typeof(SessionState).GetProperty("Internal", Hidden)!;

    [Parameter]
    public string? Scope { get; set; }

    protected PSVariable? Find(string name) => Scope == null
        ? SessionState.PSVariable.Get(name)
        : (PSVariable?)GetAtScope.Invoke(Internal.GetValue(SessionState), [name, Scope]);

    protected void Create(PSVariable variable) => SetAtScope.Invoke(Internal.GetValue(SessionState), [variable, Scope ?? "Local", false]);
}

[Cmdlet(VerbsCommon.Get, "Variable")]
public sealed class GetVariableCommand : VariableCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public SwitchParameter ValueOnly { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (Find(name) is { } variable)
            {
                WriteObject(ValueOnly ? variable.Value : variable, enumerateCollection: false);
                continue;
            }
            ItemNotFoundException failure = new($"Cannot find a variable with the name '{name}'.");
            WriteError(new ErrorRecord(failure, "VariableNotFound", ErrorCategory.ObjectNotFound, name));
        }
    }
}

[Cmdlet(VerbsCommon.New, "Variable")]
public sealed class NewVariableCommand : VariableCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    [Parameter(Position = 1)]
    public object? Value { get; set; }

    [Parameter]
    public ScopedItemOptions Option { get; set; }

    protected override void ProcessRecord() => Create(new PSVariable(Name, Value, Option));
}
