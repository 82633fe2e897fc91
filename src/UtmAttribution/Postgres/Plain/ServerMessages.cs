using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace UtmAttribution.Postgres.Plain;

/// <summary>The messages of a server in the order they come: one by one, or the bytes of a COPY without their frames.</summary>
/// <param name="socket">Where they come from.</param>
internal sealed class ServerMessages(BlockingSocket socket)
{
    /// <summary>Bytes that are received at once where so many are there: measured, waking less often is worth more than what stays in the caches.</summary>
    public const int Portion = 1 << 22;

    private const char CopyData = 'd';
    private const char ReadyForQuery = 'Z';
    private const int HeaderLength = 5; // The message's kind, and the length of itself and what follows.

    private byte[] _buffer = new byte[Portion];
    private int _start;
    private int _end;
    private int _dataLeft;
    private bool _isCopyOver;

    /// <summary>The one byte that answers a request for encryption.</summary>
    public char NextByte()
    {
        Need(1);
        return (char)_buffer[_start++];
    }

    /// <summary>The next message, whichever it is.</summary>
    /// <returns>Its body, valid until the next call.</returns>
    /// <exception cref="PostgresException">It is an error.</exception>
    public ReadOnlySpan<byte> Next(out char kind)
    {
        Need(HeaderLength);
        Need(HeaderLength + BodyLength);
        kind = (char)_buffer[_start];
        var body = _buffer.AsSpan(_start + HeaderLength, BodyLength);
        _start += HeaderLength + body.Length;
        return kind == 'E' ? throw Error(body) : body;
    }

    /// <summary>The next message of a kind; others before it are passed over.</summary>
    public ReadOnlySpan<byte> Next(char kind)
    {
        while (true)
        {
            var body = Next(out var found);
            if (found == kind)
                return body;
        }
    }

    /// <summary>Gives some of a COPY's bytes, as many as have come and find room.</summary>
    /// <returns>How many; 0 after the last, once the server has confirmed that it is.</returns>
    /// <exception cref="PostgresException">The server ended it.</exception>
    public int ReceiveCopy(Span<byte> into)
    {
        var given = 0;
        while (given < into.Length)
        {
            if (_dataLeft == 0 && !BeginData(mayWait: given == 0))
                break;
            if (_start == _end && _dataLeft > 0)
            {
                if (given > 0)
                    break;
                Fill();
            }
            var length = Math.Min(Math.Min(_dataLeft, _end - _start), into.Length - given);
            _buffer.AsSpan(_start, length).CopyTo(into[given..]);
            (_start, _dataLeft, given) = (_start + length, _dataLeft - length, given + length);
        }
        return given;
    }

    private int BodyLength
    {
        get
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + 1)) - sizeof(int);
            return length >= 0 ? length : throw new NpgsqlException("The server does not speak PostgreSQL's protocol.");
        }
    }

    // False at the COPY's end, and where more would have to be waited for.
    private bool BeginData(bool mayWait)
    {
        while (!_isCopyOver && (mayWait || (_end - _start >= HeaderLength && _buffer[_start] == CopyData)))
        {
            Need(HeaderLength);
            if (_buffer[_start] == CopyData)
            {
                _dataLeft = BodyLength;
                _start += HeaderLength;
                return true;
            }
            Next(out var kind);
            _isCopyOver = kind == ReadyForQuery;
        }
        return false;
    }

    private void Need(int length)
    {
        while (_end - _start < length)
        {
            if (_buffer.Length < length)
                Array.Resize(ref _buffer, length);
            Fill();
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        _end += socket.Receive(_buffer.AsSpan(_end));
    }

    // Fields of a letter and a text each.
    private static PostgresException Error(ReadOnlySpan<byte> body)
    {
        var fields = new Dictionary<char, string>();
        while (body.Length > 1)
        {
            var text = body[1..body.IndexOf((byte)0)];
            fields[(char)body[0]] = Encoding.UTF8.GetString(text);
            body = body[(text.Length + 2)..];
        }
        string Field(char name) => fields.GetValueOrDefault(name, "");
        return new(Field('M'), Field('S'), Field('V'), Field('C'), Field('D'), Field('H'));
    }
}
