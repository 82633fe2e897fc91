using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.ParquetFiles;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Loading.RowFiles;

/// <summary>
/// Rows of a loaded table in a Parquet file, neither compressed nor coded: what is written once and read once or twice costs half of
/// what the engine's own tables cost, which copy it four times on its way.
/// </summary>
/// <remarks>For every row, set each column exactly once, then call <see cref="EndRow"/>; after the last row call <see cref="Close"/>.</remarks>
internal sealed class RowFile : IDisposable
{
    // As many rows as the engine's threads like to take at once, unless they are long.
    private const int GroupRows = 15 * PageRows;
    private const int PageRows = 8_192; // What a reader holds at once should stay in its core's caches.
    private const long GroupBytes = 8L << 20;

    private readonly RowColumn[] _columns;
    private readonly SafeFileHandle _file;
    private readonly List<RowGroup> _groups = [];
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private long _position;
    private int _row;
    private int _valuesInRow;
    private long _textBytes;
    private bool _isClosed;

    /// <summary>Makes the file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="columns">The columns as the table has them.</param>
    /// <exception cref="SpillException">It can't be made.</exception>
    public RowFile(string path, IReadOnlyList<DuckDBColumn> columns)
    {
        _columns = [.. columns.Select(column => new RowColumn(column, GroupRows))];
        try
        {
            _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        }
        catch (Exception fault) when (TargetFault.IsOfDisk(fault))
        {
            throw new SpillException(fault);
        }
        Write([ParquetFooter.Magic.ToArray()]);
    }

    /// <summary>How many columns a row has.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>Sets a value of the current row in the engine's raw form: bool, byte, int, long or Int128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(int column, T value)
        where T : unmanaged
    {
        _columns[column].Add(value);
        _valuesInRow++;
    }

    /// <summary>Sets a text of the current row.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8: nothing is set.</exception>
    public void SetUtf8(int column, ReadOnlySpan<byte> text)
    {
        if (!Utf8.IsValid(text))
            throw new ArgumentException($"A text for column '{_columns[column].Name}' is not UTF-8.", nameof(text));
        _columns[column].AddText(text);
        _textBytes += text.Length;
        _valuesInRow++;
    }

    /// <summary>Sets NULL in the current row.</summary>
    public void SetNull(int column)
    {
        _columns[column].AddNull(_row);
        _valuesInRow++;
    }

    /// <summary>Ends the current row.</summary>
    /// <exception cref="InvalidOperationException">Not every column was set, or one was set twice.</exception>
    /// <exception cref="SpillException">The file can't be written.</exception>
    public void EndRow()
    {
        if (_valuesInRow != _columns.Length)
            throw new InvalidOperationException($"A row of {_valuesInRow} values where the table has {_columns.Length} columns.");
        _valuesInRow = 0;
        if (++_row % PageRows == 0)
            EndPage();
        if (_row == GroupRows || _textBytes > GroupBytes)
            WriteGroup();
    }

    /// <summary>Writes all rows and ends the file. A second call does nothing.</summary>
    /// <exception cref="SpillException">The file can't be written.</exception>
    public void Close()
    {
        if (_isClosed)
            return;
        if (_row > 0)
            WriteGroup();
        Write([ParquetFooter.Of([.. _columns.Select(column => (column.Name, column.Type))], _groups, new Dictionary<string, string>(), Compression.None)]);
        Dispose();
    }

    /// <summary>Closes the file as it is; without <see cref="Close"/> it is of no use.</summary>
    public void Dispose()
    {
        _isClosed = true;
        _file.Dispose();
    }

    private void EndPage()
    {
        foreach (var column in _columns)
            column.EndPage(_row);
    }

    private void WriteGroup()
    {
        if (_row % PageRows != 0)
            EndPage();
        var start = _position;
        var at = _position;
        var chunks = new List<ColumnChunk>(_columns.Length);
        _pieces.Clear();
        foreach (var column in _columns)
        {
            var bytes = column.AddPieces(_pieces);
            chunks.Add(new(column.Type, _row, DictionaryAt: null, at, bytes, bytes, column.Statistics()));
            at += bytes;
        }
        Write(_pieces);
        foreach (var column in _columns)
            column.Clear();
        _groups.Add(new(start, _row, chunks));
        (_row, _textBytes) = (0, 0);
    }

    private void Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        try
        {
            RandomAccess.Write(_file, pieces, _position);
        }
        catch (Exception fault) when (TargetFault.IsOfDisk(fault))
        {
            throw new SpillException(fault);
        }
        _position += pieces.Sum(piece => (long)piece.Length);
    }
}
