using UtmAttribution.Errors;

namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>Looks at the tables of a schema: their sizes, how their indexes are used, the last runs, and how fresh each dataset is.</summary>
/// <param name="schema">The schema.</param>
public sealed class SchemaMonitor(PostgresSchema schema)
{
    private const string Runs = "select batch_id, from_date::text, to_date::text, published_at, peak_memory_bytes, (select sum((one ->> 'rows')::bigint) from jsonb_array_elements(datasets) as one)::bigint from utm_runs order by published_at desc limit 10";

    private const string Sizes = """
        select coalesce(top.relname, class.relname)::text, sum(pg_table_size(class.oid))::bigint, sum(pg_indexes_size(class.oid))::bigint,
            greatest(sum(class.reltuples), 0)::bigint, count(*) filter (where top.oid is not null)
        from pg_class as class
        left join pg_inherits on pg_inherits.inhrelid = class.oid
        left join pg_class as top on top.oid = pg_inherits.inhparent
        where class.relnamespace = (select oid from pg_namespace where nspname = current_schema())
            and class.relkind in ('r', 'm') and class.relname ~ '^(utm_|mv_utm_)'
        group by 1 order by 2 desc, 1
        """;

    private const string Indexes = """
        select relname::text, indexrelname::text, idx_scan, pg_relation_size(indexrelid)
        from pg_stat_user_indexes where schemaname = current_schema() and relname ~ '^(utm_|mv_utm_)' order by idx_scan desc, 1, 2
        """;

    /// <summary>Looks.</summary>
    /// <exception cref="ServerException">The server can't be reached, or refuses.</exception>
    /// <exception cref="PublishException">The schema has no tables of this version.</exception>
    public SchemaState Look(CancellationToken cancellation) => TargetServer.Guard(schema.Server, $"looking at schema '{schema.Name}'", "", () =>
    {
        using var connection = schema.Server.Connect(cancellation);
        schema.Check(connection);
        schema.Use(connection);
        return new SchemaState(
            connection.Rows(Sizes, row => new TableSize(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), (int)row.GetInt64(4))),
            connection.Rows(Indexes, row => new IndexUse(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3))),
            connection.Rows(Runs, row => new PastRun(
                row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2),
                row.GetDateTime(3), row.GetInt64(4), row.IsDBNull(5) ? 0 : row.GetInt64(5))),
            [
                .. Datasets.All.Select(dataset => connection.Rows(
                    $"select min({dataset.DateColumn})::text, max({dataset.DateColumn})::text, max(created_at) from {dataset.Name}",
                    row => new Freshness(
                        dataset.Name, row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1),
                        row.IsDBNull(2) ? null : row.GetDateTime(2)))[0]),
            ]);
    }, cancellation);
}
