using System.Buffers;
using System.Text;
using System.Text.Json;
using UtmAttribution.DuckDb;
using UtmAttribution.Evidence;

namespace UtmAttribution.Sources;

/// <summary>
/// Reads one JSON object a line. Numbers keep their digits, nested values their text. A line that is no object reads as a
/// row of NULLs, which the loader then rejects for its missing id.
/// </summary>
internal sealed class NdJsonReader : TableReader
{
    /// <summary>How many lines are looked at for the names of columns; a column may be absent from any of them.</summary>
    public const int RowsToLookAt = 1_000;

    private readonly DuckDBResult _lines;
    private readonly Func<DuckDBException, Exception> _broken;
    private readonly ArrayBufferWriter<byte> _values = new();
    private readonly (int Start, int Length)[] _places;
    private readonly Dictionary<string, int> _columns;
    private readonly JsonText _text = new();
    private readonly bool _hasRowText;
    private DuckDBDataChunk? _chunk;
    private int _row;

    /// <summary>Reads a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="lines">The lines; this owns them.</param>
    /// <param name="broken">Turns a fault of the files, met in the middle, into a message.</param>
    public NdJsonReader(SourceTable table, DuckDBResult lines, Func<DuckDBException, Exception> broken)
    {
        _lines = lines;
        _broken = broken;
        _columns = table.Columns.Select((column, index) => (column.Name, index))
            .ToDictionary(column => column.Name, column => column.index, StringComparer.OrdinalIgnoreCase);
        _hasRowText = table.HasRowText;
        _places = new (int, int)[table.Columns.Count + (_hasRowText ? 1 : 0)];
    }

    /// <summary>The names of all keys in these lines.</summary>
    public static IReadOnlyCollection<string> ColumnsIn(DuckDBResult lines)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using (lines)
        {
            while (lines.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    for (var line = 0; line < chunk.RowCount; line++)
                        AddNames(chunk.Column(0).Utf8(line), names);
                }
            }
        }
        return names;
    }

    public override ValueKind Kind(int column) => ValueKind.Text;

    public override bool Read()
    {
        if (_chunk is null || ++_row >= _chunk.RowCount)
        {
            _chunk?.Dispose();
            _chunk = NextChunk();
            _row = 0;
            if (_chunk is null)
                return false;
        }
        ReadLine(_chunk.Column(0).Utf8(_row));
        return true;
    }

    public override bool IsNull(int column) => _places[column].Length < 0;

    public override ReadOnlySpan<byte> Text(int column) => _values.WrittenSpan.Slice(_places[column].Start, _places[column].Length);

    public override long Number(int column) => throw new NotSupportedException("NDJSON values are text.");

    protected override void Dispose(bool disposing)
    {
        _chunk?.Dispose();
        _lines.Dispose();
    }

    private DuckDBDataChunk? NextChunk()
    {
        try
        {
            return _lines.FetchChunk();
        }
        catch (DuckDBException exception)
        {
            throw _broken(exception);
        }
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        Forget();
        try
        {
            var reader = new Utf8JsonReader(line, JsonText.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return;
            var others = _hasRowText ? new SortedDictionary<string, string>(StringComparer.Ordinal) : null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = _text.TakeName(ref reader);
                reader.Read();
                if (_columns.TryGetValue(name, out var column))
                    Take(ref reader, line, column);
                else if (others is null)
                    reader.Skip();
                else
                    others[name] = Encoding.UTF8.GetString(Raw(ref reader, line));
            }
            reader.Read(); // Throws where anything but blanks follows.
            if (others is { Count: > 0 })
                Keep(_places.Length - 1, Encoding.UTF8.GetBytes(string.Join('\u0001', others.Select(other => $"{other.Key}\u0002{other.Value}"))));
        }
        catch (JsonException)
        {
            Forget();
        }
    }

    private void Forget()
    {
        _values.ResetWrittenCount();
        Array.Fill(_places, (0, -1));
    }

    private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> line, int column)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                _places[column] = (0, -1);
                break;
            case JsonTokenType.String when _text.TryTake(ref reader, out var value):
                Keep(column, value);
                break;
            default:
                Keep(column, Raw(ref reader, line));
                break;
        }
    }

    private void Keep(int column, ReadOnlySpan<byte> value)
    {
        _places[column] = (_values.WrittenCount, value.Length);
        _values.Write(value);
    }

    private static ReadOnlySpan<byte> Raw(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return line[start..(int)reader.BytesConsumed];
    }

    private static void AddNames(ReadOnlySpan<byte> line, HashSet<string> names)
    {
        var keys = new JsonText();
        try
        {
            var reader = new Utf8JsonReader(line, JsonText.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                names.Add(keys.TakeName(ref reader));
                reader.Read();
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // The reading of the rows says what is wrong with it.
        }
    }
}
