using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines.Postgres;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Comparison;

/// <summary>
/// A schema of PostgreSQL while it is compared: the rows of a dataset come over a COPY into a table of the engine, on its disk. All
/// are of one snapshot of the database, and its version need not be this release's.
/// </summary>
internal sealed class ComparedSchema : ComparedOutput
{
    private const string Tables = """
        select relname::text from pg_class
        where relnamespace = (select oid from pg_namespace where nspname = $1) and relkind in ('r', 'p')
        """;

    // What the engine has no type of its own for is compared as the server's text.
    private const string Columns = """
        select attname::text,
            case
                when atttypid in ('bigint'::regtype, 'boolean'::regtype, 'date'::regtype, 'uuid'::regtype) or format_type(atttypid, atttypmod) ~ '^numeric\(([0-9]|[12][0-9]|3[0-8]),[0-9]+\)$'
                    then format_type(atttypid, atttypmod)
                when atttypid in ('integer'::regtype, 'smallint'::regtype) then 'integer'
                when atttypid = 'timestamptz'::regtype then 'timestamptz'
                else 'varchar'
            end
        from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum
        """;

    private const string LastOptions = """
        select key, value from utm_runs cross join jsonb_each_text(options)
        where batch_id = (select batch_id from utm_runs where batch_id = coalesce($1::text, batch_id) order by published_at desc, batch_id desc limit 1)
        """;

    private readonly PostgresSchema _schema;
    private readonly NpgsqlConnection _connection;

    /// <summary>Connects, and begins a snapshot.</summary>
    /// <exception cref="ServerException">The server can't be reached, or refuses.</exception>
    /// <exception cref="InvalidInputException">The schema has none of the datasets.</exception>
    public ComparedSchema(PostgresSchema schema, string? batch, CancellationToken cancellation)
    {
        _schema = schema;
        _connection = schema.Server.Connect(cancellation);
        try
        {
            (Datasets, Options) = Guarded("looking at what is published", () => Look(batch), cancellation);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Options { get; }

    /// <inheritdoc/>
    public override IReadOnlySet<string> Datasets { get; }

    /// <inheritdoc/>
    public override bool LacksNul => true;

    /// <inheritdoc/>
    public override void Open(DuckDBConnection engine, Dataset dataset, string relation, string condition, CancellationToken cancellation) =>
        Guarded($"reading table '{dataset.Name}'", () =>
        {
            var columns = _connection.Rows(Columns, row => $"null::{row.GetString(1)} as {Sql.Name(row.GetString(0))}", PostgresName.Quote(dataset.Name));
            using var none = engine.Query($"select {string.Join(", ", columns)} limit 0", cancellation);
            new RelationCopy(engine, _connection).ToEmbedded(dataset.Name, [.. none.Columns], RowsOf(relation), condition, cancellation);
            return engine.Execute($"create view {relation} as select * from {RowsOf(relation)}", cancellation);
        }, cancellation);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connection.Dispose();
        base.Dispose();
    }

    private (IReadOnlySet<string> Datasets, IReadOnlyDictionary<string, string> Options) Look(string? batch)
    {
        _connection.Run("begin transaction isolation level repeatable read, read only");
        _schema.Use(_connection);
        var tables = _connection.Rows(Tables, row => row.GetString(0), _schema.Name).ToHashSet(StringComparer.Ordinal);
        if (!Sinks.Datasets.All.Any(dataset => tables.Contains(dataset.Name)))
            throw new InvalidInputException($"{_schema.Description} has no UTM tables. Name the schema that 'utm run --postgres' published into.");
        var options = tables.Contains("utm_runs")
            ? _connection.Rows(LastOptions, row => (Name: row.GetString(0), Value: row.IsDBNull(1) ? "" : row.GetString(1)), batch)
            : [];
        return (tables, options.ToDictionary(option => option.Name, option => option.Value, StringComparer.Ordinal));
    }

    private T Guarded<T>(string doing, Func<T> work, CancellationToken cancellation) =>
        TargetServer.Guard(_schema.Server, $"{doing} in schema '{_schema.Name}'", "Nothing was compared.", work, cancellation);
}
