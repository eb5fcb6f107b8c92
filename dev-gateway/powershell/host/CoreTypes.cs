using System.Collections.Specialized;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace ScriptEngine;

/// <summary>
/// The types on which constrained language allows all: those of Windows PowerShell 5.1, as its about_Type_Accelerators names them
/// (MicrosoftDocs/PowerShell-Docs, reference/5.1). What PowerShell 6 and 7 have added is taken out, for the whole process.
/// </summary>
internal static class CoreTypes
{
    private static readonly Type[] Later =
    [
        typeof(ArgumentCompletionsAttribute),
        typeof(ExperimentAction),
        typeof(ExperimentalAttribute),
        typeof(ExperimentalFeature),
        typeof(NoRunspaceAffinityAttribute),
        // Since 7.3 (PowerShell #17804): in 5.1 no method of an [ordered] table can be called, while its values can be set by name.
        typeof(OrderedDictionary),
        typeof(SemanticVersion),
        typeof(ValidateNotNullOrWhiteSpaceAttribute)
    ];

    /// <summary>To be called once PowerShell has taken its type accelerators from the same table.</summary>
    public static void TakeOutLater()
    {
        const BindingFlags hidden = BindingFlags.Static | BindingFlags.NonPublic;
        FieldInfo field = typeof(PSObject).Assembly.GetType("System.Management.Automation.CoreTypes")!.GetField("Items", hidden)!;
        Dictionary<Type, string[]> items = ((Lazy<Dictionary<Type, string[]>>)field.GetValue(null)!).Value;
        foreach (Type type in Later)
        {
            if (!items.Remove(type))
            {
                throw new InvalidOperationException($"{type} is no core type of this PowerShell.");
            }
        }
    }
}
