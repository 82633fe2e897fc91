using System.Buffers.Binary;

namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>Bytes that grow; made once and used for page after page.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[4096];

    /// <summary>How many there are.</summary>
    public int Length { get; private set; }

    /// <summary>All of them.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>The same, for a writer that takes several pieces at once.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room for so many more bytes, which then count as written.</summary>
    public Span<byte> Take(int bytes)
    {
        var room = Room(bytes)[..bytes];
        Length += bytes;
        return room;
    }

    /// <summary>Room for at least so many more bytes; <see cref="Advance"/> says how many were written.</summary>
    public Span<byte> Room(int bytes)
    {
        var needed = (long)Length + bytes;
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, checked((int)Math.Max(needed, Math.Min(Array.MaxLength, 2L * _bytes.Length))));
        return _bytes.AsSpan(Length);
    }

    public void Advance(int bytes) => Length += bytes;

    public void Add(byte value) => Take(1)[0] = value;

    public void Add(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void Add(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    public void AddVarint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
            Add((byte)(value | 0x80));
        Add((byte)value);
    }
}
