namespace UtmAttribution.DuckDb;

/// <summary>Names a parameter of a prepared statement: by its number, counted from 1, or by its name. Both convert by themselves.</summary>
public readonly record struct DuckDBParameter
{
    private DuckDBParameter(int index, string? name) => (Index, Name) = (index, name);

    internal int Index { get; }

    internal string? Name { get; }

    /// <summary>The parameter with this number, counted from 1.</summary>
    public static implicit operator DuckDBParameter(int index) => new(index, null);

    /// <summary>The parameter with this name, with or without the leading <c>$</c>.</summary>
    public static implicit operator DuckDBParameter(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new(0, name.StartsWith('$') ? name[1..] : name);
    }

    /// <summary>The parameter with this number, counted from 1.</summary>
    public static DuckDBParameter FromInt32(int index) => index;

    /// <summary>The parameter with this name.</summary>
    public static DuckDBParameter FromString(string name) => name;

    /// <returns>As SQL has it: $1, $name.</returns>
    public override string ToString() => Name is null ? $"${Index}" : $"${Name}";
}
