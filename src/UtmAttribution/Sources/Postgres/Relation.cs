namespace UtmAttribution.Sources.Postgres;

/// <summary>A column as the server's catalogue has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, or what a domain is made of: the name where it is one of PostgreSQL's own, else empty.</param>
/// <param name="Category">The type's category: <c>S</c> text, <c>E</c> enumeration, <c>A</c> array, <c>C</c> row …</param>
/// <param name="DeclaredType">The type as it was declared, for messages.</param>
/// <param name="IsReadable">Whether the role may read it.</param>
internal sealed record RelationColumn(string Name, string Type, char Category, string DeclaredType, bool IsReadable);

/// <summary>A table, view or the like in a database.</summary>
/// <param name="Sql">Its name as SQL, with its schema.</param>
/// <param name="Name">Its name for messages, with its schema.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Blocks">The blocks of its storage, and of that of each of its partitions; empty where rows have no place in a storage, as in a view.</param>
/// <param name="RowsEstimate">How many rows it has, as the server reckons; null where it does not know.</param>
internal sealed record Relation(
    string Sql, string Name, IReadOnlyList<RelationColumn> Columns, IReadOnlyList<long> Blocks, long? RowsEstimate)
{
    /// <summary>The column of a name: as it is, else in any case.</summary>
    public RelationColumn? Find(string name) =>
        Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.Ordinal))
        ?? Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The column of a name where the server knows its values as times or dates; null where it does not.</summary>
    public RelationColumn? FindTime(string name) => Find(name) is { Type: "timestamptz" or "timestamp" or "date" } found ? found : null;
}
