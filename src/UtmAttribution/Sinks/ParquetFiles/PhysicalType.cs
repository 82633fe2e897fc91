using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>How a column is stored in a Parquet file and what readers take it for.</summary>
/// <param name="Id">Parquet's physical type.</param>
/// <param name="Converted">Its older name of the logical type; null where there is none.</param>
/// <param name="Logical">Writes the logical type; null where there is none.</param>
internal sealed record PhysicalType(int Id, int? Converted, Action<ThriftWriter>? Logical)
{
    public const int Boolean = 0;
    public const int Int32 = 1;
    public const int Int64 = 2;
    public const int ByteArray = 6;
    public const int FixedBytes = 7;

    private const int WideBytes = 16;

    /// <summary>Bytes of a number.</summary>
    public int Width => Id switch
    {
        Int32 => sizeof(int),
        FixedBytes => WideBytes,
        _ => sizeof(long),
    };

    /// <summary>The digits of a decimal and those behind its point.</summary>
    public (int Precision, int Scale)? Digits { get; private init; }

    /// <summary>The form of a column of a loaded table: as the engine itself reads it back.</summary>
    /// <exception cref="NotSupportedException">No loaded table has columns of the type.</exception>
    public static PhysicalType OfLoaded(DuckDBColumn column) => column.Type switch
    {
        DuckDBType.Uuid => new(FixedBytes, null, logical => logical.Inner(14, () => { })),
        DuckDBType.TinyInt => new(Int32, 15, logical => WriteInteger(logical, 8)),
        DuckDBType.Decimal => OfDecimal(column.Precision!.Value, column.Scale!.Value),
        _ => OfPublished(column),
    };

    /// <summary>The form of a column that is published.</summary>
    /// <exception cref="NotSupportedException">No published dataset has columns of the type.</exception>
    public static PhysicalType OfPublished(DuckDBColumn column) => column.Type switch
    {
        DuckDBType.Varchar or DuckDBType.Uuid => new(ByteArray, 0, logical => logical.Inner(1, () => { })),
        DuckDBType.Boolean => new(Boolean, null, null),
        DuckDBType.Date => new(Int32, 6, logical => logical.Inner(6, () => { })),
        DuckDBType.Integer => new(Int32, 17, logical => WriteInteger(logical, 32)),
        DuckDBType.BigInt => new(Int64, 18, logical => WriteInteger(logical, 64)),
        DuckDBType.TimestampTz => new(Int64, 10, WriteMicroseconds),
        DuckDBType.Decimal when column.Precision <= 18 => OfDecimal(column.Precision!.Value, column.Scale!.Value),
        _ => throw new NotSupportedException($"The column '{column.Name}' is {column.SqlType}; no published dataset has columns of that type."),
    };

    private static PhysicalType OfDecimal(int precision, int scale) => new(precision <= 9 ? Int32 : precision <= 18 ? Int64 : FixedBytes, 5, logical => logical.Inner(5, () =>
    {
        logical.Int(1, scale);
        logical.Int(2, precision);
    }))
    { Digits = (precision, scale) };

    private static void WriteInteger(ThriftWriter logical, int bits) => logical.Inner(10, () =>
    {
        logical.Byte(1, bits);
        logical.Bool(2, true);
    });

    private static void WriteMicroseconds(ThriftWriter logical) => logical.Inner(8, () =>
    {
        logical.Bool(1, true); // UTC
        logical.Inner(2, () => logical.Inner(2, () => { }));
    });
}
