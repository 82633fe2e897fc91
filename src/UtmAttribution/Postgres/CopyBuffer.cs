using System.Buffers.Binary;

namespace UtmAttribution.Postgres;

/// <summary>
/// Gathers a binary COPY and sends it in large pieces of whole rows. A row is the number of its columns and then each value with
/// its length; NULL has the length −1.
/// </summary>
/// <param name="send">Takes a full buffer and how much of it is used, and gives an empty one.</param>
internal sealed class CopyBuffer(Func<byte[], int, byte[]> send)
{
    /// <summary>Length of a buffer, unless a row is longer.</summary>
    public const int Size = 1 << 18;

    private const int RoomForRow = Size / 16;

    private static readonly byte[] Head = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n"u8, 0, .. new byte[8]];

    private byte[] _bytes = new byte[Size];
    private int _used;

    /// <summary>Writes to a stream.</summary>
    public CopyBuffer(Stream stream)
        : this((bytes, used) =>
        {
            stream.Write(bytes, 0, used);
            return bytes;
        })
    {
    }

    /// <summary>Bytes sent.</summary>
    public long Written { get; private set; }

    /// <summary>Room for some bytes, to be followed by <see cref="Advance"/>.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_used + bytes > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_used + bytes, 2 * _bytes.Length));
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

    /// <summary>Ends a row, and sends what is there where little room is left.</summary>
    public void EndRow()
    {
        if (_used > Size - RoomForRow)
            Flush();
    }

    /// <summary>Adds what stands before the first row.</summary>
    public void AddHead() => Add(Head);

    /// <summary>Adds what stands behind the last row, and sends everything.</summary>
    public void AddEnd()
    {
        Add((short)-1);
        Flush();
    }

    /// <summary>Sends everything.</summary>
    public void Flush()
    {
        _bytes = send(_bytes, _used);
        Written += _used;
        _used = 0;
    }
}
