using UtmAttribution.Options;

namespace UtmAttribution.Loading;

/// <summary>The dates whose orders a run computes, before it is known which dates the source has: its own and those that it learns from.</summary>
/// <param name="From">The first date; null for all from the first that there is.</param>
/// <param name="To">The last date; null for all to the last that there is.</param>
internal sealed record DatesToRead(DateOnly? From, DateOnly? To)
{
    /// <summary>
    /// The dates of the options. Where training dates lie apart from the run's, those between are read too: nothing else would
    /// come of two ranges but two questions to the source.
    /// </summary>
    public static DatesToRead Of(AttributionOptions options)
    {
        if (!options.Trains || options.From is not { } from)
            return new(options.From, Later(options.To, options.Training?.To));
        // A run ends where it begins or later, and with it the dates that it learns from unless others are given.
        var training = options.Training ?? TrainingDates.EndingOn(options.To ?? from);
        return new(from < training.From ? from : training.From, Later(options.To, training.To));
    }

    private static DateOnly? Later(DateOnly? one, DateOnly? other) => one < other ? other : one;
}
