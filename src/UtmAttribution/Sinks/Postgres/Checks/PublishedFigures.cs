using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Loading;

namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>Brings orders and ad hours, as they are published, to where the source was loaded.</summary>
internal static class PublishedFigures
{
    private const string Tables = """
        create table days (day date);
        create table published_orders (order_id varchar, created_us bigint, day date, value bigint, published_us bigint);
        create table published_ads (day date, hour integer, spend bigint, impressions bigint, clicks bigint);
        """;

    // A later run may have looked at the order's date, and found the same rows.
    private const string Orders = """
        with looks as (
            select day::date as day, max(started_at) as started_at
            from utm_runs cross join generate_series(from_date, to_date, interval '1 day') as days (day) group by 1
        )
        select order_id, order_date, order_date_local - date '1970-01-01', (order_value * 10000)::bigint, looks.started_at
        from utm_order_mapping
        inner join utm_runs using (batch_id)
        inner join looks on looks.day = order_date_local
        where is_primary_attribution and attribution_model = options ->> 'primary_model'
        """;

    private const string Ads = """
        select date_start - date '1970-01-01', hour_start, (sum(ad_spend) * 10000)::bigint, sum(ad_impressions)::bigint, sum(ad_clicks)::bigint
        from utm_ad_hourly_performance where data_match_status <> 'utm_only' group by 1, 2
        """;

    /// <summary>Makes <c>days</c>, <c>published_orders</c> and <c>published_ads</c>; money in 10^-4, times in microseconds since 1970.</summary>
    public static void Load(NpgsqlConnection connection, DuckDBConnection engine, IReadOnlyList<DateOnly> days, CancellationToken cancellation)
    {
        engine.Execute(Tables, cancellation);
        using var dates = engine.CreateAppender("days");
        foreach (var day in days)
        {
            dates.Set(0, Cleaning.Timestamp.ToDays(day));
            dates.EndRow();
        }

        dates.Close();
        Copy(connection, Orders, engine, "published_orders", (row, to) =>
        {
            to.SetText(0, row.GetString(0));
            to.Set(1, Microseconds(row.GetDateTime(1)));
            to.Set(2, row.GetInt32(2));
            to.Set(3, row.GetInt64(3));
            to.Set(4, Microseconds(row.GetDateTime(4)));
        }, cancellation);
        Copy(connection, Ads, engine, "published_ads", (row, to) =>
        {
            to.Set(0, row.GetInt32(0));
            to.Set(1, row.GetInt32(1));
            for (var measure = 2; measure <= 4; measure++)
                to.Set(measure, row.GetInt64(measure));
        }, cancellation);
    }

    private static void Copy(
        NpgsqlConnection connection, string sql, DuckDBConnection engine, string table, Action<NpgsqlDataReader, DuckDBAppender> row, CancellationToken cancellation)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        using var appender = engine.CreateAppender(table);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            row(reader, appender);
            appender.EndRow();
        }

        appender.Close();
    }

    private static long Microseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
