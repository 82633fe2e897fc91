using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>Copies rows of a dataset into one table of the target.</summary>
/// <param name="engine">Gives the rows.</param>
/// <param name="connection">A connection in the transaction that publishes.</param>
/// <param name="dataset">The dataset.</param>
/// <param name="progress">Told of the rows, some dates at a time.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class CopyLoad(
    DuckDBConnection engine, NpgsqlConnection connection, Dataset dataset, IProgress<RunProgress>? progress, CancellationToken cancellation)
{
    private readonly string _stage = $"publish {dataset.Name}";
    private readonly string _columns = string.Join(", ", RowStream.Columns(engine, dataset, cancellation).Select(PostgresName.Quote));

    /// <summary>Rows that the server has stored.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes sent.</summary>
    public long Bytes { get; private set; }

    /// <summary>Dates that had rows.</summary>
    public int Dates { get; private set; }

    /// <summary>Copies.</summary>
    /// <param name="table">The table.</param>
    /// <param name="batches">The dates.</param>
    /// <param name="isNew">Whether the table was made or emptied in this transaction, so that nobody sees the rows before its end.</param>
    public void Into(string table, IEnumerable<PartitionBatch> batches, bool isNew)
    {
        var before = Stored(table);
        var stream = connection.BeginRawBinaryCopy(
            $"copy {PostgresName.Quote(table)} ({_columns}) from stdin (format binary{(isNew ? ", freeze" : "")})");
        var encoder = new CopyEncoder(stream);
        try
        {
            encoder.Begin();
            foreach (var batch in batches)
            {
                RowStream.Read(engine, batch, encoder.Write, cancellation);
                Dates += batch.Dates.Count;
                progress?.Report(new(_stage, Rows + encoder.Rows, null, "rows"));
            }

            encoder.End();
        }
        catch
        {
            Abandon(stream);
            throw;
        }

        stream.Dispose();
        Bytes += encoder.Bytes;
        Rows += Stored(table) - before;
    }

    // The server's own count of what this transaction has inserted.
    private long Stored(string table) =>
        connection.Value<long>("select coalesce(pg_stat_get_xact_tuples_inserted(to_regclass($1)::oid), 0)", PostgresName.Quote(table));

    // To dispose of the stream would complete what is there.
    private static void Abandon(NpgsqlRawCopyStream stream)
    {
        try
        {
            stream.Cancel();
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is gone already, and with it the transaction.
        }
    }
}
