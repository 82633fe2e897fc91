using UtmAttribution.Postgres;

namespace UtmAttribution.Sources.Postgres;

/// <summary>
/// What is asked of a server to tell the rows of a table apart by day: how many there are, and a sum of their hashes, which does not
/// depend on their order. JSON is long and stored beside the rows; of it the size as it is stored stands for the value.
/// </summary>
internal static class StampQuery
{
    /// <summary>The statement, whose rows are day, NULL for rows without one, and stamp; null where the column has no times.</summary>
    public static string? Of(SourceTable table, Relation relation, string column, ReadRange? range)
    {
        if (relation.FindTime(column) is not { } at)
            return null;
        var name = PostgresName.Quote(at.Name);
        var columns = table.HasRowText
            ? relation.Columns.Where(candidate => candidate.IsReadable)
            : table.Columns.Select(known => relation.Find(known.Name)).OfType<RelationColumn>();
        var condition = CopyQuery.Condition(relation, range);
        return $"""
            select
                case when isfinite({name}) then floor(extract(epoch from {name}) / 86400)::integer end,
                count(*) || ' ' || sum(hashtextextended(row({string.Join(", ", columns.Select(Value))})::text, 0)::numeric)
            from {relation.Sql}{(condition is null ? "" : $" where {condition}")}
            group by 1
            """;
    }

    private static string Value(RelationColumn column)
    {
        var name = PostgresName.Quote(column.Name);
        return column.Type is "jsonb" or "json" ? $"pg_column_size({name})" : name;
    }
}
