using System.Globalization;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>Where the file of a date lies; with <c>/</c> on every system, relative to the target.</summary>
internal static class PartitionPath
{
    private const string Key = "date_start=";
    private const string File = "part-0.parquet";

    /// <summary>The file of a dataset's date. The key is <c>date_start</c> whatever the dataset's own column is called.</summary>
    public static string Of(string dataset, DateOnly date) => $"{dataset}/{Key}{date:yyyy-MM-dd}/{File}";

    /// <summary>The date in the path of a file, as it is written there: the order of these texts is that of the dates.</summary>
    public static string DateText(string path) => path.Split('/')[1];

    /// <summary>The dates that a dataset has in a target, in order: those whose name something has, whatever it is.</summary>
    public static IEnumerable<DateOnly> Dates(string directory, string dataset)
    {
        var folder = Path.Combine(directory, dataset);
        if (!Directory.Exists(folder))
            return [];
        return Directory.EnumerateFileSystemEntries(folder, Key + "*")
            .Select(partition => Path.GetFileName(partition)[Key.Length..])
            .Select(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? date
                : (DateOnly?)null)
            .OfType<DateOnly>()
            .Order();
    }

    /// <summary>Every published Parquet file of a target, in order: those in hidden folders are not published.</summary>
    public static IEnumerable<string> Files(string directory) =>
        Directory.EnumerateDirectories(directory)
            .Where(folder => !Path.GetFileName(folder).StartsWith('.'))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories))
            .Select(file => Relative(directory, file))
            .Order(StringComparer.Ordinal);

    /// <summary>A path below a folder, with <c>/</c>.</summary>
    public static string Relative(string directory, string path) =>
        Path.GetRelativePath(directory, path).Replace(Path.DirectorySeparatorChar, '/');
}
