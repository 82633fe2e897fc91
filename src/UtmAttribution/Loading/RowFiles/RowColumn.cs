using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.ParquetFiles;

namespace UtmAttribution.Loading.RowFiles;

/// <summary>One column of the row group at hand, its values as Parquet's PLAIN encoding has them: NULLs have none.</summary>
internal sealed class RowColumn
{
    private const byte AllPresent = 0xFF;
    private const int WideBytes = 16;

    private readonly byte[] _present;
    private readonly ByteBuffer _head = new();
    private readonly ThriftWriter _pageHeader = new();
    private byte[] _values = new byte[1 << 16];
    private int _length;
    private int _nulls;

    /// <summary>Makes it empty.</summary>
    /// <param name="column">Name and type.</param>
    /// <param name="rows">The most rows of a group.</param>
    public RowColumn(DuckDBColumn column, int rows)
    {
        (Name, Type) = (column.Name, PhysicalType.OfLoaded(column));
        _present = new byte[(rows + 7) / 8];
        Array.Fill(_present, AllPresent);
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>How it is stored.</summary>
    public PhysicalType Type { get; }

    /// <summary>Adds a value that is no text.</summary>
    /// <exception cref="InvalidCastException">The column has values of another size.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<T>(T value)
        where T : unmanaged
    {
        if (typeof(T) == typeof(int))
            BinaryPrimitives.WriteInt32LittleEndian(Take(PhysicalType.Int32, sizeof(int)), (int)(object)value);
        else if (typeof(T) == typeof(long))
            BinaryPrimitives.WriteInt64LittleEndian(Take(PhysicalType.Int64, sizeof(long)), (long)(object)value);
        else if (typeof(T) == typeof(bool))
            Take(PhysicalType.Boolean, sizeof(bool))[0] = (bool)(object)value ? (byte)1 : (byte)0;
        else if (typeof(T) == typeof(byte))
            BinaryPrimitives.WriteInt32LittleEndian(Take(PhysicalType.Int32, sizeof(int)), (byte)(object)value);
        else if (typeof(T) == typeof(Int128))
            BinaryPrimitives.WriteInt128BigEndian(Take(PhysicalType.FixedBytes, WideBytes), (Int128)(object)value);
        else
            throw new InvalidCastException($"The column '{Name}' takes no {typeof(T).Name}.");
    }

    /// <summary>Adds a text.</summary>
    public void AddText(ReadOnlySpan<byte> text)
    {
        var room = Take(PhysicalType.ByteArray, sizeof(int) + text.Length);
        BinaryPrimitives.WriteInt32LittleEndian(room, text.Length);
        text.CopyTo(room[sizeof(int)..]);
    }

    /// <summary>Adds NULL as the value of a row of the group.</summary>
    public void AddNull(int row)
    {
        _present[row / 8] &= (byte)~(1 << (row % 8));
        _nulls++;
    }

    /// <summary>Gives the column as one page: its header, which rows have a value, and the values.</summary>
    /// <param name="pieces">Takes them; they are valid until the next call of anything.</param>
    /// <param name="rows">The rows of the group.</param>
    /// <returns>Their bytes.</returns>
    public int AddPieces(List<ReadOnlyMemory<byte>> pieces, int rows)
    {
        if (Type.Id == PhysicalType.Boolean)
            PackBits();
        var levels = new ByteBuffer();
        if (_nulls == 0)
        {
            HybridEncoding.WriteRun(levels, 1, rows, bits: 1);
        }
        else
        {
            var groups = (rows + 7) / 8;
            levels.AddVarint(((uint)groups << 1) | 1);
            levels.Add(_present.AsSpan(0, groups));
        }
        var bytes = sizeof(int) + levels.Length + _length;
        _head.Clear();
        PageWriter.StartPlainData(_pageHeader, bytes, rows);
        _head.Add(_pageHeader.Written);
        _head.Add(levels.Length);
        _head.Add(levels.Written);
        pieces.Add(_head.Memory);
        pieces.Add(_values.AsMemory(0, _length));
        return _head.Length + _length;
    }

    /// <summary>What readers may know before they read the group.</summary>
    public ColumnStatistics Statistics() => Type.Id switch
    {
        PhysicalType.Int32 => Bounds(MemoryMarshal.Cast<byte, int>(_values.AsSpan(0, _length))),
        PhysicalType.Int64 => Bounds(MemoryMarshal.Cast<byte, long>(_values.AsSpan(0, _length))),
        _ => new(_nulls, Distinct: null, Least: null, Greatest: null),
    };

    /// <summary>Starts the next group.</summary>
    public void Clear()
    {
        if (_nulls > 0)
            Array.Fill(_present, AllPresent);
        (_length, _nulls) = (0, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Take(int physicalType, int bytes)
    {
        if (Type.Id != physicalType)
            ThrowType();
        if (_values.Length - _length < bytes)
            Grow(bytes);
        var room = _values.AsSpan(_length, bytes);
        _length += bytes;
        return room;
    }

    private void Grow(int bytes) => Array.Resize(ref _values, checked(Math.Max(_length + bytes, 2 * _values.Length)));

    private void ThrowType() => throw new InvalidCastException($"The column '{Name}' has values of another type.");

    private ColumnStatistics Bounds<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IComparable<T>
    {
        if (values.IsEmpty)
            return new(_nulls, Distinct: null, Least: null, Greatest: null);
        var (least, greatest) = (values[0], values[0]);
        foreach (var value in values)
        {
            if (value.CompareTo(least) < 0)
                least = value;
            if (value.CompareTo(greatest) > 0)
                greatest = value;
        }
        return new(_nulls, Distinct: null, Bytes(least), Bytes(greatest));
    }

    private static byte[] Bytes<T>(T value)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(ref value)).ToArray();

    private void PackBits()
    {
        for (var i = 0; i < _length; i++)
        {
            var bit = _values[i] << (i % 8);
            _values[i / 8] = (byte)(i % 8 == 0 ? bit : _values[i / 8] | bit);
        }
        _length = (_length + 7) / 8;
    }
}
