using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sources;

namespace UtmAttribution.Paths;

/// <summary>The paths of a file: a row is a path, with how often it converted, for what value, and how often it did not.</summary>
/// <param name="Paths">The paths, their channels by number.</param>
/// <param name="Channels">The names of these numbers, in the order in which the file has them.</param>
/// <param name="HasValue">Whether the file says what conversions are worth.</param>
/// <param name="Warnings">What of the file was passed over or seems wrong, as sentences.</param>
public sealed record PathFile(ChannelPaths Paths, IReadOnlyList<string> Channels, bool HasValue, IReadOnlyList<string> Warnings)
{
    private const int PathPlace = 0;
    private const int ConversionsPlace = 1;
    private const int ValuePlace = 2;
    private const int NullsPlace = 3;
    private const string UsualValueColumn = "total_conversion_value";
    private const string UsualNullsColumn = "total_null";

    /// <summary>
    /// Reads a file: CSV or NDJSON (also <c>.gz</c>, <c>.zst</c>) or Parquet. Paths without a channel are left out, with a warning: no
    /// channel could take their credit. Without a column of nulls every path counts as converted.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="options">Its columns and separator.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InvalidOptionException">The separator is empty, or two columns are one.</exception>
    /// <exception cref="InvalidInputException">The file is damaged, lacks a column, has no path, or a figure that is none.</exception>
    public static PathFile Read(string file, PathFileOptions options, CancellationToken cancellation = default)
    {
        var table = TableOf(options);
        if (!File.Exists(file))
            throw new InvalidInputException($"There is no file '{file}'; expected a file of paths.");
        using var database = DuckDBDatabase.Open(new());
        using var source = FileSource.OfFile(file, database);
        var optional = table with { Columns = [.. table.Columns.Select(column => column with { IsRequired = false })] };
        var found = source.ColumnsOf(optional, cancellation);
        foreach (var (column, option) in table.Columns.Zip(["--path-column", "--conversions", "--value", "--nulls"]))
        {
            if (column.IsRequired && !found.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
            {
                throw new InvalidInputException(
                    $"'{file}' has no column '{column.Name}'; found the columns {TableFault.List(found)}. Name the column that is meant with {option}.");
            }
        }

        using var reader = source.Open(optional, range: null, cancellation)!;
        var (hasValue, hasNulls) = (found.Contains(table.Columns[ValuePlace].Name, StringComparer.OrdinalIgnoreCase),
            found.Contains(table.Columns[NullsPlace].Name, StringComparer.OrdinalIgnoreCase));
        var rows = new PathRows(file, table, new PathNames(options.Separator), hasValue, hasNulls);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(
                SourceValue.IsNull(reader, PathPlace) ? default : SourceValue.Utf8(reader, PathPlace),
                rows.Count(reader, ConversionsPlace),
                hasValue ? rows.Figure(reader, ValuePlace) : 0,
                hasNulls ? rows.Count(reader, NullsPlace) : 0);
        }

        return rows.File();
    }

    // The file is a table of its own kind; its columns are checked here, where the options that name them are known.
    private static SourceTable TableOf(PathFileOptions options)
    {
        if (options.Separator.Length == 0)
            throw new InvalidOptionException("--separator: the value is empty; give what stands between two channels, such as \" > \"");
        SourceColumn[] columns =
        [
            new(options.PathColumn, ColumnType.Text, IsRequired: true),
            new(options.ConversionsColumn, ColumnType.Number, IsRequired: true),
            new(options.ValueColumn ?? UsualValueColumn, ColumnType.Number, IsRequired: options.ValueColumn is not null),
            new(options.NullsColumn ?? UsualNullsColumn, ColumnType.Number, IsRequired: options.NullsColumn is not null),
        ];
        var repeated = columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return repeated is null ? new("paths", columns) : throw new InvalidOptionException(
            $"the column '{repeated.Key}' is named {repeated.Count()} times; give path, conversions, value and nulls a column each");
    }
}
