using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>What differs between a loaded source and what is published of it.</summary>
internal static class SourceDifferences
{
    // U+0000 is in no text of PostgreSQL.
    private const string Source = """
        create view source_orders as
        select
            replace(order_rows.order_id, chr(0), '') as order_id, orders.created_us, local_date(orders.local_hour) as day,
            orders.value * run.money_factor as value, order_rows.updated_us, orders.is_conversion
        from orders inner join order_rows using (order_no) cross join run
        where local_date(orders.local_hour) in (from days);

        create view source_ads as
        select
            local_date(row_hour) as day, hour_of_day(row_hour) as hour,
            sum(spend)::bigint as spend, sum(impressions)::bigint as impressions, sum(clicks)::bigint as clicks
        from used_ad_rows
        where is_used and day in (from days)
        group by all;

        create view target_orders as from published_orders where day in (from days);
        create view target_ads as from published_ads where day in (from days);
        """;

    private static readonly (string Check, string Sql)[] Orders =
    [
        ("orders of the source that are not published", """
            select order_id, day from source_orders as source
            where is_conversion and not exists (from target_orders as target where target.order_id = source.order_id)
            """),
        ("published orders that the source no longer has, or that no longer count", """
            select order_id, day from target_orders as target
            where not exists (from source_orders as source where source.order_id = target.order_id and is_conversion)
            """),
        ("published orders with another value or time than the source", """
            select order_id, target.day from source_orders as source inner join target_orders as target using (order_id)
            where is_conversion and (source.value <> target.value or source.created_us <> target.created_us)
            """),
        ("orders that changed since they were published", """
            select order_id, target.day from source_orders as source inner join target_orders as target using (order_id)
            where source.updated_us > target.published_us
            """),
    ];

    private const string Ads = """
        select count(*), count(distinct day), min(day)::varchar, max(day)::varchar,
            coalesce(sum(source.spend), 0)::bigint, coalesce(sum(target.spend), 0)::bigint, min(format('{} {:02d}:00', day, hour))
        from source_ads as source full outer join target_ads as target using (day, hour)
        where source.spend is distinct from target.spend or source.impressions is distinct from target.impressions
            or source.clicks is distinct from target.clicks
        """;

    /// <summary>The findings.</summary>
    public static IEnumerable<Finding> Find(DuckDBConnection engine, CancellationToken cancellation)
    {
        engine.Execute(Source, cancellation);
        return [.. Orders.Select(check => Compare(engine, check.Check, check.Sql, cancellation)), CompareAds(engine, cancellation)];
    }

    private static Finding Compare(DuckDBConnection engine, string check, string sql, CancellationToken cancellation)
    {
        using var row = engine.ExecuteReader(
            $"select count(*), count(distinct day), min(day)::varchar, max(day)::varchar, min(order_id) from ({sql})", cancellation);
        row.Read();
        return row.GetInt64(0) == 0
            ? new(check, true, "none")
            : new(check, false, $"{row.GetInt64(0):#,##0} on {Dates(row)}, such as {row.GetString(4)}; run these dates again, or all with --changed");
    }

    private static Finding CompareAds(DuckDBConnection engine, CancellationToken cancellation)
    {
        const string Check = "hours whose ad spend, impressions or clicks differ from the source";
        using var row = engine.ExecuteReader(Ads, cancellation);
        row.Read();
        return row.GetInt64(0) == 0
            ? new(Check, true, "none")
            : new(
                Check, false,
                $"{row.GetInt64(0):#,##0} on {Dates(row)}, such as {row.GetString(6)}; their spend is {row.GetInt64(4) / 10_000m:#,##0.####} in the source, "
                + $"{row.GetInt64(5) / 10_000m:#,##0.####} published; run these dates again, or all with --changed");
    }

    private static string Dates(System.Data.Common.DbDataReader row) =>
        row.GetInt64(1) == 1 ? row.GetString(2) : $"{row.GetInt64(1):#,##0} dates from {row.GetString(2)} to {row.GetString(3)}";
}
