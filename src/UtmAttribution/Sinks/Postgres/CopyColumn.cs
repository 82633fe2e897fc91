using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>A column of a chunk, and how PostgreSQL writes its values.</summary>
internal readonly struct CopyColumn
{
    // Both count from 2000-01-01.
    private const int EpochDays = 10_957;
    private const long EpochMicroseconds = EpochDays * 86_400_000_000L;

    private readonly DuckDBType _type;
    private readonly int _scale;
    private readonly bool _isWide;

    public CopyColumn(DuckDBColumn column, DuckDBVector vector)
    {
        Vector = vector;
        _type = column.Type;
        _scale = column.Scale ?? 0;
        _isWide = column.Precision > 9;
        if (_type == DuckDBType.Decimal && (_scale % BinaryNumeric.DigitWidth != 0 || column.Precision is < 5 or > 18))
            throw new NotSupportedException($"Column '{column.Name}' is {column.SqlType}, which can't be written to PostgreSQL.");
    }

    public DuckDBVector Vector { get; }

    public bool IsText => _type == DuckDBType.Varchar;

    /// <summary>Writes a value that is not NULL and not text.</summary>
    /// <returns>Its bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int WriteFixed(int row, Span<byte> to)
    {
        switch (_type)
        {
            case DuckDBType.BigInt:
                BinaryPrimitives.WriteInt64BigEndian(to, Vector.Value<long>(row));
                return 8;
            case DuckDBType.Integer:
                BinaryPrimitives.WriteInt32BigEndian(to, Vector.Value<int>(row));
                return 4;
            case DuckDBType.Date:
                BinaryPrimitives.WriteInt32BigEndian(to, Vector.Value<int>(row) - EpochDays);
                return 4;
            case DuckDBType.Timestamp or DuckDBType.TimestampTz:
                BinaryPrimitives.WriteInt64BigEndian(to, Vector.Value<long>(row) - EpochMicroseconds);
                return 8;
            case DuckDBType.Boolean:
                to[0] = Vector.Value<byte>(row);
                return 1;
            case DuckDBType.Decimal:
                return BinaryNumeric.Write(_isWide ? Vector.Value<long>(row) : Vector.Value<int>(row), _scale, to);
            default:
                throw new NotSupportedException($"Values of type {_type} can't be written to PostgreSQL.");
        }
    }
}
