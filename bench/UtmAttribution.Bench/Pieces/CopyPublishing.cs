using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What does encoding rows for a binary COPY cost, straight from vectors and lookups? The baseline is the simple way: a reader's values,
/// one object each, as the text of a COPY. All of it is thrown away, so that no server takes part. An operation is a row of
/// <c>utm_order_mapping</c>.
/// </summary>
[MemoryDiagnoser]
public class CopyPublishing
{
    private PublishedRows _rows = null!;
    private CopyPart[] _parts = [];

    /// <summary>Takes the rows.</summary>
    [GlobalSetup]
    public void Load()
    {
        _rows = PublishedRows.Load();
        _parts = CopyPart.Of(_rows.Columns);
    }

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Free() => _rows.Dispose();

    /// <summary>A text for every value that a reader gives.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PublishedRows.Count)]
    public void TextOfEveryValue()
    {
        using var reader = _rows.Connection.ExecuteReader($"select * from {PublishedRows.Table}");
        using var to = new StreamWriter(Stream.Null, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CopyBuffer.Size);
        while (reader.Read())
        {
            for (var column = 0; column < reader.FieldCount; column++)
            {
                if (column > 0)
                    to.Write('\t');
                if (reader.IsDBNull(column))
                    to.Write("\\N");
                else
                    WriteText(to, reader.GetValue(column));
            }

            to.Write('\n');
        }
    }

    /// <summary>The same rows as the engine's own CSV.</summary>
    [Benchmark(OperationsPerInvoke = PublishedRows.Count)]
    public void CsvOfTheEngine() => _rows.Connection.Execute($"copy {PublishedRows.Table} to '/dev/null' (format csv, header false)");

    /// <summary>The product's encoder.</summary>
    [Benchmark(OperationsPerInvoke = PublishedRows.Count)]
    public long VectorsAndLookups()
    {
        var to = new CopyBuffer(Stream.Null);
        foreach (var part in _parts)
            part.Use(_rows.Columns);
        to.AddHead();
        foreach (var (chunk, rows) in _rows.Chunks)
            Write(chunk, rows, to);
        to.AddEnd();
        return to.Written;
    }

    private void Write(DuckDBDataChunk chunk, int rows, CopyBuffer to)
    {
        foreach (var part in _parts)
            part.Bind(chunk);
        for (var row = 0; row < rows; row++)
        {
            to.Add((short)_rows.Columns.Count);
            foreach (var part in _parts)
                part.Write(row, to);
            to.EndRow();
        }
    }

    // A COPY's text has a backslash before what would end a value.
    private static void WriteText(StreamWriter to, object value)
    {
        switch (value)
        {
            case string text when text.AsSpan().ContainsAny('\t', '\n', '\\'):
                to.Write(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));
                break;
            case DateTime time:
                to.Write(time.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
                break;
            case DateOnly date:
                to.Write(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            default:
                to.Write(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
