using System.Globalization;
using System.Text.RegularExpressions;
using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>The SQL that reads files: every column cast to one of the few kinds that a <see cref="TableReader"/> hands over.</summary>
internal static partial class FileQuery
{
    // A customer journey of 10,000 moments is a line of several megabytes.
    private const int LongestLine = 64 * 1024 * 1024;

    /// <summary>The table function over Parquet files, as in a <c>from</c> clause.</summary>
    public static string Parquet(IReadOnlyList<TableFile> files) =>
        $"read_parquet({List(files)}, union_by_name = true, hive_partitioning = false)";

    /// <summary>The table function over what a Parquet file says of its columns and row groups.</summary>
    public static string ParquetMetadata(TableFile file) => $"parquet_metadata({List([file])})";

    /// <summary>The table function over CSV files with the same header. Nothing is left for the engine to guess.</summary>
    public static string Csv(IReadOnlyList<TableFile> files, CsvHeader header) => $"""
        read_csv({List(files)}, compression = '{files[0].Compression}', auto_detect = false, header = false, skip = {header.Lines}, delim = ',', quote = '"', escape = '"',
            columns = {"{"}{string.Join(", ", header.Columns.Select(column => $"{Literal(column)}: 'VARCHAR'"))}{"}"},
            hive_partitioning = false, allow_quoted_nulls = true, max_line_size = {LongestLine}, buffer_size = {LongestLine})
        """;

    /// <summary>Reads text files line by line; a blank line is NULL.</summary>
    /// <param name="files">The files.</param>
    /// <param name="tolerant">Whether lines may end in different ways, as those inside a CSV file's quotes do, and others that can't be read are passed over.</param>
    public static string Lines(IReadOnlyList<TableFile> files, bool tolerant = false) => $"""
        select line from read_csv({List(files)}, compression = '{files[0].Compression}', header = false, columns = {"{'line': 'VARCHAR'}"}, auto_detect = false, delim = '\x01',
            quote = '', escape = '', strict_mode = {(tolerant ? "false" : "true")}, ignore_errors = {(tolerant ? "true" : "false")},
            hive_partitioning = false, max_line_size = {LongestLine}, buffer_size = {LongestLine})
        """;

    /// <summary>Reads the columns of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="part">Some of its files.</param>
    /// <param name="range">Rows outside may be left out.</param>
    /// <param name="condition">Which of the rows; null for all.</param>
    /// <exception cref="InvalidInputException">A column has a type that can't be read.</exception>
    public static string Rows(SourceTable table, TablePart part, ReadRange? range, string? condition = null)
    {
        var types = part.Types;
        var columns = table.Columns.Select(column => types.TryGetValue(column.Name, out var type)
            ? Cast(column, type, table, part.Files)
            : "null::boolean").ToList();
        if (table.HasRowText)
        {
            var known = table.Columns.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var others = types.Keys.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal).Select(Quote).ToList();
            columns.Add(others.Count == 0 ? "null::varchar" : $"row({string.Join(", ", others)})::varchar");
        }
        var inRange = range is not null && HasRanges(part, range.Column) && types.TryGetValue(range.Column, out var rangeType)
            ? $"({Quote(range.Column)} is null or {AsTimestamp(Quote(range.Column), rangeType)} between make_timestamp({range.From}) and make_timestamp({range.Until - 1})"
              + $" or not isfinite({Quote(range.Column)}))"
            : null;
        var where = string.Join(" and ", new[] { condition, inRange }.OfType<string>());
        return $"select {string.Join(", ", columns)} from {part.Scan}{(where.Length > 0 ? $" where {where}" : "")}";
    }

    /// <summary>Whether rows of a range of times can be found without reading all.</summary>
    public static bool HasRanges(TablePart part, string column) => part.Types.TryGetValue(column, out var type) && IsTimestamp(type);

    /// <summary>A string as a SQL literal.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string List(IReadOnlyList<TableFile> files) =>
        $"[{string.Join(", ", files.Select(file => Literal(EscapeGlob(file.Path))))}]";

    // File names are literal: a bracket in a folder's name is no pattern.
    private static string EscapeGlob(string path) => GlobCharacter().Replace(path, "[$0]");

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Cast(SourceColumn column, string type, SourceTable table, IReadOnlyList<TableFile> files)
    {
        var name = Quote(column.Name);
        var isText = type == "VARCHAR" || type.StartsWith("ENUM", StringComparison.Ordinal) || type == "JSON";
        var isNested = type.EndsWith(']') || type.StartsWith("STRUCT", StringComparison.Ordinal) || type.StartsWith("MAP", StringComparison.Ordinal);
        var isInteger = type is "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER";
        var isNumber = isInteger || type is "UBIGINT" or "HUGEINT" or "UHUGEINT" or "FLOAT" or "DOUBLE" || type.StartsWith("DECIMAL", StringComparison.Ordinal);
        var text = $"{name}::varchar";
        // A column without any value has a type of its own in some writers.
        if (type is "\"NULL\"" or "NULL" or "INTEGER" && files.Count == 0)
            return "null::boolean";
        return (column.Type, type) switch
        {
            (_, _) when isText => type == "VARCHAR" ? name : text,
            (ColumnType.Id, _) when type is "FLOAT" or "DOUBLE" || type.StartsWith("DECIMAL", StringComparison.Ordinal) =>
                $"case when {name} = trunc({name}) then {name}::decimal(38, 0)::varchar else {text} end",
            (ColumnType.Id, "UUID") => text,
            (ColumnType.Id, _) when isInteger => $"{name}::bigint",
            (ColumnType.Id, _) when isNumber => text,
            (ColumnType.Text, _) when !isNested && type != "BLOB" => text,
            (ColumnType.Timestamp, _) when IsTimestamp(type) => AsTimestamp(name, type),
            (ColumnType.Date, "DATE") => name,
            (ColumnType.Date, _) when IsTimestamp(type) => $"{AsTimestamp(name, type)}::date",
            (ColumnType.Boolean, "BOOLEAN") => name,
            (ColumnType.Boolean, _) when isNumber => $"{name} <> 0",
            (ColumnType.Number, _) when isInteger => $"{name}::bigint",
            (ColumnType.Number, "DOUBLE") => name,
            (ColumnType.Number, _) when IsShortDecimal(type) => name,
            (ColumnType.Number, _) when isNumber => text,
            (ColumnType.Json, _) when isNested => $"to_json({name})::varchar",
            (ColumnType.Json, "BLOB") => $"try(decode({name}))",
            _ => throw new InvalidInputException(
                $"Column '{column.Name}' of table '{table.Name}' has type {type} in '{files[0].Path}'; "
                + $"expected {Expectation(column.Type)}. Export it with one of these types."),
        };
    }

    // Up to 18 digits come as one integer.
    private static bool IsShortDecimal(string type) =>
        ShortDecimal().Match(type) is { Success: true } match && int.Parse(match.Groups["digits"].ValueSpan, CultureInfo.InvariantCulture) <= 18;

    private static bool IsTimestamp(string type) => type.StartsWith("TIMESTAMP", StringComparison.Ordinal) || type == "DATE";

    // The session's zone is UTC, so that a time with a zone becomes its UTC time.
    private static string AsTimestamp(string name, string type) => type == "TIMESTAMP" ? name : $"{name}::timestamp";

    private static string Expectation(ColumnType type) => type switch
    {
        ColumnType.Id => "text or an integer",
        ColumnType.Text => "text",
        ColumnType.Timestamp => "a timestamp, or text such as '2025-01-31T23:59:59Z'",
        ColumnType.Date => "a date, or text such as '2025-01-31'",
        ColumnType.Boolean => "a boolean, or text such as 'true'",
        ColumnType.Number => "a number, or text such as '12.50'",
        _ => "JSON as text, or a nested column",
    };

    [GeneratedRegex(@"^DECIMAL\((?<digits>\d+),", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ShortDecimal();

    [GeneratedRegex(@"[\[\]*?]", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex GlobCharacter();
}
