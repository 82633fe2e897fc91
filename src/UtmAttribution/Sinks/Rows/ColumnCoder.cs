using System.Numerics;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Turns the values of one column, chunk by chunk, into codes of distinct values; NULL is <see cref="Null"/>.</summary>
internal abstract class ColumnCoder
{
    /// <summary>The code of NULL.</summary>
    public const int Null = -1;

    /// <summary>What the codes since the last <see cref="Clear"/> mean.</summary>
    public abstract DistinctValues Values { get; }

    /// <summary>A coder for a column of a result.</summary>
    /// <exception cref="NotSupportedException">The column's type has no place in a published dataset.</exception>
    public static ColumnCoder Of(DuckDBColumn column, int ordinal) => column.Type switch
    {
        DuckDBType.Varchar => new TextCoder(ordinal),
        DuckDBType.Uuid => new HexCoder(ordinal),
        DuckDBType.Boolean or DuckDBType.TinyInt => new NumberCoder<sbyte>(ordinal),
        DuckDBType.Integer or DuckDBType.Date => new NumberCoder<int>(ordinal),
        DuckDBType.BigInt or DuckDBType.TimestampTz or DuckDBType.Timestamp => new NumberCoder<long>(ordinal),
        DuckDBType.Decimal when column.Precision <= 4 => new NumberCoder<short>(ordinal),
        DuckDBType.Decimal when column.Precision <= 9 => new NumberCoder<int>(ordinal),
        DuckDBType.Decimal when column.Precision <= 18 => new NumberCoder<long>(ordinal),
        _ => throw new NotSupportedException($"The column '{column.Name}' is {column.SqlType}; no published dataset has columns of that type."),
    };

    /// <summary>Codes as many rows as there is room for.</summary>
    /// <param name="chunk">The rows.</param>
    /// <param name="from">The first of them to code.</param>
    /// <param name="codes">One code a row.</param>
    public abstract void Code(DuckDBDataChunk chunk, int from, Span<int> codes);

    /// <summary>Starts anew: codes count from 0 again.</summary>
    public abstract void Clear();

    private sealed class NumberCoder<T>(int ordinal) : ColumnCoder
        where T : unmanaged, IBinaryInteger<T>
    {
        private readonly DistinctNumbers _values = new(Math.Max(4, System.Runtime.CompilerServices.Unsafe.SizeOf<T>()));

        public override DistinctValues Values => _values;

        public override void Clear() => _values.Clear();

        public override void Code(DuckDBDataChunk chunk, int from, Span<int> codes)
        {
            var vector = chunk.Column(ordinal);
            var values = vector.Values<T>().Slice(from, codes.Length);
            var last = values[0];
            var lastCode = Null;
            if (!vector.MayHaveNulls)
            {
                for (var row = 0; row < codes.Length; row++)
                {
                    if (lastCode == Null || values[row] != last)
                        lastCode = _values.Add(long.CreateTruncating(last = values[row]));
                    codes[row] = lastCode;
                }

                return;
            }

            for (var row = 0; row < codes.Length; row++)
            {
                if (vector.IsNull(from + row))
                {
                    codes[row] = Null;
                    continue;
                }

                if (lastCode == Null || values[row] != last)
                    lastCode = _values.Add(long.CreateTruncating(last = values[row]));
                codes[row] = lastCode;
            }
        }
    }

    private sealed class TextCoder(int ordinal) : ColumnCoder
    {
        private readonly DistinctTexts _values = new();

        public override DistinctValues Values => _values;

        public override void Clear() => _values.Clear();

        public override void Code(DuckDBDataChunk chunk, int from, Span<int> codes)
        {
            var vector = chunk.Column(ordinal);
            // Length and text, or length, beginning and address: what is equal here is the same text.
            var raw = vector.Values<UInt128>().Slice(from, codes.Length);
            var last = UInt128.Zero;
            var lastCode = Null;
            for (var row = 0; row < codes.Length; row++)
            {
                if (vector.MayHaveNulls && vector.IsNull(from + row))
                {
                    codes[row] = Null;
                    continue;
                }

                if (lastCode == Null || raw[row] != last)
                {
                    last = raw[row];
                    lastCode = _values.Add(vector.Utf8(from + row));
                }

                codes[row] = lastCode;
            }
        }
    }

    /// <summary>A UUID is a text of 32 hex digits where it is published.</summary>
    private sealed class HexCoder(int ordinal) : ColumnCoder
    {
        private static readonly UInt128 SignBit = UInt128.One << 127;

        private readonly DistinctTexts _values = new();

        public override DistinctValues Values => _values;

        public override void Clear() => _values.Clear();

        public override void Code(DuckDBDataChunk chunk, int from, Span<int> codes)
        {
            var vector = chunk.Column(ordinal);
            var raw = vector.Values<UInt128>().Slice(from, codes.Length);
            Span<byte> bytes = stackalloc byte[16];
            Span<byte> hex = stackalloc byte[32];
            for (var row = 0; row < codes.Length; row++)
            {
                if (vector.MayHaveNulls && vector.IsNull(from + row))
                {
                    codes[row] = Null;
                    continue;
                }

                if (row > 0 && codes[row - 1] != Null && raw[row] == raw[row - 1])
                {
                    codes[row] = codes[row - 1];
                    continue;
                }

                // The engine turns the highest bit so that numbers sort as texts do.
                System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, raw[row] ^ SignBit);
                Convert.TryToHexStringLower(bytes, hex, out _);
                codes[row] = _values.Add(hex);
            }
        }
    }
}
