using Npgsql;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>A table of the target.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DateColumn">Its column of dates.</param>
/// <param name="IsPartitioned">Whether it is partitioned.</param>
/// <param name="IsOurs">Whether the role owns it, so that it may change its indexes and partitions.</param>
internal sealed record TargetTable(string Name, string DateColumn, bool IsPartitioned, bool IsOurs)
{
    /// <summary>The table of a dataset.</summary>
    public static TargetTable Find(NpgsqlConnection connection, Dataset dataset) => connection.Rows(
        "select relkind = 'p', pg_has_role(relowner, 'USAGE') from pg_class where oid = to_regclass($1)",
        row => new TargetTable(dataset.Name, dataset.DateColumn, row.GetBoolean(0), row.GetBoolean(1)),
        PostgresName.Quote(dataset.Name))[0];

    /// <summary>Whether a table, or a partition, has rows that satisfy a condition.</summary>
    public static bool Has(NpgsqlConnection connection, string table, string condition) =>
        connection.Value<bool>($"select exists (select 1 from {PostgresName.Quote(table)} where {condition})");
}
