using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>New-Object for .NET types; constrained language allows only its core types.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : PSCmdlet
{
    private const BindingFlags Hidden = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    private static readonly MethodInfo IsCoreType = Engine.GetType("System.Management.Automation.CoreTypes")!.GetMethod("Contains", Hidden)!;

    /// <summary>PowerShell's own choice of a constructor, with its conversions of the arguments.</summary>
    private static readonly Func<Type, ConstructorInfo[], object[], object> InvokeConstructor =
        Engine.GetType("System.Management.Automation.DotNetAdapter")!.GetMethod("ConstructorInvokeDotNet", Hidden)!
            .CreateDelegate<Func<Type, ConstructorInfo[], object[], object>>();

    /// <summary>
    /// What stands for the arguments of a constructor where a runspace stands for another machine: names of the system mean other objects there.
    /// It fails as the constructor would.
    /// </summary>
    public static Func<Type, object[], object[]> Translate { get; set; } = (_, arguments) => arguments;

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
        PSObject created = type == typeof(PSObject) || type == typeof(PSCustomObject) ? new PSObject() : PSObject.AsPSObject(Construct(type));
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
            Fail(new PSArgumentException($"Cannot find type [{TypeName}]."), "TypeNotFound", ErrorCategory.InvalidType);
        }
        bool constrained = SessionState.LanguageMode == PSLanguageMode.ConstrainedLanguage;
        if (constrained && IsCoreType.Invoke(null, [type]) is not true)
        {
            PSNotSupportedException refusal = new("Cannot create type. Only core types are supported in this language mode.");
            Fail(refusal, "CannotCreateTypeConstrainedLanguage", ErrorCategory.PermissionDenied);
        }
        return type;
    }

    private object Construct(Type type)
    {
        if (ArgumentList.Length == 0 && type.IsValueType)
        {
            return Activator.CreateInstance(type)!;
        }
        ConstructorInfo[] constructors = [.. type.GetConstructors().Where(one => ArgumentList.Length > 0 || one.GetParameters().Length == 0)];
        if (constructors.Length == 0)
        {
            PSArgumentException failure = new($"A constructor was not found for type {TypeName}.");
            Fail(failure, "CannotFindAppropriateCtor", ErrorCategory.ObjectNotFound);
        }
        try
        {
            return InvokeConstructor(type, constructors, Translated(type));
        }
        catch (MethodException failure)
        {
            Fail(failure, "ConstructorInvokedThrowException", ErrorCategory.InvalidOperation);
            throw;
        }
    }

    private object[] Translated(Type type)
    {
        try
        {
            return Translate(type, ArgumentList);
        }
        catch (Exception failure) when (failure is not PipelineStoppedException)
        {
            throw new MethodInvocationException(failure.Message, failure);
        }
    }

    private void SetProperty(PSObject target, string name, object? value)
    {
        if (target.Properties[name] is not { } property)
        {
            if (target.BaseObject is not PSCustomObject)
            {
                InvalidOperationException failure = new($"The member \"{name}\" was not found for the specified .NET object.");
                Fail(failure, "InvalidOperationException", ErrorCategory.InvalidOperation);
            }
            target.Properties.Add(new PSNoteProperty(name, value));
            return;
        }
        try
        {
            property.Value = value;
        }
        catch (SetValueException failure)
        {
            Fail(new Exception(failure.Message), "SetValueException", ErrorCategory.InvalidData);
        }
    }

    private void Fail(Exception failure, string errorId, ErrorCategory category) =>
        ThrowTerminatingError(new ErrorRecord(failure, errorId, category, null));
}
