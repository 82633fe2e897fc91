using UtmAttribution.Sinks;

namespace UtmAttribution.Comparison;

/// <summary>What of two outputs is compared. Immutable.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The datasets. Default: all.</summary>
    public IReadOnlyList<Dataset> Datasets { get; init; } = Sinks.Datasets.All;

    /// <summary>First date, inclusive, by each dataset's own date column. Default: all there are.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last date, inclusive. Default: all there are.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// What the engine may take: <see cref="AttributionOptions.Memory"/>, <see cref="AttributionOptions.Threads"/> and
    /// <see cref="AttributionOptions.TempDirectory"/>, and nothing else of it. Default: what a run takes.
    /// </summary>
    public AttributionOptions Machine { get; init; } = new();
}
