using Microsoft.Extensions.Logging;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Options;
using UtmAttribution.Sources;
using UtmAttribution.Time;

namespace UtmAttribution.Tagging;

/// <summary>
/// Looks at how a shop's links are tagged, in money: loads the source, derives sessions as a run does, publishes nothing, and asks
/// what of the tags is missing, broken or contradicts itself. The revenue of a finding is the value of the orders with such a visit
/// in their lookback.
/// </summary>
public static class TaggingCheck
{
    // The sessions in the lookbacks of orders.
    private const string LastModel = "order_sessions";
    private const int MostSought = 50;
    private const long Day = 86_400_000_000;

    /// <summary>Looks.</summary>
    /// <param name="options">The dates, zone, currency and rules, as for a run.</param>
    /// <param name="openSource">Opens the source, which is read twice; it may read its files with the engine that it is given.</param>
    /// <param name="mostItems">How many items a finding lists at most; null for all.</param>
    /// <param name="logger">Hears of the stages.</param>
    /// <param name="progress">Told of them too.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidOptionException">An option can't be used.</exception>
    /// <exception cref="InvalidInputException">The source can't be used.</exception>
    /// <exception cref="ServerException">The source's server can't be reached, or broke off.</exception>
    /// <exception cref="ResourceException">Memory, or the room to spill to, has run out.</exception>
    public static TaggingReport Look(
        AttributionOptions options, Func<DuckDBDatabase, ISource> openSource, int? mostItems, ILogger logger, IProgress<RunProgress>? progress,
        CancellationToken cancellation)
    {
        var last = SqlModel.All.Single(model => model.Name == LastModel).Number;
        using var run = ComputedRun.Compute(options, openSource, model => model.Number <= last, logger, progress, cancellation);
        return run.Guard(either => Look(run, openSource, mostItems, either), cancellation);
    }

    private static TaggingReport Look(ComputedRun run, Func<DuckDBDatabase, ISource> openSource, int? mostItems, CancellationToken cancellation)
    {
        var engine = run.Engine.Connection;
        var identity = run.Identity;
        var clock = new LocalClock(TimeZones.Find(run.Options.TimeZone));
        var range = new ReadRange("created_at", clock.StartOfDay(identity.From) - Day, clock.StartOfDay(identity.To) + (2 * Day));
        using (var source = openSource(run.Engine.Database))
        {
            source.Check(cancellation);
            run.Stages.Run("read raw tags", rows => new RawTagScan(engine, (long)run.Options.Lookback.TotalMicroseconds).Run(source, range, rows, cancellation));
        }

        return run.Stages.Run("look at tags", run.Engine, () =>
        {
            engine.Execute(TaggingRules.Relations, cancellation);
            OwnHosts.Find(engine, cancellation);
            var findings = TaggingRules.All.Select(rule => Find(engine, rule, mostItems, cancellation)).ToList();
            using var all = engine.ExecuteReader("""
                select
                    (select count(*) from tagging_orders), (select coalesce(sum(order_value), 0) from tagging_orders), (select count(*) from tagging_sessions),
                    (select coalesce(sum(spend), 0)::bigint from tagging_ads)
                """, cancellation);
            all.Read();
            return new TaggingReport(
                identity.From, identity.To, run.Options.TimeZone, identity.Currency, all.GetInt64(0), all.GetDecimal(1), all.GetInt64(2), Spend(all.GetInt64(3)),
                findings, run.Warnings);
        });
    }

    private static TaggingFinding Find(DuckDBConnection engine, TaggingRule rule, int? mostItems, CancellationToken cancellation)
    {
        engine.Execute($"create or replace table hits as {rule.Hits}", cancellation);
        var names = rule.Names is null ? [] : Names(engine, rule.Names, cancellation);
        var items = new List<TaggingItem>();
        using (var rows = engine.ExecuteReader($"""
            {Sums("what")}
            order by {(rule.IsOfSpend ? "spend" : "revenue")} desc, things desc, what {(mostItems is { } most ? $"limit {most}" : "")}
            """, cancellation))
        {
            while (rows.Read())
            {
                var (count, orders, money, example) = Read(rows, rule);
                var name = rows.GetFieldValue<string?>(6);
                var nearest = name is null || items.Count >= MostSought ? [] : NearestNames.Of(name, names).Where(near => near != name).ToList();
                items.Add(new(rows.GetString(0), count, orders, money, example, nearest));
            }
        }

        using var total = engine.ExecuteReader(Sums("''"), cancellation);
        var (all, allOrders, allMoney, _) = total.Read() ? Read(total, rule) : default;
        return new(rule.Name, rule.Meaning, rule.Advice, rule.Unit, all, allOrders, rule.IsOfSpend ? "spend" : "revenue", allMoney, items);
    }

    // An order counts once however many of its visits show the fault, and so does a thing that several orders have.
    private static string Sums(string what) => $"""
        with things as (
            select {what} as what, thing, max(spend) as spend, min(example) as example, min(name) as name from hits group by 1, 2
        ),
        counted as (select what, count(*) as things, coalesce(sum(spend), 0)::bigint as spend, min(example) as example, min(name) as name from things group by what),
        pairs as (select distinct {what} as what, order_place from hits where order_place is not null),
        revenues as (
            select what, count(*) as orders, sum(order_value) as revenue, min(order_id) as example
            from pairs inner join tagging_orders using (order_place) group by what
        )
        select
            counted.what, things, coalesce(orders, 0)::bigint, coalesce(revenue, 0)::decimal(38, 4) as revenue, spend,
            coalesce(counted.example, revenues.example), name
        from counted left join revenues using (what)
        """;

    private static (long Count, long Orders, decimal Money, string? Example) Read(DuckDBDataReader row, TaggingRule rule) =>
        (row.GetInt64(1), row.GetInt64(2), rule.IsOfSpend ? Spend(row.GetInt64(4)) : row.GetDecimal(3), row.GetFieldValue<string?>(5));

    private static List<string> Names(DuckDBConnection engine, string sql, CancellationToken cancellation)
    {
        using var rows = engine.ExecuteReader(sql, cancellation);
        var names = new List<string>();
        while (rows.Read())
            names.Add(rows.GetString(0));
        return names;
    }

    // In 10^-4, as ad rows are loaded.
    private static decimal Spend(long units) => units * 0.0001m;
}
