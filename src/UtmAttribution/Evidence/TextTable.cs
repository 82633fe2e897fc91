using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;

namespace UtmAttribution.Evidence;

/// <summary>A table of texts whose first column is the row's number.</summary>
internal sealed class TextTable(LoadedRows tables, string table, PartNumbers numbers) : IDisposable
{
    private readonly RowFile _rowFile = tables.Open(table, numbers);
    private int _rows;

    /// <summary>Appends number 0, which has no texts; where another number stands before the texts, it is 0 too.</summary>
    public void AddNone(bool hasNumber = false)
    {
        var integers = hasNumber ? 2 : 1;
        for (var column = 0; column < integers; column++)
            _rowFile.Set(column, 0);
        for (var column = integers; column < _rowFile.ColumnCount; column++)
            _rowFile.SetNull(column);
        _rowFile.EndRow();
    }

    public int AddTexts(params ReadOnlySpan<string?> texts)
    {
        for (var i = 0; i < texts.Length; i++)
            _rowFile.SetText(i + 1, texts[i]);
        return EndRow();
    }

    public int Add(ReadOnlySpan<byte> text, string? second)
    {
        _rowFile.SetUtf8(1, text);
        _rowFile.SetText(2, second);
        return EndRow();
    }

    public int Add(ReadOnlySpan<byte> text)
    {
        _rowFile.SetUtf8(1, text);
        return EndRow();
    }

    public int Add(int number, ReadOnlySpan<byte> text)
    {
        _rowFile.Set(1, number);
        _rowFile.SetUtf8(2, text);
        return EndRow();
    }

    public void Close() => _rowFile.Close();

    public void Dispose() => _rowFile.Dispose();

    private int EndRow()
    {
        var number = numbers.Of(_rows++);
        _rowFile.Set(0, number);
        _rowFile.EndRow();
        return number;
    }
}
