using System.Globalization;
using UtmAttribution.DuckDb;
using UtmAttribution.Options;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Cli.Explaining;

/// <summary>What the run was told that published a date: it stands in the files.</summary>
internal static class PublishedSettings
{
    /// <summary>The rules of that run; the usual ones where the files do not tell.</summary>
    /// <param name="directory">The folder that runs publish to.</param>
    /// <param name="date">The local date of orders.</param>
    /// <param name="connection">Reads the files.</param>
    /// <param name="cancellation">Ends it.</param>
    public static AttributionOptions Of(string directory, DateOnly date, DuckDBConnection connection, CancellationToken cancellation)
    {
        var files = Path.Combine(Sql.Literal(Path.GetFullPath(directory)), "utm_order_mapping", $"date_start={date:yyyy-MM-dd}", "*.parquet");
        var told = connection.Rows(
            $"select distinct decode(key) as name, decode(value) as value from parquet_kv_metadata({Sql.Text(files)})",
            row => (Name: row.Get<string>("name"), Value: row.Get<string>("value")),
            cancellation).ToLookup(pair => pair.Name, pair => pair.Value);
        var usual = new AttributionOptions();
        return usual with
        {
            TimeZone = told["time_zone"].FirstOrDefault() ?? usual.TimeZone,
            PrimaryModel = Named(OptionNames.Models, "primary_model", usual.PrimaryModel),
            Lookback = Span("lookback", usual.Lookback),
            SessionTimeout = Span("session_timeout", usual.SessionTimeout),
            HalfLife = Span("half_life", usual.HalfLife),
            Position = told["position"].FirstOrDefault()?.Split(',') is [var first, var middle, var last]
                ? new(int.Parse(first), int.Parse(middle), int.Parse(last))
                : usual.Position,
            Touchpoints = Named(OptionNames.Touchpoints, "touchpoints", usual.Touchpoints),
            Revenue = Named(OptionNames.Revenue, "revenue", usual.Revenue),
            ShopHosts = told["shop_hosts"].FirstOrDefault() is { Length: > 0 } hosts ? hosts.Split(',') : [],
        };

        TimeSpan Span(string name, TimeSpan standard) =>
            TimeSpan.TryParseExact(told[name].FirstOrDefault(), "c", CultureInfo.InvariantCulture, out var span) ? span : standard;

        T Named<T>(IReadOnlyDictionary<T, string> names, string name, T standard)
            where T : notnull =>
            names.Where(pair => pair.Value == told[name].FirstOrDefault()).Select(pair => pair.Key).DefaultIfEmpty(standard).First();
    }
}
