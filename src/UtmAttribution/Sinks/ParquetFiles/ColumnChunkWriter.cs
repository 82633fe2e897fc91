using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>
/// Writes one column of a row group: a dictionary of its distinct values and their numbers, or the values themselves where they
/// hardly repeat. Pages are compressed one by one with Zstandard.
/// </summary>
internal sealed class ColumnChunkWriter(PageWriter pages)
{
    private const int LargestPage = 1 << 20;
    private const int LargestDictionary = 8 << 20;

    private readonly ByteBuffer _values = new();
    private int[] _present = [];

    /// <summary>Writes the column.</summary>
    /// <param name="type">How it is stored.</param>
    /// <param name="codes">A code a row.</param>
    /// <param name="distinct">What they mean.</param>
    /// <param name="nulls">How many rows are NULL.</param>
    public ColumnChunk Write(PhysicalType type, ReadOnlySpan<int> codes, DistinctValues distinct, int nulls)
    {
        var start = pages.Position;
        pages.StartColumn();
        long? dictionary = null;
        if (type.Id != PhysicalType.Boolean && IsWorthIt(codes.Length - nulls, distinct))
        {
            dictionary = start;
            WriteDictionary(type, distinct);
        }

        var data = pages.Position;
        if (dictionary is null)
            WriteValues(type, codes, distinct, nulls);
        else
            WriteNumbers(codes, distinct.Count, nulls);
        return new(
            type, codes.Length, dictionary, data, pages.UncompressedBytes, pages.Position - start,
            ColumnStatistics.Of(type, distinct, nulls));
    }

    private static bool IsWorthIt(int values, DistinctValues distinct)
    {
        if (distinct.Count == 0 || distinct.Bytes > LargestDictionary)
            return false;
        var plain = distinct.Bytes * values / distinct.Count;
        var numbers = (long)values * HybridEncoding.BitsFor(distinct.Count) / 8;
        return distinct.Bytes + numbers < plain;
    }

    private void WriteDictionary(PhysicalType type, DistinctValues distinct)
    {
        _values.Clear();
        for (var code = 0; code < distinct.Count; code++)
            AddPlain(type, distinct, code);
        pages.WriteDictionary(_values, distinct.Count);
    }

    private void WriteNumbers(ReadOnlySpan<int> codes, int distinct, int nulls)
    {
        var bits = HybridEncoding.BitsFor(distinct);
        _values.Clear();
        WriteLevels(codes, nulls);
        _values.Add((byte)bits);
        HybridEncoding.Write(_values, nulls == 0 ? codes : Present(codes), bits);
        pages.WriteData(_values, codes.Length, isDictionary: true);
    }

    // A page ends where the values have grown large, so that a reader can decode the column piece by piece.
    private void WriteValues(PhysicalType type, ReadOnlySpan<int> codes, DistinctValues distinct, int nulls)
    {
        var rows = nulls == codes.Length ? codes.Length : RowsOfPage(codes.Length - nulls, distinct);
        for (var from = 0; from < codes.Length; from += rows)
        {
            var page = codes.Slice(from, Math.Min(rows, codes.Length - from));
            _values.Clear();
            WriteLevels(page, nulls == 0 ? 0 : page.Count(ColumnCoder.Null));
            if (type.Id == PhysicalType.Boolean)
            {
                AddBits(page, distinct);
            }
            else
            {
                foreach (var code in page)
                {
                    if (code != ColumnCoder.Null)
                        AddPlain(type, distinct, code);
                }
            }

            pages.WriteData(_values, page.Length, isDictionary: false);
        }
    }

    private static int RowsOfPage(int values, DistinctValues distinct) =>
        (int)Math.Clamp((long)LargestPage * distinct.Count / Math.Max(1, distinct.Bytes), 1, Math.Max(1, values));

    // Levels say which rows have a value; their length stands before them.
    private void WriteLevels(ReadOnlySpan<int> codes, int nulls)
    {
        var lengthAt = _values.Length;
        _values.Add(0);
        if (nulls == 0 || nulls == codes.Length)
        {
            HybridEncoding.WriteRun(_values, nulls == 0 ? 1 : 0, codes.Length, bits: 1);
        }
        else
        {
            var levels = Room(codes.Length);
            for (var row = 0; row < codes.Length; row++)
                levels[row] = codes[row] == ColumnCoder.Null ? 0 : 1;
            HybridEncoding.Write(_values, levels, bits: 1);
        }

        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(_values.Written[lengthAt..], _values.Length - lengthAt - sizeof(int));
    }

    private ReadOnlySpan<int> Present(ReadOnlySpan<int> codes)
    {
        var present = Room(codes.Length);
        var count = 0;
        foreach (var code in codes)
        {
            present[count] = code;
            count += code == ColumnCoder.Null ? 0 : 1;
        }

        return present[..count];
    }

    private Span<int> Room(int values)
    {
        if (_present.Length < values)
            _present = new int[values];
        return _present.AsSpan(0, values);
    }

    private void AddBits(ReadOnlySpan<int> codes, DistinctValues distinct)
    {
        var bits = 0;
        var count = 0;
        foreach (var code in codes)
        {
            if (code == ColumnCoder.Null)
                continue;
            bits |= (int)distinct.Number(code) << (count % 8);
            if (++count % 8 == 0)
            {
                _values.Add((byte)bits);
                bits = 0;
            }
        }

        if (count % 8 != 0)
            _values.Add((byte)bits);
    }

    private void AddPlain(PhysicalType type, DistinctValues distinct, int code)
    {
        switch (type.Id)
        {
            case PhysicalType.ByteArray:
                var text = distinct.Text(code);
                _values.Add(text.Length);
                _values.Add(text);
                break;
            case PhysicalType.Int32:
                _values.Add((int)distinct.Number(code));
                break;
            default:
                _values.Add(distinct.Number(code));
                break;
        }
    }
}

/// <summary>A written column of a row group.</summary>
/// <param name="Type">How it is stored.</param>
/// <param name="Values">Its rows, NULL or not.</param>
/// <param name="DictionaryAt">Where in the file its dictionary begins; null without one.</param>
/// <param name="DataAt">Where its first data page begins.</param>
/// <param name="UncompressedBytes">What its pages would take uncompressed, headers included.</param>
/// <param name="CompressedBytes">What they take.</param>
/// <param name="Statistics">What readers may know before they read it.</param>
internal sealed record ColumnChunk(
    PhysicalType Type, int Values, long? DictionaryAt, long DataAt, long UncompressedBytes, long CompressedBytes, ColumnStatistics Statistics);
