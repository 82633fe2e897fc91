namespace UtmAttribution.Sinks.Manifests;

/// <summary>The ledger of the run that published last, kept as <c>_ledger.json</c>.</summary>
internal sealed record LedgerFile
{
    /// <summary>The file's name in the target.</summary>
    public const string FileName = "_ledger.json";

    /// <summary>The form of this file.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The run.</summary>
    public required string BatchId { get; init; }

    /// <summary>Its first local date, inclusive.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>Its last local date, inclusive.</summary>
    public required DateOnly? To { get; init; }

    /// <summary>Its reporting time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Its reporting currency.</summary>
    public required string Currency { get; init; }

    /// <summary>Whether all lines agree.</summary>
    public required bool Balances { get; init; }

    /// <summary>The checks, in the order of the data flow.</summary>
    public required IReadOnlyList<LedgerLine> Lines { get; init; }

    /// <summary>What it published.</summary>
    public required IReadOnlyList<PublishedDataset> Datasets { get; init; }

    /// <summary>The ledger of a run.</summary>
    public static LedgerFile Of(RunReport report) => new()
    {
        FormatVersion = 1,
        BatchId = report.BatchId,
        From = report.From,
        To = report.To,
        TimeZone = report.TimeZone,
        Currency = report.Currency,
        Balances = report.Ledger.Balances,
        Lines = report.Ledger.Lines,
        Datasets = report.Datasets,
    };
}
