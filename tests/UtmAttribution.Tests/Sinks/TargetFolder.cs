using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;

namespace UtmAttribution.Tests.Sinks;

/// <summary>A folder to publish into, and an engine with two small datasets: orders with models, and ads by hour.</summary>
internal sealed class TargetFolder : IDisposable
{
    public static readonly Dataset Mapping =
        new("utm_order_mapping", "order_date_local", ["attribution_model", "order_id", "session_id"]);

    public static readonly Dataset Ads = new("utm_ad_hourly_performance", "date_start", ["date_start", "hour_start", "ad_id"]);

    private (int From, int To) _range = (1, 9);
    private readonly string _root = Directory.CreateTempSubdirectory("utm-sink-").FullName;

    public TargetFolder(int threads = 2)
    {
        Path = System.IO.Path.Combine(_root, "shop's [out]");
        Engine = new DuckDbEngine(new DuckDBSettings { Threads = threads });
        Engine.Connection.Execute(
            """
            create table utm_order_mapping(
                order_id varchar, order_date timestamptz, order_value decimal(18, 4), session_id bigint, attribution_model varchar,
                attribution_weight decimal(9, 8), attributed_revenue decimal(18, 4), touch_index integer, is_primary_attribution boolean,
                utm_campaign varchar, order_date_local date, created_at timestamptz, updated_at timestamptz, batch_id varchar);
            create table utm_ad_hourly_performance(
                date_start date, hour_start integer, ad_id varchar, ad_impressions bigint, ad_clicks bigint, ad_spend decimal(18, 4),
                created_at timestamptz, updated_at timestamptz, batch_id varchar)
            """);
    }

    public DuckDbEngine Engine { get; }

    public string Path { get; }

    public static DateOnly Day(int day) => new(2025, 3, day);

    /// <summary>Gives each day 3 orders of 2 models and 2 hours of ads, all bearing the batch.</summary>
    public void Fill(string batch, params int[] days)
    {
        Engine.Connection.Execute("delete from utm_order_mapping; delete from utm_ad_hourly_performance");
        foreach (var day in days)
        {
            Engine.Connection.Execute(
                $"""
                insert into utm_order_mapping
                select
                    'o' || (3 - n), timestamptz '2025-03-{day:00} 10:00:00.123456+00', 10 * n + {day}, 9007199254740993 + n, model,
                    0.33333333, 10 * n + {day}, n, n = 1, case when n = 2 then null else 'Frühling 🌷' end, date '2025-03-{day:00}',
                    timestamptz '2025-04-01 00:00:00+00', timestamptz '2025-04-01 00:00:00+00', '{batch}'
                from range(3) as o(n), (values ('linear'), ('last_click')) as m(model);
                insert into utm_ad_hourly_performance(
                    date_start, hour_start, ad_id, ad_impressions, ad_clicks, ad_spend, created_at, updated_at, batch_id)
                select
                    date '2025-03-{day:00}', n, 'a', 100 * n, n, 1.2345 * n,
                    timestamptz '2025-04-01 00:00:00+00', timestamptz '2025-04-01 00:00:00+00', '{batch}'
                from range(1, 3) as h(n)
                """);
        }
    }

    public static PublishRequest Request(string batch, int from, int to) => new(
        [new(Mapping, Day(from), Day(to)), new(Ads, Day(from), Day(to))],
        new Dictionary<string, string> { ["batch_id"] = batch, ["time_zone"] = "Europe/Berlin", ["note"] = "it's {quoted}" });

    public IStagedPublication Stage(string batch, int from, int to)
    {
        _range = (from, to);
        return new ParquetSink(Path).Stage(Engine, Request(batch, from, to), null, CancellationToken.None);
    }

    /// <summary>A report whose ledger is that of the range that was staged last.</summary>
    public RunReport Report(string batch, IStagedPublication publication)
    {
        var revenue = Engine.Connection.Scalar<decimal>(
            $"select coalesce(sum(attributed_revenue), 0) from utm_order_mapping where attribution_model = 'linear' and day(order_date_local) between {_range.From} and {_range.To}");
        var spend = Engine.Connection.Scalar<decimal>(
            $"select coalesce(sum(ad_spend), 0) from utm_ad_hourly_performance where day(date_start) between {_range.From} and {_range.To}");
        return new()
        {
            BatchId = batch,
            From = Day(_range.From),
            To = Day(_range.To),
            TimeZone = "UTC",
            Currency = "EUR",
            Datasets = publication.Datasets,
            Ledger = new(
            [
                new("revenue, last_click", "EUR", revenue, revenue, []), new("revenue, linear", "EUR", revenue, revenue, []),
                new("ad spend", "EUR", spend, spend, [new("matched", spend)]),
            ]),
            Stages = [],
            Warnings = [],
            PeakMemoryBytes = 0,
        };
    }

    public void Publish(string batch, int from, int to)
    {
        using var publication = Stage(batch, from, to);
        publication.Commit(Report(batch, publication));
    }

    /// <summary>Fills the days with the batch and publishes the range.</summary>
    public void FillAndPublish(string batch, int from, int to, params int[] days)
    {
        Fill(batch, days);
        Publish(batch, from, to);
    }

    public string File(Dataset dataset, int day) =>
        System.IO.Path.Combine(Path, dataset.Name, $"date_start=2025-03-{day:00}", "part-0.parquet");

    /// <summary>All files of the target with / and without the lock, hidden ones too.</summary>
    public string[] Files() => !Directory.Exists(Path)
        ? []
        : [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
            .Where(file => file != ".lock")
            .Order(StringComparer.Ordinal)];

    /// <summary>The batch in each published file of a dataset.</summary>
    public string Batches(Dataset dataset)
    {
        using var published = PublishedDatasets.Open(Path);
        return published.Connection.Scalar<string>(
            $"select string_agg(day || ':' || batch_id, ' ' order by day) "
            + $"from (select distinct day({dataset.DateColumn}) as day, batch_id from {dataset.Name})");
    }

    public IReadOnlyList<string> Findings() => OutputVerifier.Verify(Path, null, CancellationToken.None).Findings;

    public void Dispose()
    {
        Engine.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
