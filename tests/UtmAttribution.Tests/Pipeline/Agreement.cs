using System.Globalization;
using System.Text;
using UtmAttribution.DuckDb;
using UtmAttribution.Options;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Reference;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>Holds what a run published against what the reference implementation makes of the same source.</summary>
internal static class Agreement
{
    // Not defined by the contract: the wording of what was found, and which run it was.
    private static readonly HashSet<string> NotCompared = [.. Dataset.AuditColumns, "utm_batch_id"];

    /// <summary>The rows that differ, a line each; empty where both agree on every value.</summary>
    public static IReadOnlyList<string> Differences(string outputFolder, ReferenceResult expected, int mostPerDataset = 5)
    {
        var differences = new List<string>();
        foreach (var dataset in expected.Datasets.Values)
        {
            var isRejects = dataset.Name == "utm_rejects";
            var columns = dataset.Columns.Where(column => !NotCompared.Contains(column)).ToList();
            var found = ReadPublished(outputFolder, dataset.Name, columns, isRejects);
            var wanted = dataset.Rows
                .Select(row => Line(columns.Select(column => row[dataset.Columns.ToList().IndexOf(column)]).ToList(), columns, isRejects))
                .Order(StringComparer.Ordinal).ToList();
            differences.AddRange(Compare(dataset.Name, columns, wanted, found, mostPerDataset));
        }
        return differences;
    }

    /// <summary>The published rows of a dataset as text, sorted.</summary>
    public static List<string> ReadPublished(string outputFolder, string dataset, IReadOnlyList<string> columns, bool isRejects = false)
    {
        var rows = new List<string>();
        if (!Directory.Exists(Path.Combine(outputFolder, dataset)))
            return rows;
        using var database = DuckDBDatabase.Open(new DuckDBSettings());
        using var connection = database.Connect();
        using var reader = connection.ExecuteReader(
            $"select {string.Join(", ", columns)} from read_parquet('{outputFolder}/{dataset}/*/*.parquet', hive_partitioning = false)");
        var values = new string?[columns.Count];
        while (reader.Read())
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = reader.IsDBNull(i) ? null : Text(reader.GetValue(i));
            rows.Add(Line(values, columns, isRejects));
        }
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static IEnumerable<string> Compare(
        string dataset, IReadOnlyList<string> columns, List<string> wanted, List<string> found, int most)
    {
        var missing = Except(wanted, found);
        var extra = Except(found, wanted);
        if (missing.Count + extra.Count > 0)
            yield return $"{dataset}: {wanted.Count} rows expected, {found.Count} found; {missing.Count} missing, {extra.Count} unexpected ({string.Join('|', columns)})";
        foreach (var line in missing.Take(most))
            yield return $"{dataset} misses  {line}";
        foreach (var line in extra.Take(most))
            yield return $"{dataset} has     {line}";
    }

    private static List<string> Except(List<string> lines, List<string> others)
    {
        var counts = others.CountBy(line => line).ToDictionary(line => line.Key, line => line.Value, StringComparer.Ordinal);
        var left = new List<string>();
        foreach (var line in lines)
        {
            if (counts.TryGetValue(line, out var count) && count > 0)
                counts[line] = count - 1;
            else
                left.Add(line);
        }
        return left;
    }

    private static string Line(IReadOnlyList<string?> values, IReadOnlyList<string> columns, bool isRejects)
    {
        var line = new StringBuilder();
        var isPartial = !isRejects || values[columns.ToList().IndexOf("severity")] == "partial";
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
                line.Append('|');
            line.Append(columns[i] == "detail" && !isPartial ? "" : values[i] ?? "∅");
        }
        return line.ToString();
    }

    /// <summary>A published value as text; times are UTC.</summary>
    public static string Text(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The reference's options that say the same.</summary>
    public static ReferenceOptions ToReference(AttributionOptions options) => new()
    {
        From = options.From,
        To = options.To,
        TimeZone = options.TimeZone,
        Currency = options.Currency,
        Models = [.. options.Models.Select(model => model.Name())],
        PrimaryModel = options.PrimaryModel.Name(),
        Train = options.Training is { } training ? (training.From, training.To) : null,
        MarkovOrder = options.MarkovOrder,
        LookbackDays = (int)options.Lookback.TotalDays,
        SessionTimeoutSeconds = (long)options.SessionTimeout.TotalSeconds,
        HalfLifeSeconds = (long)options.HalfLife.TotalSeconds,
        Position = (options.Position.First, options.Position.Middle, options.Position.Last),
        Touchpoints = options.Touchpoints switch
        {
            TouchpointTiers.All => ReferenceTouchpoints.All,
            TouchpointTiers.NonDirect => ReferenceTouchpoints.NonDirect,
            _ => ReferenceTouchpoints.BestTier,
        },
        NetRevenue = options.Revenue == RevenueBasis.Net,
        AdsDuplicates = options.AdsDuplicates switch
        {
            AdsDuplicates.Newest => ReferenceAdsDuplicates.Newest,
            AdsDuplicates.Error => ReferenceAdsDuplicates.Error,
            _ => ReferenceAdsDuplicates.Sum,
        },
        ShopHosts = options.ShopHosts,
    };
}
