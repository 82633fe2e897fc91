using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Backfilling;
using UtmAttribution.DuckDb;
using UtmAttribution.Options;
using UtmAttribution.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Backfilling;

/// <summary>Windows together publish what one run does, in whatever way they came about; and nothing is done again without need.</summary>
public sealed class BackfillTests(BackfilledShop shop, TestDatabase database) : IClassFixture<BackfilledShop>, IClassFixture<TestDatabase>
{
    private static readonly WindowLength AllDays = new(0, 40);

    [Theory]
    [InlineData("auto")]
    [InlineData("days")]
    public void Windows_of_any_length_publish_together_what_one_run_does(string length)
    {
        var target = shop.NewFolder();

        var windows = shop.Backfill(BackfilledShop.Options, length == "auto" ? null : new(0, Random.Shared.Next(8, 19)), target).Windows;

        Assert.Equal(shop.Expected, GeneratedShop.Contents(target));
        Assert.All(windows, window => Assert.True(window.Run!.Ledger.Balances));
        Assert.Equal((BackfilledShop.First, BackfilledShop.Last, 40), (windows[0].From, windows[^1].To, windows.Sum(window => window.To.DayNumber - window.From.DayNumber + 1)));
    }

    [Fact]
    public void Windows_that_are_worked_on_at_the_same_time_publish_together_what_one_run_does()
    {
        var target = shop.NewFolder();
        var ended = new Dictionary<int, DateTime>();

        var report = shop.Backfill(
            BackfilledShop.Options, new(0, 8), target, told: window => ended.Add(window.Number, TimeProvider.System.GetUtcNow().UtcDateTime), parallel: 3);

        Assert.Equal(shop.Expected, GeneratedShop.Contents(target));
        Assert.Equal([1, 2, 3, 4, 5], ended.Keys.Order());
        Assert.Equal([1, 2, 3, 4, 5], report.Windows.Select(window => window.Number));
        // A batch is named by when its run began.
        Assert.Contains(report.Windows.Skip(1), window => string.CompareOrdinal(window.Run!.BatchId, $"{ended[window.Number - 1]:yyyyMMdd'T'HHmmssfff'Z'}") < 0);
    }

    [Fact]
    public void Where_one_of_several_windows_fails_the_others_end_and_the_same_backfill_goes_on()
    {
        var target = shop.NewFolder();
        var published = 0;

        var fault = Assert.Throws<InvalidOperationException>(() => shop.Backfill(
            BackfilledShop.Options, new(0, 8), target, told: _ => throw new InvalidOperationException($"{++published}"), parallel: 2));
        Assert.Equal("1", fault.Message);

        var report = shop.Backfill(BackfilledShop.Options, new(0, 8), target, parallel: 2);
        Assert.Equal(shop.Expected, GeneratedShop.Contents(target));
        Assert.InRange(report.Windows.Count(window => window.Run is null), 1, 2);
    }

    [Fact]
    public void Data_driven_models_learn_from_the_same_dates_in_every_window()
    {
        var options = BackfilledShop.Options with { Models = [AttributionModel.Linear, AttributionModel.Markov, AttributionModel.Shapley] };
        var target = shop.NewFolder();

        shop.Backfill(options, new(0, 20), target);

        Assert.Equal(shop.OneRun(options), GeneratedShop.Contents(target));
    }

    [Fact]
    public void Channel_rules_and_rates_that_go_in_the_middle_stay_those_of_all_windows()
    {
        var source = shop.Changed("shopify_orders", "'USD' as total_price_currency");
        string[] optional = [Path.Combine(source, "utm_channel_mapping.csv"), Path.Combine(source, "fx_rates.csv")];
        File.WriteAllText(optional[0], "utm_source_pattern,channel\n.,Tagged\n");
        var rates = Enumerable.Range(-10, 60).Select(day => $"{BackfilledShop.First.AddDays(day):yyyy-MM-dd},USD,0.5").Prepend("date,currency,rate").ToList();
        File.WriteAllLines(optional[1], rates);
        var expected = shop.OneRun(BackfilledShop.Options, source);
        var target = shop.NewFolder();

        shop.Backfill(BackfilledShop.Options, new(0, 20), target, source, told: _ => Array.ForEach(optional, File.Delete));

        Assert.Equal(expected, GeneratedShop.Contents(target));
        File.WriteAllLines(optional[1], rates);
        Assert.NotEqual(expected, shop.OneRun(BackfilledShop.Options, source));
    }

    [Fact]
    public void From_a_database_windows_publish_what_one_run_does_from_files()
    {
        DatabaseTables.Fill(database, shop.Source, "source", asText: true);
        var names = new PostgresTables
        {
            Orders = new("source", "shopify_orders"),
            Ads = new("source", "ads_insights_hourly"),
            Accounts = new("source", "ad_accounts"),
            Rates = new("source", "fx_rates"),
        };
        var target = shop.NewFolder();

        ISource Open(DuckDBDatabase engine) => new PostgresSource(PostgresServer.Parse(database.Uri), names);
        var options = BackfilledShop.Options with { Threads = 2, Store = shop.NewFolder() };
        BackfilledShop.Backfill(options, BackfilledShop.TenDays, target, Open, parallel: 2);

        Assert.Equal(shop.Expected, GeneratedShop.Contents(target));
        Assert.Equal("11.06 -", Published(BackfilledShop.Backfill(options, AllDays, target, Open)));
    }

    [Fact]
    public void Without_dates_it_publishes_all_that_the_source_has()
    {
        var options = BackfilledShop.Options with { From = null, To = null };
        var target = shop.NewFolder();

        shop.Backfill(options, new(1, 0), target);

        Assert.Equal(shop.OneRun(options), GeneratedShop.Contents(target));
    }

    [Fact]
    public void Done_again_it_publishes_nothing_unless_it_is_forced()
    {
        var target = shop.Backfilled();
        var manifest = File.ReadAllText(Path.Combine(target, "_manifest.json"));

        Assert.Equal("10.07 -, 10.17 -, 10.27 -, 11.06 -", Published(Backfill(target)));
        Assert.Equal("11.01 -, 11.06 -", Published(Backfill(target, window: new(0, 35))));
        Assert.Equal(manifest, File.ReadAllText(Path.Combine(target, "_manifest.json")));
        Assert.Equal("11.06 09.28..11.06", Published(shop.Backfill(BackfilledShop.Options, AllDays, target, isForced: true)));
    }

    [Fact]
    public void Ended_after_a_window_it_goes_on_with_the_next_one()
    {
        var target = shop.NewFolder();
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => shop.Backfill(
            BackfilledShop.Options, new(0, 15), target, told: window => { if (window.Number == 2) stop.Cancel(); }, cancellation: stop.Token));

        Assert.Equal("10.12 -, 10.27 -, 11.06 10.28..11.06", Published(Backfill(target, window: new(0, 15))));
        Assert.Equal(shop.Expected, GeneratedShop.Contents(target));
    }

    [Fact]
    public void Where_an_order_has_changed_the_dates_that_it_can_touch_are_published_again()
    {
        var target = shop.Backfilled();
        var order = shop.Value<string>("select min(order_id)::varchar from shopify_orders where created_at::date = '2025-10-18'");
        var changed = shop.Changed("shopify_orders", $"case when order_id::varchar = '{order}' then 999 else customer_id end as customer_id");

        var report = Backfill(target, changed);

        Assert.Equal("10.07 -, 10.17 10.11..10.17, 10.27 10.18..10.27, 11.06 -", Published(report));
        Assert.Equal(["2025-10-11 to 2025-10-27: the source has changed"], report.Changes);
        Assert.Equal(shop.OneRun(BackfilledShop.Options, changed), GeneratedShop.Contents(target));
    }

    [Theory]
    [InlineData("case when date_start = date '2025-10-20' then spend + 1 else spend end as spend", "10.19..10.21")]
    [InlineData("case when date_start = date '2025-10-20' and campaign_id::varchar = 'CAMPAIGN' then 'New name' else campaign_name end as campaign_name", "09.28..11.06")]
    public void Where_ads_have_changed_their_dates_are_published_again_and_all_where_they_have_other_names(string replace, string expected)
    {
        var target = shop.Backfilled();
        var campaign = shop.Value<string>("select min(campaign_id)::varchar from ads_insights_hourly where date_start = '2025-10-20' and spend > 0");
        var changed = shop.Changed("ads_insights_hourly", replace.Replace("CAMPAIGN", campaign, StringComparison.Ordinal));

        Assert.Equal($"11.06 {expected}", Published(Backfill(target, changed, AllDays)));
        Assert.Equal(shop.OneRun(BackfilledShop.Options, changed), GeneratedShop.Contents(target));
    }

    [Fact]
    public void Dates_that_were_published_with_other_rules_or_by_a_run_are_named_with_the_reason_and_published_again()
    {
        var target = shop.Backfilled();
        var options = BackfilledShop.Options with { HalfLife = TimeSpan.FromDays(3), Touchpoints = TouchpointTiers.All };

        var report = Backfill(target, window: AllDays, options: options);

        Assert.Equal("11.06 09.28..11.06", Published(report));
        Assert.Equal(["2025-09-28 to 2025-11-06: published with half_life 7d instead of 3d, touchpoints campaign instead of all"], report.Changes);
        Assert.Equal(shop.OneRun(options), GeneratedShop.Contents(target));

        var date = options with { From = new(2025, 10, 18), To = new(2025, 10, 18) };
        new AttributionPipeline(date, shop.Source, target, TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);
        Assert.Equal(["2025-10-18: published by utm run, which does not note what the source was"], Backfill(target, window: AllDays, options: options).Changes);
    }

    [Fact]
    public void A_window_is_done_where_database_and_folder_both_have_it()
    {
        var (target, expected) = (new TargetSchema(database), new TargetSchema(database, "expected"));
        var folder = shop.Backfilled();
        expected.Run(shop.Source, BackfilledShop.Options);

        Assert.Equal("10.17 09.28..10.17, 11.06 10.18..11.06", Published(shop.Backfill(BackfilledShop.Options, new(0, 20), folder, also: target.Sink)));

        Assert.Equal(expected.Contents(), target.Contents());
        Assert.Equal(shop.Expected, GeneratedShop.Contents(folder));
        Assert.Equal("11.06 -", Published(shop.Backfill(BackfilledShop.Options, AllDays, folder, also: target.Sink)));
    }

    private BackfillReport Backfill(string target, string? source = null, WindowLength? window = null, AttributionOptions? options = null) =>
        shop.Backfill(options ?? BackfilledShop.Options, window ?? BackfilledShop.TenDays, target, source);

    // The last date of each window, and the dates of it that were published.
    private static string Published(BackfillReport report) => string.Join(", ", report.Windows.Select(window =>
        $"{window.To:MM.dd} {(window.Published is { } dates ? $"{dates.From:MM.dd}..{dates.To:MM.dd}" : "-")}"));
}
