namespace UtmAttribution.Sinks;

/// <summary>What a run publishes.</summary>
/// <param name="Datasets">The datasets with the dates that this run replaces.</param>
/// <param name="Metadata">Version, batch id, time zone, currency and model options, as text; written with every file.</param>
public sealed record PublishRequest(IReadOnlyList<DatasetDates> Datasets, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>
    /// The dates of the run, those too that are left as they are, and for each a hash of what of the source decides its rows; null
    /// where nobody has looked.
    /// </summary>
    public IReadOnlyDictionary<DateOnly, string?> Sources { get; init; } = new Dictionary<DateOnly, string?>();
}

/// <summary>A dataset and the dates of it that are replaced: rows of other dates are not touched, dates without rows are emptied.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="From">First date, inclusive.</param>
/// <param name="To">Last date, inclusive.</param>
/// <param name="AlsoUndated">Whether the rows of 1970-01-01 are replaced too (rejects without a date).</param>
public sealed record DatasetDates(Dataset Dataset, DateOnly From, DateOnly To, bool AlsoUndated = false)
{
    /// <summary>Which of these dates are replaced, as the others are known to have the same rows. Default: null, all.</summary>
    public IReadOnlySet<DateOnly>? Only { get; init; }
}
