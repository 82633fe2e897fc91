using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>The rows of a dataset as the engine gives them, some dates at a time.</summary>
internal static class RowStream
{
    /// <summary>The dataset's columns, in their order.</summary>
    public static IReadOnlyList<string> Columns(DuckDBConnection engine, Dataset dataset, CancellationToken cancellation)
    {
        using var none = engine.Query($"select * from {Sql.Name(dataset.Name)} limit 0", cancellation);
        return [.. none.Columns.Select(column => column.Name)];
    }

    /// <summary>Hands over all rows of some dates, chunk by chunk; a chunk is valid until the next.</summary>
    public static void Read(DuckDBConnection engine, PartitionBatch batch, Action<DuckDBDataChunk> take, CancellationToken cancellation)
    {
        using var rows = engine.Query($"select * from {Sql.Name(batch.Dataset.Name)} where {batch.Condition}", cancellation);
        while (rows.FetchChunk() is { } chunk)
        {
            using (chunk)
                take(chunk);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
