using System.Globalization;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Verification;

/// <summary>
/// Compares the totals over the dates of the last run with its ledger: it has written their files, or found that they are as it
/// would write them.
/// </summary>
internal sealed class LedgerVerification(string directory, Manifest manifest, IReadOnlySet<string> readable)
{
    private static readonly (string Prefix, string Dataset, string Column)[] ModelTotals =
    [
        ("revenue, ", "utm_order_mapping", "attributed_revenue"),
        ("channel conversions, ", "utm_channel_attribution", "conversions"), ("channel revenue, ", "utm_channel_attribution", "revenue"),
    ];

    private static readonly (string Line, string Column)[] AdTotals =
        [("ad spend", "ad_spend"), ("ad impressions", "ad_impressions"), ("ad clicks", "ad_clicks")];

    /// <summary>Compares; the findings come in the order of the ledger.</summary>
    public IReadOnlyList<string> Run(DuckDBDatabase database, CancellationToken cancellation)
    {
        var path = Path.Combine(directory, LedgerFile.FileName);
        if (!Path.Exists(path))
            return [$"{LedgerFile.FileName} is missing: the totals of the last run cannot be verified."];
        LedgerFile ledger;
        try
        {
            ledger = AtomicFile.Read(path, PublishedJson.Readable.LedgerFile, "ledger", "The next run writes it anew.");
        }
        catch (InvalidInputException fault)
        {
            return [fault.Message];
        }

        if (ledger.BatchId != manifest.BatchId)
        {
            return
            [
                $"{LedgerFile.FileName} is of the run {ledger.BatchId}, {Manifest.FileName} of {manifest.BatchId}: "
                + "they do not belong together.",
            ];
        }


        using var connection = database.Connect();
        return
        [
            .. Unbalanced(ledger), .. Rows(ledger),
            .. ModelTotals.SelectMany(total => Models(ledger, total, connection, cancellation)), .. Ads(ledger, connection, cancellation),
        ];
    }

    private static IEnumerable<string> Unbalanced(LedgerFile ledger) =>
        ledger.Lines.Where(line => !line.Agrees).Select(line =>
            $"{LedgerFile.FileName} does not balance: '{line.Name}' has {line.Expected} on one side and {line.Actual} on the other.");

    private IEnumerable<string> Rows(LedgerFile ledger) =>
        from dataset in ledger.Datasets
        let rows = manifest.Files.Where(file => file.Dataset == dataset.Name && file.BatchId == ledger.BatchId).Sum(file => file.Rows)
        where rows != dataset.Rows
        select $"{dataset.Name}: {LedgerFile.FileName} says that the last run published {dataset.Rows} rows, {Manifest.FileName} {rows}.";

    private IEnumerable<string> Models(
        LedgerFile ledger, (string Prefix, string Dataset, string Column) total, DuckDBConnection connection, CancellationToken cancellation)
    {
        var (prefix, dataset, column) = total;
        var lines = ledger.Lines.Where(line => line.Name.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(line => line.Name[prefix.Length..], line => line.Actual);
        if (lines.Count == 0 || FilesOfLastRun(dataset, ledger) is not { } files)
            return [];

        var sums = new Dictionary<string, decimal>();
        if (files.Count > 0)
        {
            using var reader = connection.ExecuteReader(
                $"select attribution_model, sum({column}) from {Sql.Parquet(files)} group by all", cancellation);
            while (reader.Read())
                sums.Add(reader.GetString(0), reader.GetDecimal(1));
        }

        return lines.Keys.Union(sums.Keys).Order(StringComparer.Ordinal)
            .Where(model => lines.GetValueOrDefault(model) != sums.GetValueOrDefault(model))
            .Select(model => $"{dataset}: {column} of '{model}' sums to {sums.GetValueOrDefault(model)} over the dates of the "
                + $"last run, {LedgerFile.FileName} has {lines.GetValueOrDefault(model)}.");
    }

    private IEnumerable<string> Ads(LedgerFile ledger, DuckDBConnection connection, CancellationToken cancellation)
    {
        var lines = AdTotals.Join(ledger.Lines, total => total.Line, line => line.Name, (total, line) => (total.Column, line.Actual)).ToList();
        if (lines.Count == 0 || FilesOfLastRun("utm_ad_hourly_performance", ledger) is not { } files)
            yield break;
        foreach (var (column, expected) in lines)
        {
            var sum = files.Count == 0
                ? 0
                : connection.Scalar<decimal?>($"select sum({column})::decimal(38, 4) from {Sql.Parquet(files)}", cancellation) ?? 0;
            if (sum != expected)
            {
                yield return $"utm_ad_hourly_performance: {column} sums to {sum} over the dates of the last run, "
                    + $"{LedgerFile.FileName} has {expected}.";
            }
        }
    }

    /// <summary>The files, as patterns for the engine; null where one is missing or broken, which is a finding already.</summary>
    private List<string>? FilesOfLastRun(string dataset, LedgerFile ledger)
    {
        // Channels' credit is of the last date that the run has learned from, which ends the option.
        var (from, to) = dataset == Datasets.ChannelAttribution.Name && manifest.Options.GetValueOrDefault("train") is { Length: >= 10 } train
            && DateOnly.TryParseExact(train[^10..], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var trained)
            ? (trained, trained)
            : (ledger.From, ledger.To);
        var files = manifest.Files.Where(file => file.Dataset == dataset && from <= file.DateStart && file.DateStart <= to).Select(file => file.Path).ToList();
        return files.TrueForAll(readable.Contains) ? files.ConvertAll(file => Sql.Literal(Path.Combine(directory, file))) : null;
    }
}
