using System.Buffers.Binary;

namespace UtmAttribution.Sources.Postgres;

/// <summary>
/// Walks over the rows of a binary COPY, whose fields stay where they are in the buffer. A row that does not lie in it as a
/// whole is moved to the front and filled up.
/// </summary>
/// <param name="receive">Gives the COPY's bytes, any number of them at once; none at its end.</param>
/// <param name="fields">How many fields a row has.</param>
/// <param name="size">Bytes of the buffer at first; it grows where a row is longer.</param>
internal sealed class CopyRows(CopyReceiver receive, int fields, int size = CopyRows.DefaultSize)
{
    private const int DefaultSize = 1 << 18;
    private const int HeaderLength = 19; // Signature, flags, and the length of what may follow them.
    private static ReadOnlySpan<byte> Signature => [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]; // PGCOPY …

    private readonly int[] _starts = new int[fields];
    private readonly int[] _lengths = new int[fields];
    private byte[] _buffer = new byte[size];
    private int _row;
    private int _end;
    private bool _begun;
    private int _next;

    /// <summary>Moves to the next row.</summary>
    /// <returns>False after the last.</returns>
    /// <exception cref="EndOfStreamException">The bytes end before the last row.</exception>
    public bool Read()
    {
        if (!_begun)
            SkipHeader();
        _row = _next;
        while (true)
        {
            switch (Parse())
            {
                case Parsed.Row:
                    return true;
                case Parsed.End:
                    Drain();
                    return false;
                default:
                    Fill();
                    break;
            }
        }
    }

    /// <summary>Whether a field is NULL.</summary>
    public bool IsNull(int field) => _lengths[field] < 0;

    /// <summary>A field's bytes, valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> this[int field] => new(_buffer, _starts[field], _lengths[field]);

    private enum Parsed
    {
        Row,
        End,
        Incomplete,
    }

    private Parsed Parse()
    {
        var at = _row;
        if (_end - at < 2)
            return Parsed.Incomplete;
        var count = BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(at));
        if (count == -1)
            return Parsed.End;
        if (count != _starts.Length)
            throw new InvalidDataException($"A row of {count} fields where {_starts.Length} were asked for.");
        at += 2;
        for (var field = 0; field < count; field++)
        {
            if (_end - at < 4)
                return Parsed.Incomplete;
            var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at));
            at += 4;
            _starts[field] = at;
            _lengths[field] = length;
            if (length <= 0)
                continue;
            if (_end - at < length)
                return Parsed.Incomplete;
            at += length;
        }
        _next = at;
        return Parsed.Row;
    }

    // What is left of the buffer moves to its front; a row that fills it all makes it grow.
    private void Fill()
    {
        if (_row > 0)
        {
            _buffer.AsSpan(_row, _end - _row).CopyTo(_buffer);
            (_end, _row) = (_end - _row, 0);
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        var read = receive(_buffer.AsSpan(_end));
        if (read == 0)
            throw new EndOfStreamException("The COPY ends in the middle of a row.");
        _end += read;
    }

    private void SkipHeader()
    {
        while (_end < HeaderLength)
            Fill();
        if (!_buffer.AsSpan().StartsWith(Signature))
            throw new InvalidDataException("The COPY is not binary.");
        var length = HeaderLength + BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(HeaderLength - 4));
        while (_end < length)
            Fill();
        _next = length;
        _begun = true;
    }

    // The end is the server's to confirm: an error may still come.
    private void Drain()
    {
        while (receive(_buffer) > 0)
        {
        }
    }
}
