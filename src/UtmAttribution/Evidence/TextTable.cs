using UtmAttribution.DuckDb;
using UtmAttribution.Loading;

namespace UtmAttribution.Evidence;

/// <summary>A table of texts whose first column is the row's number.</summary>
internal sealed class TextTable(DuckDBConnection connection, string table, PartNumbers numbers) : IDisposable
{
    private readonly DuckDBAppender _appender = connection.CreateAppender(table);
    private int _rows;

    /// <summary>Appends number 0, which has no texts; where another number stands before the texts, it is 0 too.</summary>
    public void AddNone(bool hasNumber = false)
    {
        var integers = hasNumber ? 2 : 1;
        for (var column = 0; column < integers; column++)
            _appender.Set(column, 0);
        for (var column = integers; column < _appender.ColumnCount; column++)
            _appender.SetNull(column);
        _appender.EndRow();
    }

    public int AddTexts(params ReadOnlySpan<string?> texts)
    {
        for (var i = 0; i < texts.Length; i++)
            _appender.SetText(i + 1, texts[i]);
        return EndRow();
    }

    public int Add(ReadOnlySpan<byte> text, string? second)
    {
        _appender.SetUtf8(1, text);
        _appender.SetText(2, second);
        return EndRow();
    }

    public int Add(ReadOnlySpan<byte> text)
    {
        _appender.SetUtf8(1, text);
        return EndRow();
    }

    public int Add(int number, ReadOnlySpan<byte> text)
    {
        _appender.Set(1, number);
        _appender.SetUtf8(2, text);
        return EndRow();
    }

    public void Close() => _appender.Close();

    public void Dispose() => _appender.Dispose();

    private int EndRow()
    {
        var number = numbers.Of(_rows++);
        _appender.Set(0, number);
        _appender.EndRow();
        return number;
    }
}
