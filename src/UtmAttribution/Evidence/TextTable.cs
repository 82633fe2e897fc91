using UtmAttribution.DuckDb;
using UtmAttribution.Loading;

namespace UtmAttribution.Evidence;

/// <summary>A table of texts whose first column is the row's number, from 0.</summary>
internal sealed class TextTable(DuckDBConnection connection, string table) : IDisposable
{
    private readonly DuckDBAppender appender = connection.CreateAppender(table);
    private int rows;

    public int AddTexts(params ReadOnlySpan<string?> texts)
    {
        for (var i = 0; i < texts.Length; i++)
            appender.SetText(i + 1, texts[i]);
        return EndRow();
    }

    public int Add(ReadOnlySpan<byte> text, string? second)
    {
        appender.SetUtf8(1, text);
        appender.SetText(2, second);
        return EndRow();
    }

    public int Add(ReadOnlySpan<byte> text, int second, bool isNull = false)
    {
        if (isNull)
            appender.SetNull(1);
        else
            appender.SetUtf8(1, text);
        appender.Set(2, second);
        return EndRow();
    }

    public void Close() => appender.Close();

    public void Dispose() => appender.Dispose();

    private int EndRow()
    {
        appender.Set(0, rows);
        appender.EndRow();
        return rows++;
    }
}
