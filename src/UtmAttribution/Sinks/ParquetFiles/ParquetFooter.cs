namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>The end of a Parquet file: its schema and where everything is (Parquet's <c>FileMetaData</c>).</summary>
internal static class ParquetFooter
{
    private const int Version = 2;
    private const int Optional = 1;
    private const int Plain = 0;
    private const int Rle = 3;
    private const int RleDictionary = 8;

    /// <summary>What every Parquet file begins and ends with.</summary>
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>The bytes behind the last page.</summary>
    public static byte[] Of(
        IReadOnlyList<(string Name, PhysicalType Type)> columns, IReadOnlyList<RowGroup> rowGroups, IReadOnlyDictionary<string, string> metadata,
        Compression compression)
    {
        var thrift = new ThriftWriter();
        thrift.Int(1, Version);
        thrift.Inners(2, [("rows", null), .. columns.Select(column => (column.Name, (PhysicalType?)column.Type))], element => WriteElement(thrift, element, columns.Count));
        thrift.Long(3, rowGroups.Sum(group => (long)group.Rows));
        thrift.Inners(4, rowGroups, group => WriteRowGroup(thrift, group, columns, compression));
        thrift.Inners(5, [.. metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)], entry =>
        {
            thrift.Text(1, entry.Key);
            thrift.Text(2, entry.Value);
        });
        thrift.Text(6, $"UtmAttribution version {typeof(ParquetFooter).Assembly.GetName().Version!.ToString(3)}");
        // Bounds compare as the type does: numbers as signed numbers, texts by bytes.
        thrift.Inners(7, columns, _ => thrift.Inner(1, () => { }));
        thrift.End();

        var footer = new ByteBuffer();
        footer.Add(thrift.Written);
        footer.Add(thrift.Written.Length);
        footer.Add(Magic);
        return footer.Written.ToArray();
    }

    private static void WriteElement(ThriftWriter thrift, (string Name, PhysicalType? Type) element, int children)
    {
        if (element.Type is not { } type)
        {
            thrift.Text(4, element.Name);
            thrift.Int(5, children);
            return;
        }

        thrift.Int(1, type.Id);
        if (type.Id == PhysicalType.FixedBytes)
            thrift.Int(2, type.Width);
        thrift.Int(3, Optional);
        thrift.Text(4, element.Name);
        if (type.Converted is { } converted)
            thrift.Int(6, converted);
        if (type.Digits is var (precision, scale))
        {
            thrift.Int(7, scale);
            thrift.Int(8, precision);
        }

        if (type.Logical is { } logical)
            thrift.Inner(10, () => logical(thrift));
    }

    private static void WriteRowGroup(ThriftWriter thrift, RowGroup group, IReadOnlyList<(string Name, PhysicalType Type)> columns, Compression compression)
    {
        thrift.Inners(1, [.. group.Columns.Zip(columns, (chunk, column) => (chunk, column.Name))], column =>
        {
            thrift.Long(2, 0);
            thrift.Inner(3, () => WriteColumn(thrift, column.chunk, column.Name, compression));
        });
        thrift.Long(2, group.Columns.Sum(chunk => chunk.UncompressedBytes));
        thrift.Long(3, group.Rows);
        thrift.Long(5, group.At);
        thrift.Long(6, group.Columns.Sum(chunk => chunk.CompressedBytes));
    }

    private static void WriteColumn(ThriftWriter thrift, ColumnChunk chunk, string name, Compression compression)
    {
        thrift.Int(1, chunk.Type.Id);
        if (chunk.DictionaryAt is null)
            thrift.Ints(2, Plain, Rle);
        else
            thrift.Ints(2, Plain, Rle, RleDictionary);
        thrift.Texts(3, name);
        thrift.Int(4, (int)compression);
        thrift.Long(5, chunk.Values);
        thrift.Long(6, chunk.UncompressedBytes);
        thrift.Long(7, chunk.CompressedBytes);
        thrift.Long(9, chunk.DataAt);
        if (chunk.DictionaryAt is { } dictionary)
            thrift.Long(11, dictionary);
        thrift.Inner(12, () => WriteStatistics(thrift, chunk.Statistics));
    }

    private static void WriteStatistics(ThriftWriter thrift, ColumnStatistics statistics)
    {
        thrift.Long(3, statistics.Nulls);
        if (statistics.Distinct is { } distinct)
            thrift.Long(4, distinct);
        if (statistics.Greatest is { } greatest && statistics.Least is { } least)
        {
            thrift.Bytes(5, greatest);
            thrift.Bytes(6, least);
            thrift.Bool(7, true);
            thrift.Bool(8, true);
        }
    }
}

/// <summary>How the pages of a file are compressed, as Parquet numbers it.</summary>
internal enum Compression
{
    /// <summary>They are not.</summary>
    None = 0,

    /// <summary>With Zstandard.</summary>
    Zstandard = 6,
}
