using Npgsql;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>A key or index of a table, as it can be made again: rows are loaded several times faster where none is in their way.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">The whole statement that makes it.</param>
/// <param name="Constraint">The definition of its constraint, such as <c>PRIMARY KEY (session_id)</c>; null for a mere index.</param>
internal sealed record TableIndex(string Name, string Definition, string? Constraint)
{
    /// <summary>The keys and indexes of a table, keys first.</summary>
    public static List<TableIndex> Of(NpgsqlConnection connection, string table) => connection.Rows(
        """
        select relation.relname, pg_get_indexdef(indexes.indexrelid), pg_get_constraintdef(keys.oid)
        from pg_index as indexes
        inner join pg_class as relation on relation.oid = indexes.indexrelid
        left join pg_constraint as keys on keys.conindid = indexes.indexrelid and keys.contype in ('p', 'u', 'x')
        where indexes.indrelid = to_regclass($1)
        order by keys.oid is null, relation.relname
        """,
        row => new TableIndex(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)),
        PostgresName.Quote(table));

    /// <summary>Removes it from its table.</summary>
    public void Drop(NpgsqlConnection connection, string table) => connection.Run(
        Constraint is null
            ? $"drop index {PostgresName.Quote(Name)}"
            : $"alter table {PostgresName.Quote(table)} drop constraint {PostgresName.Quote(Name)}");

    /// <summary>Makes it again.</summary>
    public void Create(NpgsqlConnection connection, string table) => connection.Run(
        Constraint is null ? Definition : $"alter table {PostgresName.Quote(table)} add constraint {PostgresName.Quote(Name)} {Constraint}");

    /// <summary>Makes one like it on another table, with a name that the server chooses.</summary>
    public void CreateLike(NpgsqlConnection connection, string table)
    {
        if (Constraint is not null)
        {
            connection.Run($"alter table {PostgresName.Quote(table)} add {Constraint}");
            return;
        }

        var unique = Definition.StartsWith("CREATE UNIQUE ", StringComparison.Ordinal) ? "unique " : "";
        var columns = Definition[Definition.IndexOf(" USING ", StringComparison.Ordinal)..];
        connection.Run($"create {unique}index on {PostgresName.Quote(table)}{columns}");
    }
}
