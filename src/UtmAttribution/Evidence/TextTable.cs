using UtmAttribution.DuckDb;
using UtmAttribution.Loading;

namespace UtmAttribution.Evidence;

/// <summary>A table of texts whose first column is the row's number, from 0.</summary>
internal sealed class TextTable(DuckDBConnection connection, string table) : IDisposable
{
    private readonly DuckDBAppender _appender = connection.CreateAppender(table);
    private int _rows;

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

    public int Add(ReadOnlySpan<byte> text, int second, bool isNull = false)
    {
        if (isNull)
            _appender.SetNull(1);
        else
            _appender.SetUtf8(1, text);
        _appender.Set(2, second);
        return EndRow();
    }

    public void Close() => _appender.Close();

    public void Dispose() => _appender.Dispose();

    private int EndRow()
    {
        _appender.Set(0, _rows);
        _appender.EndRow();
        return _rows++;
    }
}
