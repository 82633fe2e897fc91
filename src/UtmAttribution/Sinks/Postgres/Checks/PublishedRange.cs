using System.Globalization;
using Npgsql;
using UtmAttribution.Options;

namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>Dates that runs with the same rules have published, and that no later run has replaced.</summary>
/// <param name="Options">The rules, and the first and last of the dates.</param>
/// <param name="Days">The dates.</param>
internal sealed record PublishedRange(AttributionOptions Options, IReadOnlyList<DateOnly> Days)
{
    // A date belongs to the last run that covers it; what was deleted for its age is before the first that is left.
    private const string Owned = """
        with owners as (
            select day::date as day, (array_agg(batch_id order by published_at desc, batch_id desc))[1] as batch_id
            from utm_runs cross join generate_series(from_date, to_date, interval '1 day') as days (day)
            group by 1
        )
        select day, time_zone, currency, options ->> 'revenue', options ->> 'ads_duplicates', options ->> 'lookback'
        from owners inner join utm_runs using (batch_id)
        where day >= (
            select least(
                (select min(order_date_local) from utm_order_mapping),
                (select min(date_start) from utm_ad_hourly_performance)
            )
        )
        order by day
        """;

    /// <summary>All that is published.</summary>
    public static IReadOnlyList<PublishedRange> All(NpgsqlConnection connection)
    {
        var days = connection.Rows(Owned, row => (
            Day: row.GetFieldValue<DateOnly>(0),
            Rules: (Zone: row.GetString(1), Currency: row.GetString(2), Revenue: row.GetString(3), Duplicates: row.GetString(4), Lookback: row.GetString(5))));
        return
        [
            .. from day in days
               group day.Day by day.Rules into dates
               let rules = dates.Key
               let options = new AttributionOptions
               {
                   From = dates.Min(),
                   To = dates.Max(),
                   TimeZone = rules.Zone,
                   Currency = rules.Currency,
                   Revenue = OptionNames.Revenue.Single(name => name.Value == rules.Revenue).Key,
                   AdsDuplicates = OptionNames.AdsDuplicates.Single(name => name.Value == rules.Duplicates).Key,
                   Lookback = TimeSpan.ParseExact(rules.Lookback, "c", CultureInfo.InvariantCulture),
               }
               select new PublishedRange(options, [.. dates]),
        ];
    }
}
