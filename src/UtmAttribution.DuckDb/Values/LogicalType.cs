using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace UtmAttribution.DuckDb.Values;

/// <summary>A type as far as reading and writing its vectors needs it; read once for a result or an appender.</summary>
internal sealed class LogicalType
{
    private static readonly LogicalType[] NoChildren = [];

    private byte[][]? _utf8Texts;
    private string? _sql;

    internal required DuckDBType Type { get; init; }

    /// <summary>Bytes of one value in a vector; 0 where children hold the values.</summary>
    internal required int Width { get; init; }

    internal int Precision { get; init; }

    internal int Scale { get; init; }

    /// <summary>The number of elements of an ARRAY.</summary>
    internal int Length { get; init; }

    /// <summary>Such as JSON, which is text to the engine.</summary>
    internal string? Alias { get; init; }

    /// <summary>Elements of a list or array; key and value of a map; fields of a struct; members of a union.</summary>
    internal LogicalType[] Children { get; init; } = NoChildren;

    /// <summary>Names of the fields or members; texts of an ENUM.</summary>
    internal string[] Names { get; init; } = [];

    internal string Sql => _sql ??= SqlText.Of(this);

    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    internal Type ClrType => ClrTypes.Of(this);

    internal bool IsText => Type is DuckDBType.Varchar or DuckDBType.Enum;

    /// <summary>A duckdb_string_t in the vector.</summary>
    internal bool IsBytes => Type is DuckDBType.Varchar or DuckDBType.Blob or DuckDBType.Bit or DuckDBType.BigNum or DuckDBType.Geometry;

    internal ReadOnlySpan<byte> EnumUtf8(int index) => (_utf8Texts ??= Array.ConvertAll(Names, Encoding.UTF8.GetBytes))[index];
}
