using UtmAttribution.Engines;
using UtmAttribution.Loading;
using UtmAttribution.Options;

namespace UtmAttribution;

/// <summary>What the loaded data give reason to look at.</summary>
internal static class RunWarnings
{
    public static IEnumerable<string> Find(IEngine engine, AttributionOptions options, RunIdentity identity, CancellationToken cancellation) =>
        [.. RepeatedHours(engine, options, cancellation), .. NothingToLearn(engine, options, identity, cancellation)];

    private static IEnumerable<string> RepeatedHours(IEngine engine, AttributionOptions options, CancellationToken cancellation)
    {
        if (options.AdsDuplicates != AdsDuplicates.Sum)
            yield break;
        var hours = engine.Number("""
            select count(*) from (
                select 1 from used_ad_rows where is_used group by ad_no, row_hour
                having count(*) > 1 and (min(synced_us) <> max(synced_us) or (count(synced_us) > 0 and count(synced_us) < count(*)))
            ) as hours
            """, cancellation);
        if (hours > 0)
        {
            yield return $"{hours:N0} ad-hours have rows with different synced_at, which are summed as breakdowns: "
                + "if the table appends re-syncs, their spend counts more than once; use --ads-duplicates newest.";
        }
    }

    private static IEnumerable<string> NothingToLearn(IEngine engine, AttributionOptions options, RunIdentity identity, CancellationToken cancellation)
    {
        if (identity.Training is not { } training || !options.AllModels.Contains(AttributionModel.Markov))
            yield break;
        if (engine.Number("select count(*) from channel_credit", cancellation) == 0)
        {
            yield return $"The training dates {training.From:yyyy-MM-dd} to {training.To:yyyy-MM-dd} have no conversion: markov has nothing to learn from, "
                + "and shares as linear does; give other dates with --train.";
        }
    }
}
