using System.Text;
using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Engines.Postgres;

/// <summary>Takes relations from the embedded engine to a server and back, as binary COPY.</summary>
/// <param name="embedded">The embedded engine.</param>
/// <param name="server">A connection whose unqualified names are the run's relations.</param>
/// <param name="distributed">The server's workers; null where it works alone.</param>
internal sealed class RelationCopy(DuckDBConnection embedded, NpgsqlConnection server, DistributedServer? distributed = null)
{
    private const int FewRows = 32;

    /// <summary>
    /// Makes a relation of the server with the rows of a table or view: a table, or where it has few rows a view of these values.
    /// Their statements then read as if they were written in the models, so that the server plans for what they are, and no join
    /// with the one row of <c>run</c> keeps it from working in parallel.
    /// </summary>
    /// <param name="relation">The table or view of the embedded engine.</param>
    /// <param name="name">The relation's name on the server.</param>
    /// <param name="progress">Hears of the rows.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many rows.</returns>
    public long ToServer(string relation, string name, Action<long>? progress, CancellationToken cancellation) =>
        embedded.Scalar<long>($"select count(*) from (select 1 from {Sql.Name(relation)} limit {FewRows + 1})", cancellation) <= FewRows
            ? ToView(relation, name, cancellation)
            : ToTable(relation, name, progress, cancellation);

    /// <summary>Makes a table of the embedded engine with the rows of a relation of the server.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="columns">Its columns as the embedded engine has them.</param>
    /// <param name="cancellation">Ends it.</param>
    public void ToEmbedded(string relation, IReadOnlyList<DuckDBColumn> columns, CancellationToken cancellation) =>
        ToEmbedded(relation, columns, relation, "true", cancellation);

    /// <summary>Makes a table of the embedded engine with some of the rows of a relation of the server.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="columns">Its columns as the embedded engine has them.</param>
    /// <param name="name">The table's name.</param>
    /// <param name="condition">Which rows, as the server's SQL says it.</param>
    /// <param name="cancellation">Ends it.</param>
    public void ToEmbedded(string relation, IReadOnlyList<DuckDBColumn> columns, string name, string condition, CancellationToken cancellation)
    {
        var definitions = columns.Select(column => $"{Sql.Name(column.Name)} {column.SqlType}");
        embedded.Execute($"create or replace table {Sql.Name(name)} ({string.Join(", ", definitions)})", cancellation);
        using var appender = embedded.CreateAppender(name);
        var values = string.Join(", ", columns.Select(column => $"{PostgresName.Quote(column.Name)}::{ServerType.Of(column)}"));
        using var stream = server.BeginRawBinaryCopy($"copy (select {values} from {PostgresName.Quote(relation)} where {condition}) to stdout (format binary)");
        using var stop = cancellation.Register(stream.Cancel);
        var rows = new CopyRows(stream.Read, columns.Count);
        while (rows.Read())
        {
            for (var column = 0; column < columns.Count; column++)
            {
                if (rows.IsNull(column))
                    appender.SetNull(column);
                else
                    ServerValue.Append(appender, column, columns[column], rows[column]);
            }

            appender.EndRow();
        }

        appender.Close();
    }

    private long ToView(string relation, string name, CancellationToken cancellation)
    {
        var columns = RelationShapes.Of(embedded, relation);
        using var result = embedded.Query($"select columns(*)::varchar from {Sql.Name(relation)}", cancellation);
        var rows = new List<string>();
        while (result.FetchChunk() is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++)
                    rows.Add(string.Join(", ", columns.Select((column, i) => Literal(column, chunk.Column(i), row))));
            }
        }

        var names = string.Join(", ", columns.Select(column => PostgresName.Quote(column.Name)));
        var values = rows.Count switch
        {
            0 => $"select {string.Join(", ", columns.Select(column => Literal(column, null)))} where false",
            1 => $"select {rows[0]}",
            _ => $"values {string.Join(", ", rows.Select(row => $"({row})"))}",
        };
        server.Run($"create view {PostgresName.Quote(name)} ({names}) as {values}");
        return rows.Count;
    }

    private static string Literal(DuckDBColumn column, in DuckDBVector texts, int row) =>
        Literal(column, texts.IsNull(row) ? null : Encoding.UTF8.GetString(texts.Utf8(row)));

    // U+0000 is no character of the server's texts.
    private static string Literal(DuckDBColumn column, string? text) =>
        $"{(text is null ? "null" : Sql.Text(text.Replace("\0", "", StringComparison.Ordinal)))}::{ServerType.OfColumn(column)}";

    private long ToTable(string relation, string name, Action<long>? progress, CancellationToken cancellation)
    {
        using var result = embedded.Query($"select * from {Sql.Name(relation)}", cancellation);
        var table = PostgresName.Quote(name);
        var columns = result.Columns.Select(column => $"{PostgresName.Quote(column.Name)} {ServerType.OfColumn(column)}");
        server.Run($"create unlogged table {table} ({string.Join(", ", columns)})");
        distributed?.Place(name);
        var rows = ChunkCopy.Into(server, table, result, progress, cancellation);
        server.Run($"analyze {table}");
        return rows;
    }
}
