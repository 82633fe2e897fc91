using UtmAttribution.Options;
using UtmAttribution.Sinks;

namespace UtmAttribution.Backfilling;

/// <summary>What the targets have of each date, held against what a run would publish now.</summary>
/// <param name="targets">The dates of each target.</param>
/// <param name="options">What a run is told now, as it is noted.</param>
/// <param name="digest">What the source is now.</param>
internal sealed class PublishedState(
    IReadOnlyList<IReadOnlyDictionary<DateOnly, PublishedDate>> targets, IReadOnlyDictionary<string, string> options, SourceDigest digest)
{
    /// <summary>Whether every target has the date as it would be published now.</summary>
    public bool IsCurrent(DateOnly date) => targets.All(target =>
        target.TryGetValue(date, out var published) && Reason(date, published) is null);

    /// <summary>What made published dates stale, as sentences.</summary>
    public IEnumerable<string> Changes(DateOnly from, DateOnly to)
    {
        var reasons = new SortedDictionary<string, SortedSet<DateOnly>>(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            foreach (var (date, published) in target.Where(date => date.Key >= from && date.Key <= to))
            {
                if (Reason(date, published) is not { } reason)
                    continue;
                if (!reasons.TryGetValue(reason, out var dates))
                    reasons.Add(reason, dates = []);
                dates.Add(date);
            }
        }

        return reasons.Select(reason => $"{DateRanges.Text(reason.Value)}: {reason.Key}");
    }

    private string? Reason(DateOnly date, PublishedDate published)
    {
        var differences = Differences(published);
        if (differences.Count > 0)
            return $"published with {string.Join(", ", differences)}";
        if (published.Source is null)
            return "published by utm run, which does not note what the source was";
        return published.Source == digest.Of(date) ? null : "the source has changed";
    }

    private List<string> Differences(PublishedDate published) =>
    [
        .. from name in options.Keys.Union(published.Options.Keys).Where(RunMetadata.IsRule).Order(StringComparer.Ordinal)
           let now = options.GetValueOrDefault(name)
           let before = published.Options.GetValueOrDefault(name)
           where now != before
           select $"{name} {Shown(before)} instead of {Shown(now)}",
    ];

    private static string Shown(string? value) => value is null or "" ? "nothing" : RunMetadata.Shown(value);
}
