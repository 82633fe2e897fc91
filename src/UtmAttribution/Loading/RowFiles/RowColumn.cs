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
    private readonly ByteBuffer _heads = new();
    private readonly ByteBuffer _levels = new();
    private readonly List<(int Row, int End)> _pages = [];
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

    /// <summary>Ends a page.</summary>
    /// <param name="row">The group's rows so far; a multiple of 8 except at the group's end.</param>
    public void EndPage(int row)
    {
        if (Type.Id == PhysicalType.Boolean)
            PackBits(_pages.Count == 0 ? 0 : _pages[^1].End);
        _pages.Add((row, _length));
    }

    /// <summary>Gives the column's pages: each its header, which rows have a value, and the values.</summary>
    /// <param name="pieces">Takes them; they are valid until the next call of anything.</param>
    /// <returns>Their bytes.</returns>
    public int AddPieces(List<ReadOnlyMemory<byte>> pieces)
    {
        _heads.Clear();
        var ends = new List<int>(_pages.Count);
        var (firstRow, start) = (0, 0);
        foreach (var (row, end) in _pages)
        {
            AddHead(firstRow, row - firstRow, end - start);
            ends.Add(_heads.Length);
            (firstRow, start) = (row, end);
        }

        // The heads stay where they are only when all are there.
        var (head, values) = (0, 0);
        foreach (var ((_, end), headEnd) in _pages.Zip(ends))
        {
            pieces.Add(_heads.Memory[head..headEnd]);
            pieces.Add(_values.AsMemory(values, end - values));
            (head, values) = (headEnd, end);
        }
        return _heads.Length + _length;
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
        _pages.Clear();
    }

    // A bit for each row, or where no row of the group is NULL, one run of ones.
    private void AddHead(int firstRow, int rows, int bytes)
    {
        _levels.Clear();
        if (_nulls == 0)
        {
            HybridEncoding.WriteRun(_levels, 1, rows, bits: 1);
        }
        else
        {
            var groups = (rows + 7) / 8;
            _levels.AddVarint(((uint)groups << 1) | 1);
            _levels.Add(_present.AsSpan(firstRow / 8, groups));
        }
        PageWriter.StartPlainData(_pageHeader, sizeof(int) + _levels.Length + bytes, rows);
        _heads.Add(_pageHeader.Written);
        _heads.Add(_levels.Length);
        _heads.Add(_levels.Written);
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

    private void PackBits(int start)
    {
        for (var i = start; i < _length; i++)
        {
            var bit = _values[i] << ((i - start) % 8);
            ref var packed = ref _values[start + ((i - start) / 8)];
            packed = (byte)((i - start) % 8 == 0 ? bit : packed | bit);
        }
        _length = start + ((_length - start + 7) / 8);
    }
}
