using UtmAttribution.DuckDb.Interop;
using static UtmAttribution.DuckDb.Interop.NativeMethods;

namespace UtmAttribution.DuckDb.Values;

/// <summary>Reads types from the native library.</summary>
internal static class LogicalTypeReader
{
    internal static LogicalType Read(LogicalTypeHandle handle)
    {
        using (handle)
        {
            var type = duckdb_get_type_id(handle);
            var alias = NativeText.Take(duckdb_logical_type_get_alias(handle));
            return type switch
            {
                DuckDBType.Decimal => Decimal(handle),
                DuckDBType.Enum => Enum(handle, alias),
                DuckDBType.List => new() { Type = type, Width = 16, Alias = alias, Children = [Read(duckdb_list_type_child_type(handle))] },
                DuckDBType.Array => new()
                {
                    Type = type,
                    Width = 0,
                    Alias = alias,
                    Length = checked((int)duckdb_array_type_array_size(handle)),
                    Children = [Read(duckdb_array_type_child_type(handle))],
                },
                DuckDBType.Map => new()
                {
                    Type = type,
                    Width = 16,
                    Alias = alias,
                    Children = [Read(duckdb_map_type_key_type(handle)), Read(duckdb_map_type_value_type(handle))],
                },
                DuckDBType.Struct => Fields(handle, type, alias, duckdb_struct_type_child_count, duckdb_struct_type_child_name, duckdb_struct_type_child_type),
                DuckDBType.Union => Fields(handle, type, alias, duckdb_union_type_member_count, duckdb_union_type_member_name, duckdb_union_type_member_type),
                _ => new() { Type = type, Width = WidthOf(type), Alias = alias },
            };
        }
    }

    private static LogicalType Decimal(LogicalTypeHandle handle)
    {
        var precision = duckdb_decimal_width(handle);
        return new()
        {
            Type = DuckDBType.Decimal,
            Width = precision switch { <= 4 => 2, <= 9 => 4, <= 18 => 8, _ => 16 },
            Precision = precision,
            Scale = duckdb_decimal_scale(handle),
        };
    }

    private static LogicalType Enum(LogicalTypeHandle handle, string? alias)
    {
        var texts = new string[duckdb_enum_dictionary_size(handle)];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = NativeText.Take(duckdb_enum_dictionary_value(handle, (ulong)i)) ?? "";
        var width = texts.Length switch { <= byte.MaxValue => 1, <= ushort.MaxValue => 2, _ => 4 };
        return new() { Type = DuckDBType.Enum, Width = width, Alias = alias, Names = texts };
    }

    private static LogicalType Fields(
        LogicalTypeHandle handle,
        DuckDBType type,
        string? alias,
        Func<LogicalTypeHandle, ulong> count,
        Func<LogicalTypeHandle, ulong, nint> name,
        Func<LogicalTypeHandle, ulong, LogicalTypeHandle> child)
    {
        var names = new string[count(handle)];
        var children = new LogicalType[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = NativeText.Take(name(handle, (ulong)i)) ?? "";
            children[i] = Read(child(handle, (ulong)i));
        }

        return new() { Type = type, Width = 0, Alias = alias, Names = names, Children = children };
    }

    private static int WidthOf(DuckDBType type) => type switch
    {
        DuckDBType.Boolean or DuckDBType.TinyInt or DuckDBType.UTinyInt => 1,
        DuckDBType.SmallInt or DuckDBType.USmallInt => 2,
        DuckDBType.Integer or DuckDBType.UInteger or DuckDBType.Float or DuckDBType.Date => 4,
        DuckDBType.BigInt or DuckDBType.UBigInt or DuckDBType.Double or DuckDBType.Time or DuckDBType.TimeNs or DuckDBType.TimeTz
            or DuckDBType.Timestamp or DuckDBType.TimestampS or DuckDBType.TimestampMs or DuckDBType.TimestampNs or DuckDBType.TimestampTz => 8,
        DuckDBType.HugeInt or DuckDBType.UHugeInt or DuckDBType.Uuid or DuckDBType.Interval
            or DuckDBType.Varchar or DuckDBType.Blob or DuckDBType.Bit or DuckDBType.BigNum or DuckDBType.Geometry => 16,
        _ => 0,
    };
}
