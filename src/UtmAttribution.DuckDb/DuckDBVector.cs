using System.Runtime.CompilerServices;
using UtmAttribution.DuckDb.Interop;
using UtmAttribution.DuckDb.Values;
using static UtmAttribution.DuckDb.Interop.NativeMethods;

namespace UtmAttribution.DuckDb;

/// <summary>
/// One column of a chunk, read in place. Everything it gives (spans too) is valid until the chunk is disposed.
/// </summary>
public readonly unsafe struct DuckDBVector
{
    private readonly DuckDBDataChunk _owner;
    private readonly nint _vector;
    private readonly byte* _data;
    private readonly ulong* _validity;

    internal DuckDBVector(DuckDBDataChunk owner, nint vector, LogicalType type, int count)
    {
        _owner = owner;
        _vector = vector;
        LogicalType = type;
        Count = count;
        _data = (byte*)duckdb_vector_get_data(vector);
        _validity = duckdb_vector_get_validity(vector);
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The kind of type.</summary>
    public DuckDBType Type => LogicalType.Type;

    /// <summary>False when no row is NULL, so that rows need no look.</summary>
    public bool MayHaveNulls => _validity != null;

    internal LogicalType LogicalType { get; }

    /// <summary>Whether the row is NULL. Its value is then undefined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row)
    {
        CheckRow(row);
        return _validity != null && (_validity[row >> 6] & (1UL << row)) == 0;
    }

    /// <summary>All values, in the raw form that <see cref="DuckDBType"/> describes. NULL rows hold anything.</summary>
    /// <typeparam name="T">A type of the same size: int for INTEGER and DATE, long for BIGINT and TIMESTAMP, …</typeparam>
    /// <exception cref="InvalidCastException">The size of <typeparamref name="T"/> is not the column's.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        CheckWidth<T>();
        return new ReadOnlySpan<T>(_data, Count);
    }

    /// <summary>One raw value; see <see cref="Values{T}"/>.</summary>
    /// <exception cref="InvalidCastException">The size of <typeparamref name="T"/> is not the column's.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(int row)
        where T : unmanaged
    {
        CheckRow(row);
        CheckWidth<T>();
        return ((T*)_data)[row];
    }

    /// <summary>The bytes of a VARCHAR (UTF-8), BLOB or ENUM value, without a copy; empty for NULL.</summary>
    /// <exception cref="InvalidCastException">The column is of another type.</exception>
    public ReadOnlySpan<byte> Utf8(int row)
    {
        if (IsNull(row))
            return default;
        if (LogicalType.IsBytes)
        {
            var text = (NativeString*)_data + row;
            var start = text->Length <= NativeString.InlineBytes ? text->Inline : text->Pointer;
            return new ReadOnlySpan<byte>(start, checked((int)text->Length));
        }

        return Type == DuckDBType.Enum
            ? LogicalType.EnumUtf8(EnumIndex(row))
            : throw new InvalidCastException($"The column is {LogicalType.Sql}; text or bytes can't be read from it. Cast it to VARCHAR in the query.");
    }

    /// <summary>The value as a .NET object of <see cref="DuckDBColumn.ClrType"/>; null for NULL.</summary>
    /// <exception cref="OverflowException">The value has no counterpart in .NET (a year after 9999, a DECIMAL of more than 28 digits, 24:00:00).</exception>
    public object? Boxed(int row) => IsNull(row) ? null : Boxing.Box(this, row);

    /// <summary>
    /// The vector with the elements of a LIST, ARRAY (0) or MAP (0 keys, 1 values), or with a field of a STRUCT or member of a UNION.
    /// </summary>
    /// <exception cref="InvalidCastException">The type has no such child.</exception>
    public DuckDBVector Child(int index = 0)
    {
        var children = LogicalType.Children;
        if ((uint)index >= (uint)children.Length)
            throw new InvalidCastException($"The column is {LogicalType.Sql}, which has no child {index}.");
        switch (Type)
        {
            case DuckDBType.List:
                return new(_owner, duckdb_list_vector_get_child(_vector), children[0], ListSize);
            case DuckDBType.Map:
                var entries = duckdb_list_vector_get_child(_vector);
                return new(_owner, duckdb_struct_vector_get_child(entries, (ulong)index), children[index], ListSize);
            case DuckDBType.Array:
                return new(_owner, duckdb_array_vector_get_child(_vector), children[0], Count * LogicalType.Length);
            case DuckDBType.Union:
                // A union is a struct whose first field says which member counts.
                return new(_owner, duckdb_struct_vector_get_child(_vector, (ulong)index + 1), children[index], Count);
            default:
                return new(_owner, duckdb_struct_vector_get_child(_vector, (ulong)index), children[index], Count);
        }
    }

    internal int EnumIndex(int row) => LogicalType.Width switch
    {
        1 => Value<byte>(row),
        2 => Value<ushort>(row),
        _ => (int)Value<uint>(row),
    };

    internal int UnionTag(int row) => ((byte*)duckdb_vector_get_data(duckdb_struct_vector_get_child(_vector, 0)))[row];

    private int ListSize => checked((int)duckdb_list_vector_get_size(_vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)Count)
            ThrowRow(row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckWidth<T>()
        where T : unmanaged
    {
        if (sizeof(T) != LogicalType.Width)
            ThrowWidth<T>();
    }

    private void ThrowRow(int row) => throw new ArgumentOutOfRangeException(nameof(row), row, $"The chunk has {Count} rows.");

    private void ThrowWidth<T>()
        where T : unmanaged =>
        throw new InvalidCastException(
            $"The column is {LogicalType.Sql} with {LogicalType.Width} bytes a value; it can't be read as {typeof(T).Name} of {sizeof(T)} bytes.");
}
