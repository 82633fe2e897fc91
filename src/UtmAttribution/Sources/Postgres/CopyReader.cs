using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Npgsql;

namespace UtmAttribution.Sources.Postgres;

/// <summary>Reads the rows of a binary COPY: text and JSON in place, numbers as integers where they fit, times since 1970.</summary>
internal sealed class CopyReader : TableReader
{
    private const long MicrosecondsTo2000 = 946_684_800_000_000;
    private const int DaysTo2000 = 10_957;

    private readonly CopyRows _rows;
    private readonly Wire[] _wires;
    private readonly ValueKind[] _kinds;
    private readonly int[] _fields;
    private readonly byte[][] _texts;
    private readonly ScaledNumber[] _numbers;
    private readonly bool _isUncheckedText;
    private readonly Action<bool> _end;
    private readonly Func<Exception, Exception> _broken;
    private long _row;
    private bool _isRead;

    /// <summary>Reads a COPY.</summary>
    /// <param name="receive">Gives its bytes.</param>
    /// <param name="wires">How the columns come; those that are missing are not sent.</param>
    /// <param name="isUncheckedText">Whether texts may have bytes that are not UTF-8, which become U+FFFD.</param>
    /// <param name="broken">Turns a fault, met in the middle, into a message.</param>
    /// <param name="end">Ends the COPY; told whether all of it was read.</param>
    public CopyReader(CopyReceiver receive, IReadOnlyList<Wire> wires, bool isUncheckedText, Func<Exception, Exception> broken, Action<bool> end)
    {
        _wires = [.. wires];
        _kinds = [.. wires.Select(Kind)];
        var sent = 0;
        _fields = [.. wires.Select(wire => wire == Wire.Missing ? -1 : sent++)];
        _rows = new CopyRows(receive, sent);
        _texts = [.. wires.Select(_ => Array.Empty<byte>())];
        _numbers = new ScaledNumber[wires.Count];
        (_isUncheckedText, _broken, _end) = (isUncheckedText, broken, end);
    }

    public override ValueKind Kind(int column) => _wires[column] == Wire.Numeric ? NumericKind(column) : _kinds[column];

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
            Wire.Bytes => value,
            Wire.Text => Utf8Text(value),
            Wire.JsonB => Utf8Text(value[1..]),
            _ => NumberAsText(column, value),
        };
    }

    public override long Number(int column)
    {
        var value = _rows[_fields[column]];
        return _wires[column] switch
        {
            Wire.Numeric => _numbers[column].Value,
            Wire.Double => BinaryPrimitives.ReadInt64BigEndian(value),
            Wire.Boolean => value[0],
            Wire.Timestamp => Since1970(BinaryPrimitives.ReadInt64BigEndian(value)),
            Wire.Date => Since1970(BinaryPrimitives.ReadInt32BigEndian(value)),
            _ => BinaryNumber.Integer(value),
        };
    }

    public override int Scale(int column) => _wires[column] == Wire.Numeric ? _numbers[column].Scale : 0;

    protected override void Dispose(bool disposing) => _end(_isRead);

    // The extremes are the infinities, as in the engine's own times.
    private static long Since1970(long since2000) =>
        since2000 == long.MinValue ? -long.MaxValue : since2000 > long.MaxValue - MicrosecondsTo2000 ? long.MaxValue : since2000 + MicrosecondsTo2000;

    private static long Since1970(int since2000) => since2000 switch
    {
        int.MaxValue => int.MaxValue,
        int.MinValue => -int.MaxValue,
        _ => (long)since2000 + DaysTo2000,
    };

    // A number is asked for several times in a row: it is read once.
    private ValueKind NumericKind(int column)
    {
        if (_numbers[column].Row != _row)
        {
            var (value, scale) = (0L, 0);
            var fits = _rows.IsNull(_fields[column]) || BinaryNumber.TryScaled(_rows[_fields[column]], out value, out scale);
            _numbers[column] = new(_row, fits, value, scale);
        }
        return _numbers[column].Fits ? ValueKind.ScaledNumber : ValueKind.Text;
    }

    private ReadOnlySpan<byte> Utf8Text(ReadOnlySpan<byte> value) =>
        _isUncheckedText && !Utf8.IsValid(value) ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(value)) : value;

    private ReadOnlySpan<byte> NumberAsText(int column, ReadOnlySpan<byte> value)
    {
        ref var text = ref _texts[column];
        var length = _wires[column] == Wire.Numeric
            ? BinaryNumber.Numeric(value, ref text)
            : BinaryNumber.Float(value, _wires[column] == Wire.FloatId, ref text);
        return text.AsSpan(0, length);
    }

    private static ValueKind Kind(Wire wire) => wire switch
    {
        Wire.Missing => ValueKind.Missing,
        Wire.Boolean or Wire.Integer => ValueKind.Number,
        Wire.Double => ValueKind.FloatingNumber,
        Wire.Timestamp => ValueKind.Timestamp,
        Wire.Date => ValueKind.Date,
        _ => ValueKind.Text,
    };

    private readonly record struct ScaledNumber(long Row, bool Fits, long Value, int Scale);
}
