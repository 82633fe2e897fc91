namespace UtmAttribution.Sinks.Partitions;

/// <summary>Names, texts and paths as the embedded engine's SQL takes them.</summary>
internal static class Sql
{
    /// <summary>A name in quotes.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text in quotes.</summary>
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>The columns of a relation but for the visitor, whom nobody publishes: what is not asked for is not read.</summary>
    public const string PublishedColumns = $"columns(lambda name: name <> '{Dataset.VisitorColumn}')";

    /// <summary>A date.</summary>
    public static string Date(DateOnly date) => $"date '{date:yyyy-MM-dd}'";

    /// <summary>The rows of Parquet files with their own columns only: the key in the path is none of them.</summary>
    public static string Parquet(IEnumerable<string> patterns) =>
        $"read_parquet([{string.Join(", ", patterns.Select(Text))}], hive_partitioning = false, union_by_name = true)";

    /// <summary>The rows of one Parquet file.</summary>
    public static string Parquet(string path) => $"read_parquet({Text(Literal(path))}, hive_partitioning = false)";

    /// <summary>A path that is read as it stands, though it may have the characters of a pattern.</summary>
    public static string Literal(string path) =>
        string.Concat(path.Select(letter => letter is '*' or '?' or '[' ? $"[{letter}]" : letter.ToString()));
}
