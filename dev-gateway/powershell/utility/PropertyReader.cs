using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What -Property takes: a name, a script block, or a hashtable with name and expression.</summary>
internal sealed class PropertyReader
{
    private readonly PSPropertyExpression expression;

    private PropertyReader(PSPropertyExpression expression, string? label, bool? descending)
    {
        this.expression = expression;
        Label = label;
        Descending = descending;
    }

    public string? Label { get; }

    /// <summary>Sort-Object: the direction of this property where its hashtable names one.</summary>
    public bool? Descending { get; }

    public static PropertyReader Of(object property)
    {
        object plain = property is PSObject wrapped ? wrapped.BaseObject : property;
        if (plain is System.Collections.IDictionary table)
        {
            object? body = null;
            string? label = null;
            bool? descending = null;
            foreach (System.Collections.DictionaryEntry entry in table)
            {
                string key = entry.Key.ToString()!.ToLowerInvariant();
                bool Means(string name) => key.Length > 0 && name.StartsWith(key, StringComparison.Ordinal);
                if (Means("expression"))
                {
                    body = entry.Value;
                }
                else if (Means("name") || Means("label"))
                {
                    label = entry.Value?.ToString();
                }
                else if (Means("descending") || Means("ascending"))
                {
                    descending = LanguagePrimitives.IsTrue(entry.Value) == Means("descending");
                }
            }
            return new PropertyReader(Expression(body ?? label ?? ""), label, descending);
        }
        return new PropertyReader(Expression(plain), null, null);
    }

    /// <summary>The names that this property stands for on an object (a wildcard stands for several), with their values.</summary>
    public IEnumerable<(string Name, object? Value)> Read(PSObject source)
    {
        if (Label != null)
        {
            yield return (Label, First(expression.GetValues(source)));
            yield break;
        }
        List<PSPropertyExpression> names = [.. expression.ResolveNames(source)];
        if (names.Count == 0 && !expression.HasWildCardCharacters)
        {
            yield return (expression.ToString(), null);
        }
        foreach (PSPropertyExpression name in names)
        {
            yield return (name.ToString(), First(name.GetValues(source)));
        }
    }

    /// <returns>false where the object has no such property</returns>
    public bool TryRead(PSObject source, out object? value)
    {
        List<PSPropertyExpressionResult> results = expression.GetValues(source);
        value = First(results);
        return results.Count > 0;
    }

    private static PSPropertyExpression Expression(object body)
    {
        object plain = body is PSObject wrapped ? wrapped.BaseObject : body;
        return plain is ScriptBlock block ? new PSPropertyExpression(block) : new PSPropertyExpression(plain.ToString());
    }

    private static object? First(List<PSPropertyExpressionResult> results) =>
        results.Count > 0 && results[0].Exception == null ? results[0].Result : null;
}
