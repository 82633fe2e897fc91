using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Numerics;
using System.Text;
using UtmAttribution.Sources;
using static UtmAttribution.Loading.OrderColumns;

namespace UtmAttribution.Loading;

/// <summary>
/// The source text of an order's columns other than id, times of creation and update, and price: the last thing that tells
/// two copies of an order apart. As one text it compares, by bytes, as the columns one after the other, NULL least.
/// </summary>
internal sealed class OrderText
{
    private const byte Null = 1;
    private const byte Value = 2;
    private const byte End = 1;

    private static readonly int[] AllColumns = [.. Enumerable.Range(0, SourceTable.ShopifyOrders.Columns.Count)];

    private static readonly int[] Columns =
        [.. AllColumns.Except([OrderId, CreatedAt, UpdatedAt, TotalPriceAmount])];

    private readonly ArrayBufferWriter<byte> _text = new();

    /// <summary>A hash of the text; copies of an order that differ in it need <see cref="Text"/>.</summary>
    public static long Hash(TableReader reader) => Hash(reader, Columns);

    /// <summary>A hash of all columns of the order.</summary>
    public static long HashOfAll(TableReader reader) => Hash(reader, AllColumns);

    private static long Hash(TableReader reader, int[] columns)
    {
        var hash = 0L;
        foreach (var column in columns)
        {
            if (SourceValue.IsNull(reader, column))
                hash = Mix(hash, Null);
            else if (reader.Kind(column) == ValueKind.Text)
                hash = Mix((long)XxHash3.HashToUInt64(reader.Text(column), hash), Value);
            else
                hash = Mix(Mix(hash, reader.Number(column)), Value + reader.Scale(column));
        }
        return hash;
    }

    // Every bit of both counts for every bit of the result.
    private static long Mix(long hash, long next)
    {
        var high = Math.BigMul((ulong)hash ^ 0x9E3779B97F4A7C15, (ulong)next ^ 0xD6E8FEB86659FD93, out var low);
        return (long)(high ^ low ^ BitOperations.RotateLeft((ulong)hash, 23));
    }

    /// <summary>The text, valid until the next call.</summary>
    public ReadOnlySpan<byte> Text(TableReader reader)
    {
        _text.ResetWrittenCount();
        foreach (var column in Columns)
        {
            if (SourceValue.IsNull(reader, column))
            {
                _text.Write([Null]);
                continue;
            }
            _text.Write([Value]);
            if (column == Test && reader.Kind(column) != ValueKind.Text)
                _text.Write(reader.Number(column) != 0 ? "true"u8 : "false"u8);
            else
                _text.Write(SourceValue.Utf8(reader, column));
            _text.Write([End]);
        }
        return _text.WrittenSpan;
    }
}
