using UtmAttribution.Engines;
using UtmAttribution.Options;

namespace UtmAttribution;

/// <summary>What the loaded data give reason to look at.</summary>
internal static class RunWarnings
{
    public static IEnumerable<string> Find(IEngine engine, AttributionOptions options, CancellationToken cancellation)
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
}
