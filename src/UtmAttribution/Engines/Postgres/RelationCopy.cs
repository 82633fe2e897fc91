using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
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
internal sealed class RelationCopy(DuckDBConnection embedded, NpgsqlConnection server)
{
    private const int EpochDays = 10_957; // 2000-01-01, where the server's dates and times begin.
    private const long EpochMicroseconds = EpochDays * 86_400_000_000L;
    private static readonly UInt128 SignBit = UInt128.One << 127;

    /// <summary>Makes a table of the server with the rows of a table or view.</summary>
    /// <returns>How many.</returns>
    public long ToServer(string relation, Action<long>? progress, CancellationToken cancellation)
    {
        var rows = 0L;
        using var result = embedded.Query($"select * from {Sql.Name(relation)}", cancellation);
        var columns = result.Columns.Select(column => $"{PostgresName.Quote(column.Name)} {ServerType.OfColumn(column)}");
        server.Run($"create unlogged table {PostgresName.Quote(relation)} ({string.Join(", ", columns)})");
        using (var stream = server.BeginRawBinaryCopy($"copy {PostgresName.Quote(relation)} from stdin (format binary)"))
        {
            try
            {
                var copy = new ChunkCopy(stream);
                copy.Begin();
                while (result.FetchChunk() is { } chunk)
                {
                    using (chunk)
                        copy.Write(chunk);
                    progress?.Invoke(rows += chunk.RowCount);
                    cancellation.ThrowIfCancellationRequested();
                }

                copy.End();
            }
            catch
            {
                stream.Cancel(); // To dispose of it would complete what is there.
                throw;
            }
        }

        server.Run($"analyze {PostgresName.Quote(relation)}");
        return rows;
    }

    /// <summary>Makes a table of the embedded engine with the rows of a relation of the server.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="columns">Its columns as the embedded engine has them.</param>
    /// <param name="cancellation">Ends it.</param>
    public void ToEmbedded(string relation, IReadOnlyList<DuckDBColumn> columns, CancellationToken cancellation)
    {
        var definitions = columns.Select(column => $"{Sql.Name(column.Name)} {column.SqlType}");
        embedded.Execute($"create or replace table {Sql.Name(relation)} ({string.Join(", ", definitions)})", cancellation);
        using var appender = embedded.CreateAppender(relation);
        var values = string.Join(", ", columns.Select(column => $"{PostgresName.Quote(column.Name)}::{ServerType.Of(column)}"));
        using var stream = server.BeginRawBinaryCopy($"copy (select {values} from {PostgresName.Quote(relation)}) to stdout (format binary)");
        using var stop = cancellation.Register(stream.Cancel);
        var rows = new CopyRows(stream.Read, columns.Count);
        while (rows.Read())
        {
            for (var column = 0; column < columns.Count; column++)
            {
                if (rows.IsNull(column))
                    appender.SetNull(column);
                else
                    Set(appender, column, columns[column], rows[column]);
            }

            appender.EndRow();
        }

        appender.Close();
    }

    private static void Set(DuckDBAppender appender, int column, DuckDBColumn type, ReadOnlySpan<byte> value)
    {
        switch (type.Type)
        {
            case DuckDBType.Varchar:
                appender.SetUtf8(column, value);
                break;
            case DuckDBType.Boolean:
                appender.Set(column, value[0] != 0);
                break;
            case DuckDBType.TinyInt:
                appender.Set(column, (sbyte)BinaryNumber.Integer(value));
                break;
            case DuckDBType.Integer:
                appender.Set(column, BinaryPrimitives.ReadInt32BigEndian(value));
                break;
            case DuckDBType.BigInt:
                appender.Set(column, BinaryPrimitives.ReadInt64BigEndian(value));
                break;
            case DuckDBType.Date:
                appender.Set(column, BinaryPrimitives.ReadInt32BigEndian(value) + EpochDays);
                break;
            case DuckDBType.TimestampTz:
                appender.Set(column, BinaryPrimitives.ReadInt64BigEndian(value) + EpochMicroseconds);
                break;
            case DuckDBType.Uuid:
                // The embedded engine turns the highest bit so that numbers sort as texts do.
                appender.Set(column, (Int128)(BinaryPrimitives.ReadUInt128BigEndian(value) ^ SignBit));
                break;
            default:
                SetDecimal(appender, column, type.Precision!.Value, Units(value));
                break;
        }
    }

    private static void SetDecimal(DuckDBAppender appender, int column, int precision, Int128 units)
    {
        switch (precision)
        {
            case <= 4:
                appender.Set(column, (short)units);
                break;
            case <= 9:
                appender.Set(column, (int)units);
                break;
            case <= 18:
                appender.Set(column, (long)units);
                break;
            default:
                appender.Set(column, units);
                break;
        }
    }

    // The server was asked for a type with the column's own digits behind the point.
    private static Int128 Units(ReadOnlySpan<byte> value)
    {
        if (BinaryNumber.TryScaled(value, out var few, out _))
            return few;
        var text = Array.Empty<byte>();
        var length = BinaryNumber.Numeric(value, ref text);
        return (Int128)BigInteger.Parse(Encoding.ASCII.GetString(text, 0, length).Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
