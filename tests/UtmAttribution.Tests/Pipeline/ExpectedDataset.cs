using System.IO.Compression;
using System.Text;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>A dataset of the sample in <c>data-samples/expected</c>: CSV, a row a line, sorted by the key, without the audit columns.</summary>
/// <param name="Name">The dataset's name.</param>
/// <param name="Key">The columns that name a row.</param>
/// <param name="Packed">Whether the file is gzipped, as the large ones are.</param>
internal sealed partial record ExpectedDataset(string Name, string[] Key, bool Packed = false)
{
    private static readonly string[] Hour =
    [
        "date_start", "hour_start", "campaign_id", "campaign_name", "adset_id", "adset_name", "ad_id", "ad_name",
        "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "channel", "sub_channel",
    ];

    /// <summary>All that are published.</summary>
    public static IReadOnlyList<ExpectedDataset> All { get; } =
    [
        new("utm_sessions", ["session_id"]),
        new("utm_order_mapping", ["order_id", "attribution_model", "session_id"], Packed: true),
        new("utm_hourly_metrics", Hour),
        new("utm_hourly_attribution", [.. Hour, "attribution_model"], Packed: true),
        new("utm_ad_hourly_performance", Hour, Packed: true),
        new("utm_daily_summary", ["date_start", "channel", "sub_channel", "utm_source", "utm_campaign"]),
        new("utm_rejects", ["source_table", "record_date", "record_id", "severity", "reason", "detail"]),
    ];

    /// <summary>The one that only runs publish that learn.</summary>
    public static ExpectedDataset Learned { get; } = new("utm_channel_attribution", ["train_from", "train_to", "attribution_model", "channel"]);

    /// <summary>The folder with the expected files.</summary>
    public static string Folder { get; } = Path.Combine(SampleRun.Source, "expected");

    /// <summary>The file with the expected rows.</summary>
    public string ExpectedFile => Path.Combine(Folder, $"{Name}.csv{(Packed ? ".gz" : "")}");

    /// <summary>The published rows as lines, headings first.</summary>
    public List<string> ReadPublished(string folder)
    {
        using var database = DuckDBDatabase.Open(new DuckDBSettings());
        using var connection = database.Connect();
        using var reader = connection.ExecuteReader(
            $"""
            select columns(c -> c not in ({string.Join(", ", Dataset.AuditColumns.Select(column => $"'{column}'"))}))
            from read_parquet('{folder}/{Name}/*/*.parquet', hive_partitioning = false)
            order by {string.Join(", ", Key.Select(column => $"{column} nulls last"))}
            """);
        var columns = Enumerable.Range(0, reader.FieldCount).ToArray();
        List<string> lines = [string.Join(',', columns.Select(reader.GetName))];
        while (reader.Read())
            lines.Add(string.Join(',', columns.Select(column => reader.IsDBNull(column) ? "" : Field(Agreement.Text(reader.GetValue(column))))));
        return lines;
    }

    /// <summary>The expected rows as lines, headings first.</summary>
    public List<string> ReadExpected()
    {
        using var file = File.OpenRead(ExpectedFile);
        using Stream content = Packed ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n')[..^1]];
    }

    /// <summary>Writes the rows as the expected ones.</summary>
    public void WriteExpected(IEnumerable<string> lines)
    {
        using var file = File.Create(ExpectedFile);
        using Stream content = Packed ? new GZipStream(file, CompressionLevel.SmallestSize) : file;
        foreach (var line in lines)
            content.Write(Encoding.UTF8.GetBytes($"{line}\n"));
    }

    // A backslash, a line feed and a carriage return are written as \\, \n and \r, so that a row is a line whatever it holds.
    private static string Field(string value)
    {
        var text = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
        return text.Length == 0 || text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
