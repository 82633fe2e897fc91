using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace UtmAttribution.Options;

/// <summary>
/// A few values with their names, in the order in which they are listed. A dictionary of the framework over a type of ours is compiled
/// only as the program starts, every method anew for every type: these come compiled, and for a handful a look at each is as fast.
/// </summary>
/// <typeparam name="T">What has names.</typeparam>
internal sealed class Names<T> : IReadOnlyDictionary<T, string>
    where T : struct, Enum
{
    private T[] _values = [];
    private string[] _names = [];

    /// <inheritdoc/>
    public IEnumerable<T> Keys => _values;

    /// <inheritdoc/>
    public IEnumerable<string> Values => _names;

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <summary>The name of a value; set once, when the list is made.</summary>
    public string this[T key]
    {
        get => TryGetValue(key, out var name) ? name : throw new KeyNotFoundException($"'{key}' has no name.");
        init => Add(key, value);
    }

    /// <inheritdoc/>
    public bool ContainsKey(T key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(T key, [MaybeNullWhen(false)] out string value)
    {
        var index = Array.IndexOf(_values, key);
        value = index < 0 ? null : _names[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<T, string>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return new(_values[i], _names[i]);
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(T value, string name)
    {
        var (values, names) = (new T[Count + 1], new string[Count + 1]);
        for (var i = 0; i < Count; i++)
            (values[i], names[i]) = (_values[i], _names[i]);
        (values[^1], names[^1]) = (value, name);
        (_values, _names) = (values, names);
    }
}
