using System.Collections;

namespace Microsoft.Management.Infrastructure.Generic;

/// <summary>Elements by name, without regard to letter case.</summary>
public abstract class CimReadOnlyKeyedCollection<T> : IReadOnlyCollection<T> where T : class
{
    private readonly Dictionary<string, T> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<T> inOrder = [];

    public int Count => inOrder.Count;

    public T? this[string name] => byName.GetValueOrDefault(name);

    public IEnumerator<T> GetEnumerator() => inOrder.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal abstract string NameOf(T element);

    internal void Put(T element)
    {
        if (byName.TryGetValue(NameOf(element), out T? old))
        {
            inOrder.Remove(old);
        }
        byName[NameOf(element)] = element;
        inOrder.Add(element);
    }
}

/// <summary>The same, open for additions.</summary>
public abstract class CimKeyedCollection<T> : CimReadOnlyKeyedCollection<T> where T : class
{
    public void Add(T element) => Put(element);
}

internal sealed class NamedCollection<T>(Func<T, string> name) : CimKeyedCollection<T> where T : class
{
    internal override string NameOf(T element) => name(element);
}
