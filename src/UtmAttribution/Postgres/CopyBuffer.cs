using System.Buffers.Binary;

namespace UtmAttribution.Postgres;

/// <summary>
/// Gathers a binary COPY and writes it to a stream in large pieces. A row is the number of its columns and then each value with
/// its length; NULL has the length −1.
/// </summary>
internal sealed class CopyBuffer(Stream stream)
{
    private const int Size = 1 << 18;

    private static readonly byte[] Head = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, .. new byte[8]];

    private byte[] _bytes = new byte[Size];
    private int _used;

    /// <summary>Bytes written.</summary>
    public long Written { get; private set; }

    /// <summary>Room for some bytes, to be followed by <see cref="Advance"/>.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_used + bytes > _bytes.Length)
            Grow(bytes);
        return _bytes.AsSpan(_used, bytes);
    }

    /// <summary>Keeps what was put into the room.</summary>
    public void Advance(int bytes) => _used += bytes;

    /// <summary>Adds bytes as they are.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _used += bytes.Length;
    }

    /// <summary>Adds a number of two bytes.</summary>
    public void Add(short number)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(sizeof(short)), number);
        _used += sizeof(short);
    }

    /// <summary>Adds what stands before the first row.</summary>
    public void AddHead() => Add(Head);

    /// <summary>Adds what stands behind the last row, and writes everything to the stream.</summary>
    public void AddEnd()
    {
        Add((short)-1);
        Flush();
    }

    /// <summary>Writes everything to the stream.</summary>
    public void Flush()
    {
        stream.Write(_bytes, 0, _used);
        Written += _used;
        _used = 0;
    }

    private void Grow(int bytes)
    {
        Flush();
        if (bytes > _bytes.Length)
            _bytes = new byte[bytes];
    }
}
