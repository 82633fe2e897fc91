using System.Buffers.Binary;
using System.Text.Unicode;
using Npgsql;

namespace UtmAttribution.Sources.Postgres;

/// <summary>Reads the rows of a binary COPY: text and JSON in place, numbers as the text that the server shows, times since 1970.</summary>
internal sealed class CopyReader : TableReader
{
    private const long MicrosecondsTo2000 = 946_684_800_000_000;
    private const int DaysTo2000 = 10_957;

    private readonly CopyRows _rows;
    private readonly Wire[] _wires;
    private readonly ValueKind[] _kinds;
    private readonly int[] _fields;
    private readonly byte[][] _texts;
    private readonly int[] _textLengths;
    private readonly long[] _textRows;
    private readonly Action<bool> _end;
    private readonly Func<Exception, Exception> _broken;
    private long _row;
    private bool _isRead;

    /// <summary>Reads a COPY.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="wires">How the columns come; those that are missing are not sent.</param>
    /// <param name="broken">Turns a fault, met in the middle, into a message.</param>
    /// <param name="end">Ends the COPY; told whether all of it was read.</param>
    public CopyReader(Stream stream, IReadOnlyList<Wire> wires, Func<Exception, Exception> broken, Action<bool> end)
    {
        _wires = [.. wires];
        _kinds = [.. wires.Select(Kind)];
        var sent = 0;
        _fields = [.. wires.Select(wire => wire == Wire.Missing ? -1 : sent++)];
        _rows = new CopyRows(stream, sent);
        _texts = [.. wires.Select(_ => Array.Empty<byte>())];
        _textLengths = new int[wires.Count];
        _textRows = new long[wires.Count];
        (_broken, _end) = (broken, end);
    }

    public override ValueKind Kind(int column) => _kinds[column];

    public override bool Read()
    {
        try
        {
            _row++;
            _isRead = !_rows.Read();
            return !_isRead;
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            throw _broken(fault);
        }
    }

    public override bool IsNull(int column)
    {
        var field = _fields[column];
        return _rows.IsNull(field) || (_wires[column] == Wire.Bytes && !Utf8.IsValid(_rows[field]));
    }

    public override ReadOnlySpan<byte> Text(int column)
    {
        var value = _rows[_fields[column]];
        return _wires[column] switch
        {
            Wire.Text or Wire.Bytes => value,
            Wire.JsonB => value[1..],
            _ => NumberAsText(column, value),
        };
    }

    public override long Number(int column)
    {
        var value = _rows[_fields[column]];
        return _wires[column] switch
        {
            Wire.Boolean => value[0],
            Wire.Timestamp => Since1970(BinaryPrimitives.ReadInt64BigEndian(value)),
            Wire.Date => (long)BinaryPrimitives.ReadInt32BigEndian(value) + DaysTo2000,
            _ => NumberText.Integer(value),
        };
    }

    protected override void Dispose(bool disposing) => _end(_isRead);

    // The extremes are the infinities, as in the engine's own times.
    private static long Since1970(long since2000) =>
        since2000 == long.MinValue ? -long.MaxValue : since2000 > long.MaxValue - MicrosecondsTo2000 ? long.MaxValue : since2000 + MicrosecondsTo2000;

    // A number is asked for several times in a row: it is written once.
    private ReadOnlySpan<byte> NumberAsText(int column, ReadOnlySpan<byte> value)
    {
        if (_textRows[column] != _row)
        {
            ref var text = ref _texts[column];
            _textLengths[column] = _wires[column] switch
            {
                Wire.Numeric => NumberText.Numeric(value, ref text),
                Wire.IntegerText => NumberText.Integer(value, ref text),
                var wire => NumberText.Float(value, wire == Wire.FloatId, ref text),
            };
            _textRows[column] = _row;
        }
        return _texts[column].AsSpan(0, _textLengths[column]);
    }

    private static ValueKind Kind(Wire wire) => wire switch
    {
        Wire.Missing => ValueKind.Missing,
        Wire.Boolean or Wire.Integer => ValueKind.Number,
        Wire.Timestamp => ValueKind.Timestamp,
        Wire.Date => ValueKind.Date,
        _ => ValueKind.Text,
    };
}
