using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Options;
using UtmAttribution.Sinks;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>The special cases of <c>data-samples/README.md</c> that no dataset of the default run shows: its hand-written files alone.</summary>
public sealed class SampleCasesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("utm-sample-cases-");

    private string Source { get; }

    private string Target { get; }

    public SampleCasesTests()
    {
        Source = _root.CreateSubdirectory("source").FullName;
        Target = Path.Combine(_root.FullName, "out");
        foreach (var name in new[] { "shopify_orders_special.csv", "ads_insights_hourly_special.csv", "ad_accounts.csv", "fx_rates.csv" })
            File.Copy(Path.Combine(SampleRun.Source, name), Path.Combine(Source, name));
    }

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Net_of_refunds_order_9022_is_worth_nothing_and_of_two_syncs_the_newest_counts()
    {
        var options = Dates(3, 11) with { Revenue = RevenueBasis.Net, AdsDuplicates = AdsDuplicates.Newest };

        Run(options);

        Assert.Equal(["0.0000 0.0000"], Rows("select distinct order_value || ' ' || attributed_revenue from utm_order_mapping where order_id = '9022'"));
        Assert.Equal(["12 22.5000", "14 4.2000"], Rows(
            "select hour_start || ' ' || ad_spend from utm_ad_hourly_performance where ad_id = '777200000000001' and date_start = '2025-03-03' and hour_start in (12, 14) order by all"));
        Assert.Empty(Agreement.Differences(Target, SampleRun.Reference(options, Source)));
    }

    [Fact]
    public void The_platform_that_spent_more_gives_an_ad_hour_without_visits_its_channel()
    {
        var orders = Path.Combine(Source, "shopify_orders_special.csv");
        File.WriteAllLines(orders, File.ReadAllLines(orders).Where(line => !line.StartsWith("9002,", StringComparison.Ordinal)));

        Run(Dates(3, 3));

        Assert.Equal(["ads_only Instagram 22.5000"], Rows(
            "select concat_ws(' ', data_match_status, channel, ad_spend) from utm_ad_hourly_performance where ad_id = '777200000000001' and date_start = '2025-03-03' and hour_start = 12"));
    }

    [Fact]
    public void A_test_order_gives_no_visits_and_one_that_is_cancelled_too_counts_as_cancelled()
    {
        var report = Run(Dates(14, 18));

        Assert.Equal(
            [("cancelled", 2), ("test", 1)],
            report.Ledger.Lines.Single(line => line.Name == "orders").Parts.Where(part => part.Name is "cancelled" or "test").Select(part => (part.Name, (int)part.Amount)));
        Assert.Empty(Rows("select visitor_id from utm_sessions where visitor_id in ('c:s38', 'c:s39')"));
        Assert.Empty(Rows("select order_id from utm_order_mapping where order_id in ('9036', '9038', '9039')"));
        Assert.Equal(["partial bad_moment 1"], Rows("select concat_ws(' ', severity, reason, detail) from utm_rejects where record_id in ('9038', '9039')"));
    }

    /// <summary>Two days of March.</summary>
    private static AttributionOptions Dates(int from, int to) => new() { From = new DateOnly(2025, 3, from), To = new DateOnly(2025, 3, to), Threads = 1 };

    private RunReport Run(AttributionOptions options) =>
        new AttributionPipeline(options, Source, Target, TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);

    private List<string> Rows(string sql)
    {
        using var published = PublishedDatasets.Open(Target);
        using var reader = published.Connection.ExecuteReader(sql);
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
