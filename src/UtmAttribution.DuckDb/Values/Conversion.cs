using System.Collections.Frozen;
using System.Numerics;

namespace UtmAttribution.DuckDb.Values;

/// <summary>Values of vectors as the type that a reader asks for.</summary>
internal static class Conversion
{
    private static readonly FrozenDictionary<Type, Func<BigInteger, object>> Integers = new Dictionary<Type, Func<BigInteger, object>>
    {
        [typeof(sbyte)] = static value => (sbyte)value,
        [typeof(short)] = static value => (short)value,
        [typeof(int)] = static value => (int)value,
        [typeof(long)] = static value => (long)value,
        [typeof(byte)] = static value => (byte)value,
        [typeof(ushort)] = static value => (ushort)value,
        [typeof(uint)] = static value => (uint)value,
        [typeof(ulong)] = static value => (ulong)value,
        [typeof(Int128)] = static value => (Int128)value,
        [typeof(UInt128)] = static value => (UInt128)value,
        [typeof(BigInteger)] = static value => value,
        [typeof(decimal)] = static value => (decimal)value,
        [typeof(double)] = static value => (double)value,
        [typeof(float)] = static value => (float)value,
    }.ToFrozenDictionary();

    internal static T To<T>(DuckDBVector vector, int row, DuckDBColumn column)
    {
        // The JIT drops all branches but the one for T.
        if (typeof(T) == typeof(long) && vector.Type == DuckDBType.BigInt)
            return (T)(object)vector.Value<long>(row);
        if (typeof(T) == typeof(int) && vector.Type == DuckDBType.Integer)
            return (T)(object)vector.Value<int>(row);
        if (typeof(T) == typeof(double) && vector.Type == DuckDBType.Double)
            return (T)(object)vector.Value<double>(row);

        var target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return Special(target, vector, row) is T special ? special
            : vector.Boxed(row) is var value && value is T same ? same
            : Number(target, value) is T number ? number
            : throw new InvalidCastException(
                $"Column \"{column.Name}\" is {column.SqlType}, which is read as {column.ClrType.Name}; it can't be read as {target.Name}.");
    }

    private static object? Special(Type target, DuckDBVector vector, int row)
    {
        if (target == typeof(byte[]) && vector.Type is DuckDBType.Varchar or DuckDBType.Enum)
            return vector.Utf8(row).ToArray();
        if (target == typeof(Int128) && vector.Type is DuckDBType.HugeInt)
            return vector.Value<Int128>(row);
        if (target == typeof(UInt128) && vector.Type is DuckDBType.UHugeInt)
            return vector.Value<UInt128>(row);
        if (target == typeof(TimeSpan))
        {
            return vector.Type switch
            {
                DuckDBType.Interval => vector.Value<DuckDBInterval>(row).ToTimeSpan(),
                // Also 24:00:00, which TimeOnly can't hold.
                DuckDBType.Time => TimeSpan.FromMicroseconds(vector.Value<long>(row)),
                _ => null,
            };
        }

        var isTimestamp = vector.Type is DuckDBType.Timestamp or DuckDBType.TimestampTz or DuckDBType.TimestampS
            or DuckDBType.TimestampMs or DuckDBType.TimestampNs;
        if (target == typeof(long) && (isTimestamp || vector.Type is DuckDBType.Time or DuckDBType.TimeNs))
            return vector.Value<long>(row);
        if (target == typeof(DateTimeOffset) && isTimestamp)
            return new DateTimeOffset(DateTime.SpecifyKind(Moments.Timestamp(vector.Type, vector.Value<long>(row)), DateTimeKind.Utc));
        if (target == typeof(DateTime) && vector.Type == DuckDBType.Date)
            return Moments.Date(vector.Value<int>(row)).ToDateTime(TimeOnly.MinValue);
        return target == typeof(int) && vector.Type == DuckDBType.Date ? vector.Value<int>(row) : null;
    }

    private static object? Number(Type target, object? value) => value switch
    {
        sbyte v => FromInteger(target, v),
        short v => FromInteger(target, v),
        int v => FromInteger(target, v),
        long v => FromInteger(target, v),
        byte v => FromInteger(target, v),
        ushort v => FromInteger(target, v),
        uint v => FromInteger(target, v),
        ulong v => FromInteger(target, v),
        BigInteger v => FromInteger(target, v),
        float v when target == typeof(double) => (double)v,
        decimal v when target == typeof(double) => (double)v,
        decimal v when target == typeof(float) => (float)v,
        _ => null,
    };

    private static object? FromInteger(Type target, BigInteger value) =>
        Integers.TryGetValue(target, out var convert) ? convert(value) : null;
}
