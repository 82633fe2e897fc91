using UtmAttribution.Postgres;

namespace UtmAttribution.Sources.Postgres;

/// <summary>
/// What is asked of a server to tell the rows of a table apart by day: how many there are, and a sum of their hashes, which does not
/// depend on their order. JSON is long and stored beside the rows; of it the size as it is stored stands for the value.
/// </summary>
internal static class StampQuery
{
    // Hashing values takes a server half the time of hashing the text that it would have to make of them.
    private const int FirstVersionWithRowHashes = 14;

    // Values of which have one hash exactly where they are equal, whatever the server's settings.
    private static readonly HashSet<string> Hashed =
        new(["bool", "int2", "int4", "int8", "float4", "float8", "numeric", "date", "timestamp", "timestamptz", "uuid"], StringComparer.Ordinal);

    /// <summary>The statement, whose rows are day, NULL for rows without one, and stamp; null where the column has no times.</summary>
    /// <param name="table">The table.</param>
    /// <param name="relation">What it is on the server.</param>
    /// <param name="column">The column that says which day a row belongs to.</param>
    /// <param name="range">The times that are asked for; null for all.</param>
    /// <param name="serverVersion">The server's major version.</param>
    public static string? Of(SourceTable table, Relation relation, string column, ReadRange? range, int serverVersion)
    {
        if (relation.FindTime(column) is not { } at)
            return null;
        var columns = table.HasRowText
            ? relation.Columns.Where(candidate => candidate.IsReadable)
            : table.Columns.Select(known => relation.Find(known.Name)).OfType<RelationColumn>();
        var row = $"row({string.Join(", ", columns.Select(Value))})";
        var hash = serverVersion >= FirstVersionWithRowHashes ? $"hash_record_extended({row}, 0)" : $"hashtextextended({row}::text, 0)";
        var condition = CopyQuery.Condition(relation, range);
        // A date is a day already: days are worked out for a few groups instead of for every row.
        var group = at.Type == "date" ? PostgresName.Quote(at.Name) : Day(PostgresName.Quote(at.Name));
        return $"""
            select {(at.Type == "date" ? Day("part") : "part")}, sum(row_count) || ' ' || sum(hash)
            from (
                select {group} as part, count(*) as row_count, sum({hash}) as hash
                from {relation.Sql}{(condition is null ? "" : $" where {condition}")}
                group by 1
            ) as parts
            group by 1
            """;
    }

    private static string Day(string time) => $"case when isfinite({time}) then floor(extract(epoch from {time}) / 86400)::integer end";

    // Some collations and types have texts that differ and are equal.
    private static string Value(RelationColumn column)
    {
        var name = PostgresName.Quote(column.Name);
        return column.Type switch
        {
            "jsonb" or "json" => $"pg_column_size({name})",
            _ when Hashed.Contains(column.Type) => name,
            _ => $"{name}::text collate \"C\"",
        };
    }
}
