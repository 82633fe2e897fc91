using Npgsql;
using UtmAttribution.Channels;
using UtmAttribution.Comparison;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sinks.Rows;
using UtmAttribution.Sources;

namespace UtmAttribution.Sinks;

/// <summary>
/// Publishes into the tables of one schema of a PostgreSQL database, all datasets in one transaction: a reader sees everything
/// before or everything after. A run that dies leaves nothing behind.
/// </summary>
/// <param name="schema">The schema, made by <see cref="PostgresSchema.Install"/>.</param>
/// <param name="lockTimeout">How long to wait for another run that publishes there.</param>
public sealed class PostgresSink(PostgresSchema schema, TimeSpan lockTimeout) : ISink
{
    /// <summary>How long a run waits for another one unless something else is said.</summary>
    public static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromMinutes(10);

    private const string Unchanged = "Nothing was published; dates that were there before are unchanged.";

    /// <inheritdoc/>
    public string Kind => "PostgreSQL";

    /// <inheritdoc/>
    public string Description => schema.Description;

    /// <summary>Connects, and sees that the schema is of this release's version and the role may write to its tables.</summary>
    /// <exception cref="ServerException">The server can't be reached, or refuses.</exception>
    /// <exception cref="PublishException">The schema is missing or of another version, or the role may not write there.</exception>
    public void CheckWritable() => TargetServer.Guard(schema.Server, "looking at the target", "Nothing was published.", () =>
    {
        using var connection = schema.Server.Connect(CancellationToken.None);
        Open(connection);
        return true;
    });

    /// <summary>The rules of <c>utm_channel_mapping</c>.</summary>
    /// <exception cref="ServerException">The server can't be reached, or refuses.</exception>
    /// <exception cref="InvalidInputException">A rule is not readable.</exception>
    public ChannelRules? FindChannelRules(CancellationToken cancellation) => TargetServer.Guard(schema.Server, "reading table 'utm_channel_mapping'", "", () =>
    {
        using var connection = schema.Server.Connect(cancellation);
        schema.Use(connection);
        var columns = SourceTable.UtmChannelMapping.Columns.Select(column => column.Name).ToList();
        var texts = string.Join(", ", columns.Select(column => $"{PostgresName.Quote(column)}::text"));
        var rows = connection.Rows(
            $"select {texts} from utm_channel_mapping order by id",
            IReadOnlyList<string?> (row) => [.. columns.Select((_, i) => row.IsDBNull(i) ? null : row.GetString(i))]);
        return ChannelRules.Parse($"table 'utm_channel_mapping' ({Description})", columns, rows);
    }, cancellation);

    /// <summary>The dates of <c>utm_runs</c>, each as its last run has it.</summary>
    /// <exception cref="ServerException">The server can't be reached, or refuses.</exception>
    public IReadOnlyDictionary<DateOnly, PublishedDate> FindDates(CancellationToken cancellation) => TargetServer.Guard(schema.Server, "reading table 'utm_runs'", "", () =>
    {
        using var connection = schema.Server.Connect(cancellation);
        Open(connection);
        return PublishedDates.Read(connection);
    }, cancellation);

    /// <inheritdoc/>
    public PublishedOutput? FindPublished() => PublishedOutput.In(schema);

    /// <summary>
    /// Takes the target and writes everything in a transaction that stays open until the publication is committed or disposed. The
    /// request's metadata must have a <c>batch_id</c>.
    /// </summary>
    /// <exception cref="ServerException">The server refuses or broke off.</exception>
    /// <exception cref="PublishException">The schema is of another version, or another run has it.</exception>
    public IStagedPublication Stage(
        IEngine engine, PublishRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        return TargetServer.Guard(schema.Server, "publishing", Unchanged, () =>
        {
            var connection = schema.Server.Connect(cancellation);
            try
            {
                using var stop = StopWith(connection, cancellation);
                Open(connection);
                connection.Run("begin");
                AdvisoryLock.Take(connection, schema, lockTimeout, holder => progress?.Report(new($"wait for {holder}", 0, null, "rows")), cancellation);
                connection.Run("set local maintenance_work_mem = '256MB'; set local synchronous_commit = on; set local statement_timeout = 0");
                var warnings = LongTexts.GiveWay(engine, connection, schema, cancellation);
                var tables = new TablePublisher(engine, LoadOf(engine, request, connection, progress, cancellation), connection, cancellation);
                var published = request.Datasets.Select(dates => tables.Publish(dates, progress)).ToList();
                return new PostgresPublication(schema, connection, tables, request, published) { Warnings = warnings };
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }, cancellation);
    }

    // Rows that the models have made in the target's own database need not leave it.
    private Func<Dataset, DatasetLoad> LoadOf(
        IEngine engine, PublishRequest request, NpgsqlConnection connection, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        if (engine is PostgresEngine own && own.Server.IsSameDatabase(schema.Server))
        {
            connection.Run(PostgresEngine.Planning("set local"));
            return dataset => new SelectLoad(own, connection, dataset, cancellation);
        }

        List<Dataset> datasets = [.. request.Datasets.Select(dates => dates.Dataset)];
        var embedded = engine.Embed(datasets, cancellation);
        var lookups = DatasetLookups.Load(embedded.Connection, datasets, cancellation);
        return dataset => new CopyLoad(embedded, lookups, connection, dataset, progress, cancellation);
    }

    // What the server is doing for us ends too, however long it would take.
    private CancellationTokenRegistration StopWith(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var process = connection.ProcessID;
        return cancellation.Register(() =>
        {
            try
            {
                using var second = schema.Server.Connect(CancellationToken.None);
                second.Run("select pg_cancel_backend($1)", process);
            }
            catch (Exception fault) when (fault is ServerException or NpgsqlException)
            {
                // Then it ends when the statement does.
            }
        });
    }

    private void Open(NpgsqlConnection connection)
    {
        schema.Check(connection);
        schema.Use(connection);
        var closed = connection.Rows(
            """
            select string_agg(relname, ', ' order by relname)
            from pg_class
            where relnamespace = (select oid from pg_namespace where nspname = current_schema()) and relkind in ('r', 'p') and relname = any ($1)
                and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert') and has_table_privilege(oid, 'delete'))
            """,
            row => row.IsDBNull(0) ? null : row.GetString(0),
            (object)Datasets.All.Select(dataset => dataset.Name).Append("utm_runs").ToArray())[0];
        if (closed is not null)
        {
            throw new PublishException(
                $"{schema.Description}: role '{schema.Server.User}' may not write to {closed}. Nothing was published. "
                + "Grant select, insert and delete on them, or connect as the role that ran 'utm init'.");
        }
    }
}
