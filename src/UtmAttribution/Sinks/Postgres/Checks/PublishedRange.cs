using System.Globalization;
using Npgsql;
using UtmAttribution.Options;

namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>Dates that runs with the same rules have published, and that no later run has replaced.</summary>
/// <param name="Options">The rules, and the first and last of the dates.</param>
/// <param name="Days">The dates.</param>
internal sealed record PublishedRange(AttributionOptions Options, IReadOnlyList<DateOnly> Days)
{
    // What was deleted for its age is before the first date that is left.
    private const string FirstLeft = """
        select least((select min(order_date_local) from utm_order_mapping), (select min(date_start) from utm_ad_hourly_performance))
        """;

    /// <summary>All that is published.</summary>
    public static IReadOnlyList<PublishedRange> All(NpgsqlConnection connection)
    {
        var first = connection.Rows(FirstLeft, row => row.IsDBNull(0) ? (DateOnly?)null : row.GetFieldValue<DateOnly>(0))[0];
        var days = PublishedDates.Read(connection).Where(date => date.Key >= first).OrderBy(date => date.Key).Select(date => (
            Day: date.Key,
            Rules: (Zone: date.Value.Options["time_zone"], Currency: date.Value.Options["currency"], Revenue: date.Value.Options["revenue"],
                Duplicates: date.Value.Options["ads_duplicates"], Lookback: date.Value.Options["lookback"])));
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
