using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>A schema with UTM tables in a test's database, and runs that publish into it.</summary>
internal sealed class TargetSchema
{
    public TargetSchema(TestDatabase database, string name = PostgresSchema.DefaultName, SchemaLayout? layout = null)
    {
        Database = database;
        Schema = new(PostgresServer.Parse(database.Uri), name);
        Schema.Install(layout ?? new(), CancellationToken.None);
    }

    public TestDatabase Database { get; }

    public PostgresSchema Schema { get; }

    public PostgresSink Sink => new(Schema, TimeSpan.FromSeconds(2));

    /// <summary>A table's name as SQL.</summary>
    public string Table(string name) => $"{PostgresName.Quote(Schema.Name)}.{PostgresName.Quote(name)}";

    /// <summary>Publishes from a folder of files; into a folder too where one is given.</summary>
    public RunReport Run(string source, AttributionOptions options, string? folder = null, CancellationToken cancellation = default)
    {
        ISink[] sinks = folder is null ? [Sink] : [Sink, new ParquetSink(folder)];
        return new AttributionPipeline(
            options, engine => new FileSource(source, engine), sinks, TimeProvider.System, NullLogger.Instance).Run(cancellation);
    }

    /// <summary>Publishes from a folder of files, with the models run in the target's database; into a folder too where one is given.</summary>
    public RunReport RunOnServer(
        string source, AttributionOptions options, string? folder = null, IProgress<RunProgress>? progress = null, bool keep = false,
        bool distribute = false, CancellationToken cancellation = default) =>
        RunOnServer(engine => new FileSource(source, engine), options, folder, progress, keep, distribute, cancellation);

    /// <summary>The same from any source.</summary>
    public RunReport RunOnServer(
        Func<DuckDBDatabase, ISource> source, AttributionOptions options, string? folder = null, IProgress<RunProgress>? progress = null,
        bool keep = false, bool distribute = false, CancellationToken cancellation = default)
    {
        ISink[] sinks = folder is null ? [Sink] : [Sink, new ParquetSink(folder)];
        return new AttributionPipeline(
            options, source, sinks, TimeProvider.System, NullLogger.Instance, progress,
            (embedded, stop) => new PostgresEngine(Schema.Server, embedded, TimeProvider.System.GetUtcNow(), keep, distribute, stop)).Run(cancellation);
    }

    /// <summary>What the target holds, audit columns apart: rows and a checksum of every dataset.</summary>
    public SortedDictionary<string, string> Contents() => new(
        Datasets.All.Select(dataset => dataset.Name).ToDictionary(
            dataset => dataset,
            dataset => string.Join(' ', Database.Rows($"""
                select count(*), coalesce(sum(('x' || left(md5((to_jsonb(rows) - 'created_at' - 'updated_at' - 'batch_id' - 'utm_batch_id')::text), 15))::bit(60)::bigint), 0)
                from {Table(dataset)} as rows
                """)[0])),
        StringComparer.Ordinal);
}
