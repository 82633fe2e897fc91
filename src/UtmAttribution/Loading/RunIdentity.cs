using UtmAttribution.Options;

namespace UtmAttribution.Loading;

/// <summary>What a run is, once the source has been looked at.</summary>
/// <param name="BatchId">The id of all that it publishes.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="From">First local date, inclusive.</param>
/// <param name="To">Last local date, inclusive.</param>
/// <param name="Currency">The reporting currency.</param>
/// <param name="Training">The dates that data-driven models learn from; null where nothing is to be learned or added up.</param>
internal sealed record RunIdentity(
    string BatchId, DateTimeOffset StartedAt, DateOnly From, DateOnly To, string Currency, TrainingDates? Training = null)
{
    /// <summary>Of models that are computed for no run's dates.</summary>
    public static RunIdentity Undated(string currency) => new("", DateTimeOffset.UnixEpoch, DateOnly.MinValue, DateOnly.MinValue, currency);
}
