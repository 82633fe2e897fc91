using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace UtmAttribution.DuckDb.Values;

/// <summary>The .NET types that values come as when they are boxed.</summary>
internal static class ClrTypes
{
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    internal static Type Of(LogicalType type) => type.Type switch
    {
        DuckDBType.Boolean => typeof(bool),
        DuckDBType.TinyInt => typeof(sbyte),
        DuckDBType.SmallInt => typeof(short),
        DuckDBType.Integer => typeof(int),
        DuckDBType.BigInt => typeof(long),
        DuckDBType.UTinyInt => typeof(byte),
        DuckDBType.USmallInt => typeof(ushort),
        DuckDBType.UInteger => typeof(uint),
        DuckDBType.UBigInt => typeof(ulong),
        DuckDBType.Float => typeof(float),
        DuckDBType.Double => typeof(double),
        // Not Int128: DataTable and most libraries of the field know BigInteger only.
        DuckDBType.HugeInt or DuckDBType.UHugeInt or DuckDBType.BigNum => typeof(BigInteger),
        DuckDBType.Decimal => typeof(decimal),
        DuckDBType.Date => typeof(DateOnly),
        DuckDBType.Time or DuckDBType.TimeNs => typeof(TimeOnly),
        DuckDBType.TimeTz => typeof(DateTimeOffset),
        DuckDBType.Timestamp or DuckDBType.TimestampS or DuckDBType.TimestampMs or DuckDBType.TimestampNs
            or DuckDBType.TimestampTz => typeof(DateTime),
        DuckDBType.Interval => typeof(DuckDBInterval),
        DuckDBType.Uuid => typeof(Guid),
        DuckDBType.Varchar or DuckDBType.Enum or DuckDBType.Bit => typeof(string),
        DuckDBType.Blob or DuckDBType.Geometry => typeof(byte[]),
        DuckDBType.List or DuckDBType.Array => typeof(List<object?>),
        DuckDBType.Struct => typeof(Dictionary<string, object?>),
        DuckDBType.Map => type.Children[0].IsText ? typeof(Dictionary<string, object?>) : typeof(Dictionary<object, object?>),
        _ => typeof(object),
    };
}
