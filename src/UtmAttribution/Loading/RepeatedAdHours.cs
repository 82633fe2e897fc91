using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>Refuses several usable rows of one ad-hour, for tables that must not have them.</summary>
internal static class RepeatedAdHours
{
    private const int Named = 3;

    /// <summary>Looks for ad-hours with several rows among those loaded.</summary>
    /// <exception cref="InvalidInputException">There are some: the message names the first of them and how many there are.</exception>
    public static void Refuse(DuckDBConnection connection, ISource source, CancellationToken cancellation)
    {
        var examples = new List<string>();
        long repeated = 0;
        using var reader = connection.ExecuteReader($"""
            select campaign_id, ad_id, date_start, hour_start, count(*) as rows, count(*) over () as hours
            from ad_rows join ad_labels using (label_no)
            where reason is null
            group by campaign_id, ad_id, date_start, hour_start
            having count(*) > 1
            order by date_start, hour_start, campaign_id, ad_id
            limit {Named}
            """, cancellation);
        while (reader.Read())
        {
            examples.Add(
                $"ad '{reader.GetString(1)}' of campaign '{reader.GetString(0)}' on {reader.GetFieldValue<DateOnly>(2):yyyy-MM-dd} "
                + $"at {reader.GetInt32(3):00}:00 ({reader.GetInt64(4)} rows)");
            repeated = reader.GetInt64(5);
        }
        if (repeated == 0)
            return;
        throw new InvalidInputException(
            $"Table 'ads_insights_hourly' ({source.Description}) has {repeated:N0} ad-hour{(repeated == 1 ? "" : "s")} with several usable rows, "
            + $"which --ads-duplicates error forbids: {string.Join(", ", examples)}{(repeated > Named ? ", …" : ".")} "
            + "Remove all but one row of each, or choose --ads-duplicates sum (breakdowns) or newest (re-syncs).");
    }
}
