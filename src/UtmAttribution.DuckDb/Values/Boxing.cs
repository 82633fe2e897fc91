using System.Globalization;
using System.Numerics;
using System.Text;

namespace UtmAttribution.DuckDb.Values;

/// <summary>Values of vectors as .NET objects.</summary>
internal static class Boxing
{
    internal static object? Box(DuckDBVector vector, int row) => vector.Type switch
    {
        DuckDBType.Boolean => vector.Value<byte>(row) != 0,
        DuckDBType.TinyInt => vector.Value<sbyte>(row),
        DuckDBType.SmallInt => vector.Value<short>(row),
        DuckDBType.Integer => vector.Value<int>(row),
        DuckDBType.BigInt => vector.Value<long>(row),
        DuckDBType.UTinyInt => vector.Value<byte>(row),
        DuckDBType.USmallInt => vector.Value<ushort>(row),
        DuckDBType.UInteger => vector.Value<uint>(row),
        DuckDBType.UBigInt => vector.Value<ulong>(row),
        DuckDBType.Float => vector.Value<float>(row),
        DuckDBType.Double => vector.Value<double>(row),
        DuckDBType.HugeInt => (BigInteger)vector.Value<Int128>(row),
        DuckDBType.UHugeInt => (BigInteger)vector.Value<UInt128>(row),
        DuckDBType.BigNum => Decimals.BigNum(vector.Utf8(row)),
        DuckDBType.Decimal => Decimals.FromScaled(Scaled(vector, row), vector.LogicalType.Scale),
        DuckDBType.Date => Moments.Date(vector.Value<int>(row)),
        DuckDBType.Time => Moments.Time(vector.Value<long>(row)),
        DuckDBType.TimeNs => Moments.TimeOfNanos(vector.Value<long>(row)),
        DuckDBType.TimeTz => Moments.TimeWithZone(vector.Value<ulong>(row)),
        DuckDBType.Timestamp or DuckDBType.TimestampS or DuckDBType.TimestampMs or DuckDBType.TimestampNs
            or DuckDBType.TimestampTz => Moments.Timestamp(vector.Type, vector.Value<long>(row)),
        DuckDBType.Interval => vector.Value<DuckDBInterval>(row),
        DuckDBType.Uuid => Uuid(vector.Value<UInt128>(row)),
        DuckDBType.Varchar => Encoding.UTF8.GetString(vector.Utf8(row)),
        DuckDBType.Enum => vector.LogicalType.Names[vector.EnumIndex(row)],
        DuckDBType.Blob or DuckDBType.Geometry => vector.Utf8(row).ToArray(),
        DuckDBType.Bit => Bits(vector.Utf8(row)),
        DuckDBType.List => Elements(vector.Child(), vector.Value<DuckDBListEntry>(row)),
        DuckDBType.Array => Elements(vector.Child(), new((long)row * vector.LogicalType.Length, vector.LogicalType.Length)),
        DuckDBType.Struct => Fields(vector, row),
        DuckDBType.Map => Map(vector, vector.Value<DuckDBListEntry>(row)),
        DuckDBType.Union => vector.Child(vector.UnionTag(row)).Boxed(row),
        _ => throw new NotSupportedException($"Values of the type {vector.LogicalType.Sql} can't be read. Cast the column to VARCHAR in the query."),
    };

    /// <summary>A decimal's scaled integer.</summary>
    internal static Int128 Scaled(DuckDBVector vector, int row) => vector.LogicalType.Width switch
    {
        2 => vector.Value<short>(row),
        4 => vector.Value<int>(row),
        8 => vector.Value<long>(row),
        _ => vector.Value<Int128>(row),
    };

    // DuckDB flips the highest bit, so that UUIDs sort as signed integers.
    private static Guid Uuid(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, value ^ (UInt128.One << 127));
        return new Guid(bytes, bigEndian: true);
    }

    // The first byte says how many bits of the second are padding.
    private static string Bits(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 8);
        foreach (var b in bytes[1..])
            text.Append(CultureInfo.InvariantCulture, $"{b:b8}");
        return text.ToString(bytes[0], text.Length - bytes[0]);
    }

    private static List<object?> Elements(DuckDBVector child, DuckDBListEntry entry)
    {
        var elements = new List<object?>((int)entry.Length);
        for (var i = entry.Offset; i < entry.Offset + entry.Length; i++)
            elements.Add(child.Boxed((int)i));
        return elements;
    }

    private static Dictionary<string, object?> Fields(DuckDBVector vector, int row)
    {
        var names = vector.LogicalType.Names;
        var fields = new Dictionary<string, object?>(names.Length);
        for (var i = 0; i < names.Length; i++)
            fields[names[i]] = vector.Child(i).Boxed(row);
        return fields;
    }

    private static object Map(DuckDBVector vector, DuckDBListEntry entry)
    {
        var (keys, values) = (vector.Child(0), vector.Child(1));
        var byText = keys.LogicalType.IsText ? new Dictionary<string, object?>() : null;
        var byKey = byText is null ? new Dictionary<object, object?>() : null;
        for (var i = (int)entry.Offset; i < entry.Offset + entry.Length; i++)
        {
            var key = keys.Boxed(i)!;
            if (byText is null)
                byKey![key] = values.Boxed(i);
            else
                byText[(string)key] = values.Boxed(i);
        }

        return byText ?? (object)byKey!;
    }
}
