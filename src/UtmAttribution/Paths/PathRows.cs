using System.Buffers.Text;
using System.Runtime.InteropServices;
using UtmAttribution.Errors;
using UtmAttribution.Sources;

namespace UtmAttribution.Paths;

/// <summary>Takes the rows of a file of paths in, and keeps account of what it passes over.</summary>
internal sealed class PathRows(string file, SourceTable table, PathNames names, bool hasValue, bool hasNulls)
{
    // Up to here doubles count whole numbers exactly, with room for sums and for cents.
    private const double Limit = 1e15;
    private const int LongestExcerpt = 60;

    private readonly ChannelPaths _paths = new();
    private readonly List<int> _channels = [];
    private long _row;
    private long _left;
    private CompensatedSum _leftConversions;
    private CompensatedSum _leftValue;
    private CompensatedSum _leftNulls;

    /// <summary>Takes a row in.</summary>
    public void Add(ReadOnlySpan<byte> path, double conversions, double value, double nulls)
    {
        _row++;
        names.Read(path, _channels);
        if (_channels.Count > 0)
        {
            _paths.Add(CollectionsMarshal.AsSpan(_channels), conversions, value, nulls);
            return;
        }

        _left++;
        _leftConversions.Add(conversions);
        _leftValue.Add(value);
        _leftNulls.Add(nulls);
    }

    /// <summary>A figure of the next row that counts something.</summary>
    public double Count(TableReader reader, int column)
    {
        var count = Figure(reader, column);
        return count >= 0 ? count : throw Wrong(reader, column, "a number, 0 or more");
    }

    /// <summary>A figure of the next row.</summary>
    public double Figure(TableReader reader, int column) =>
        !SourceValue.IsNull(reader, column) && TryFigure(reader, column, out var figure) && Math.Abs(figure) < Limit
            ? figure
            : throw Wrong(reader, column, "a number below 10^15");

    /// <summary>What the file says.</summary>
    public PathFile File()
    {
        if (_paths.Count == 0)
        {
            throw new InvalidInputException(
                $"'{file}' has no path with a channel: {(_row == 0 ? "it has no rows below its header" : $"column '{table.Columns[0].Name}' is empty in all of its {_row:N0} rows")}; "
                + "expected a path such as 'Facebook > Email' in every row.");
        }

        return new(_paths, names.Names, hasValue, [.. Warnings()]);
    }

    private IEnumerable<string> Warnings()
    {
        if (_left > 0)
        {
            yield return $"Paths without a channel in '{file}': {_left:N0}. They are left out, with {_leftConversions.Total} conversions"
                + $"{(hasValue ? $" worth {_leftValue.Total}" : "")} and {_leftNulls.Total} nulls: no channel can take their credit.";
        }

        if (names.EmptyNames > 0)
            yield return $"Empty names between separators in '{file}': {names.EmptyNames:N0}. They are passed over; the other channels of their paths count.";
        if (names.LikelySeparator is { } likely)
        {
            yield return $"The separator stands in no path, but '{likely.Separator}' in {likely.Paths:N0}, which are taken for paths of one channel; "
                + $"if it separates channels, give --separator '{likely.Separator}'.";
        }

        if (!hasNulls)
        {
            yield return $"'{file}' has no column '{table.Columns[3].Name}': every path counts as converted, so that the removal effect of a channel is the "
                + "share of conversions that pass it. If nulls are counted in another column, name it with --nulls.";
        }

        if (!hasValue)
            yield return $"'{file}' has no column '{table.Columns[2].Name}': only conversions are shared. If their value is in another column, name it with --value.";
        if (_paths.Conversions <= 0)
            yield return $"Nothing converts in '{file}': column '{table.Columns[1].Name}' is 0 in every path, and so is all credit for conversions.";
    }

    private static bool TryFigure(TableReader reader, int column, out double figure)
    {
        switch (reader.Kind(column))
        {
            case ValueKind.Text:
                var text = reader.Text(column).Trim(" \t\r"u8);
                return Utf8Parser.TryParse(text, out figure, out var read) && read == text.Length;
            case ValueKind.FloatingNumber:
                figure = BitConverter.Int64BitsToDouble(reader.Number(column));
                return true;
            default:
                figure = reader.Number(column) / Math.Pow(10, reader.Scale(column));
                return true;
        }
    }

    private InvalidInputException Wrong(TableReader reader, int column, string expected)
    {
        var found = SourceValue.Text(reader, column) switch
        {
            null => "is empty",
            { Length: > LongestExcerpt } text => $"holds '{text[..LongestExcerpt]}…'",
            var text => $"holds '{text}'",
        };
        return new($"'{file}', row {_row + 1:N0} below the header: column '{table.Columns[column].Name}' {found}; expected {expected}. Correct the row, or leave it out.");
    }
}
