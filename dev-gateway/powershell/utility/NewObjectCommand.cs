using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>New-Object for .NET types; constrained language allows only its core types.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : PSCmdlet
{
    private static readonly MethodInfo? IsCoreType = typeof(PSObject).Assembly.GetType("System.Management.Automation.CoreTypes")
        ?.GetMethod("Contains", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public);

    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        Type type = FindType();
        PSObject created = type == typeof(PSObject) || type == typeof(PSCustomObject) ? new PSObject() : Construct(type);
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            SetProperty(created, entry.Key.ToString()!, entry.Value);
        }
        WriteObject(created, enumerateCollection: false);
    }

    private Type FindType()
    {
        if (!LanguagePrimitives.TryConvertTo(TypeName, out Type type))
        {
            string message = $"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded.";
            ThrowTerminatingError(new ErrorRecord(new PSArgumentException(message), "TypeNotFound", ErrorCategory.InvalidType, TypeName));
        }
        bool constrained = SessionState.LanguageMode == PSLanguageMode.ConstrainedLanguage;
        if (constrained && IsCoreType?.Invoke(null, [type]) is not true)
        {
            PSNotSupportedException refusal = new("Cannot create type. Only core types are supported in this language mode.");
            ThrowTerminatingError(new ErrorRecord(refusal, "CannotCreateTypeConstrainedLanguage", ErrorCategory.PermissionDenied, TypeName));
        }
        return type;
    }

    private PSObject Construct(Type type)
    {
        try
        {
            object?[] arguments = [.. ArgumentList.Select(one => one is PSObject wrapped ? wrapped.BaseObject : one)];
            return PSObject.AsPSObject(Activator.CreateInstance(type, arguments)!);
        }
        catch (Exception failure) when (failure is MissingMethodException or TargetInvocationException)
        {
            Exception cause = failure.InnerException ?? failure;
            ThrowTerminatingError(new ErrorRecord(cause, "ConstructorInvokedThrowException", ErrorCategory.InvalidOperation, TypeName));
            throw;
        }
    }

    private void SetProperty(PSObject target, string name, object? value)
    {
        if (target.Properties[name] is { } property)
        {
            property.Value = value;
        }
        else if (target.BaseObject is PSCustomObject)
        {
            target.Properties.Add(new PSNoteProperty(name, value));
        }
        else
        {
            InvalidOperationException failure = new($"The member \"{name}\" was not found for the specified .NET object.");
            WriteError(new ErrorRecord(failure, "InvalidOperationException", ErrorCategory.InvalidOperation, name));
        }
    }
}
