using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What -Property takes: a name, a script block, or a hashtable with name and expression.</summary>
internal sealed class PropertyReader
{
    private readonly PSPropertyExpression expression;

    private PropertyReader(PSPropertyExpression expression, string? label)
    {
        this.expression = expression;
        Label = label;
    }

    public string? Label { get; }

    public static PropertyReader Of(object property)
    {
        object plain = property is PSObject wrapped ? wrapped.BaseObject : property;
        if (plain is System.Collections.IDictionary table)
        {
            object? body = null;
            string? label = null;
            foreach (System.Collections.DictionaryEntry entry in table)
            {
                string key = entry.Key.ToString()!.ToLowerInvariant();
                if (key.Length > 0 && "expression".StartsWith(key, StringComparison.Ordinal))
                {
                    body = entry.Value;
                }
                else if (key.Length > 0 && ("name".StartsWith(key, StringComparison.Ordinal) || "label".StartsWith(key, StringComparison.Ordinal)))
                {
                    label = entry.Value?.ToString();
                }
            }
            return new PropertyReader(Expression(body ?? label ?? ""), label);
        }
        return new PropertyReader(Expression(plain), null);
    }

    /// <summary>The names that this property stands for on an object (a wildcard stands for several), with their values.</summary>
    public IEnumerable<(string Name, object? Value)> Read(PSObject source)
    {
        if (Label != null)
        {
            yield return (Label, ValueOf(source));
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

    public object? ValueOf(PSObject source) => First(expression.GetValues(source));

    private static PSPropertyExpression Expression(object body)
    {
        object plain = body is PSObject wrapped ? wrapped.BaseObject : body;
        return plain is ScriptBlock block ? new PSPropertyExpression(block) : new PSPropertyExpression(plain.ToString());
    }

    private static object? First(List<PSPropertyExpressionResult> results) =>
        results.Count > 0 && results[0].Exception == null ? results[0].Result : null;
}
