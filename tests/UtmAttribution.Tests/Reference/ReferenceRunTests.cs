using System.Globalization;
using System.Text;
using static UtmAttribution.Tests.Reference.ReferenceCase;

namespace UtmAttribution.Tests.Reference;

public class ReferenceRunTests
{
    [Fact]
    public void Csv_fields_may_be_quoted_and_empty_ones_are_null()
    {
        var table = ReferenceTable.FromCsv("\uFEFFa,b,c\r\n\"x,\"\"y\"\"\n z\",\"\",\r\n1,2,3");
        Assert.Equal(["a", "b", "c"], table.Columns);
        Assert.Equal([["x,\"y\"\n z", null, null], ["1", "2", "3"]], table.Rows);
    }

    [Fact]
    public void Hourly_metrics_count_sessions_and_orders_where_they_happen()
    {
        // Session 09:10–09:20 (600 s, 2 pages), order at 10:05; completeness of the session's row: 50·4/6 + 50, of the order's, worth 0: + 30.
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-01-15T10:05:00Z", "0", "\"customer_id\":7",
                Moment("2024-01-15T09:10:00Z", Utm("fb", "cpc", "c")), Moment("2024-01-15T09:20:00Z", Utm("fb", "cpc", "c"))),
            Options = new() { Currency = "EUR", Models = ["last_click"] },
        };
        Assert.Equal(["10|0|0|0|0|0.0000|0.0000|1|0.0000|0.0000|1.00000000|100.0000|63.3300", "9|1|1|1|2|600.0000|0.0000|0|0.0000|0.0000|0.00000000|0.0000|83.3300"],
            run.Select("utm_hourly_metrics", "hour_start total_sessions unique_visitors unique_customers total_pageviews avg_session_duration_seconds " +
                "bounce_rate total_orders total_revenue conversion_rate attributed_orders attribution_rate data_completeness_score"));
    }

    [Fact]
    public void Sessions_are_published_from_the_lookback_before_the_first_date_on()
    {
        var run = new ReferenceCase
        {
            Orders = Order("1", "2024-02-15T10:00:00Z", "10", "", Moment("2024-02-15T09:00:00Z", Utm("fb", "cpc"))) +
                Order("2", "2024-02-10T10:00:00Z", "10", "", Moment("2024-01-15T23:00:00Z"), Moment("2024-01-16T00:00:00Z", Utm("fb", "cpc"))),
            Options = new() { Currency = "EUR", From = new(2024, 2, 15), To = new(2024, 2, 15) },
        };
        Assert.Equal(["2024-01-16", "2024-02-15"], run.Select("utm_sessions", "session_date").Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_range_in_one_piece_or_split_publishes_the_same_rows_and_loses_no_money(int seed)
    {
        var (whole, first, second) = (Random(seed, 1, 25), Random(seed, 1, 12), Random(seed, 13, 25));
        foreach (var dataset in whole.Datasets.Values)
        {
            var split = first.Datasets[dataset.Name].Rows.Concat(second.Datasets[dataset.Name].Rows).Select(Line);
            var rows = dataset.Rows.Select(Line).ToList();
            Assert.NotEmpty(rows);
            // Sessions of the lookback are published by both parts.
            Assert.Equal(rows.Distinct().Order(StringComparer.Ordinal), split.Distinct().Order(StringComparer.Ordinal));
        }
        var value = decimal.Parse(whole.Ledger["conversions value"], CultureInfo.InvariantCulture);
        var revenue = Select(whole, "utm_order_mapping", "attribution_model attributed_revenue").Select(r => r.Split('|'));
        foreach (var model in revenue.GroupBy(r => r[0]))
            Assert.Equal(value, model.Sum(r => decimal.Parse(r[1], CultureInfo.InvariantCulture)));
        foreach (var model in Select(whole, "utm_order_mapping", "attribution_model").Distinct())
            Assert.Equal(whole.Ledger["conversions value"], whole.Ledger[$"attributed revenue {model}"]);
        foreach (var order in Select(whole, "utm_order_mapping", "order_id attribution_model attribution_weight").Select(r => r.Split('|')).GroupBy(r => (r[0], r[1])))
            Assert.Equal(1m, order.Sum(r => decimal.Parse(r[2], CultureInfo.InvariantCulture)));
        Assert.Equal(decimal.Parse(whole.Ledger["ad spend used"], CultureInfo.InvariantCulture),
            Select(whole, "utm_ad_hourly_performance", "ad_spend").Sum(s => decimal.Parse(s, CultureInfo.InvariantCulture)));

        static string Line(string?[] row) => string.Join('|', row.Select(v => v ?? "∅"));
    }

    private static ReferenceResult Random(int seed, int from, int to)
    {
        var random = new Random(seed);
        string At(int day, int upToDaysBefore) => Times.Format(Times.Day(new DateOnly(2024, 3, 1).AddDays(day)) * Times.MicrosPerDay
            - random.NextInt64(0, upToDaysBefore * Times.MicrosPerDay + 1) + random.NextInt64(0, Times.MicrosPerDay));
        var orders = new StringBuilder();
        for (var i = 0; i < 300; i++)
        {
            var day = random.Next(-10, 35);
            var moments = Enumerable.Range(0, random.Next(0, 5)).Select(_ => random.Next(3) switch
            {
                0 => Moment(At(day, 5)),
                1 => Moment(At(day, 5), Utm("fb", "cpc", "c", random.Next(30, 34).ToString(CultureInfo.InvariantCulture))),
                _ => Moment(At(day, 5), "null", "/", "https://news.example"),
            });
            orders.Append(Order($"{i}", At(day, 0), i % 25 == 0 ? "x" : $"{random.Next(0, 99999) / 100m}", $"\"customer_id\":{random.Next(90)}", [.. moments]));
        }
        var ads = new StringBuilder("date_start,hourly_window,campaign_id,ad_id,spend,account_id\n");
        for (var day = -10; day < 35; day++)
        {
            for (var hour = 0; hour < 24; hour++)
                ads.Append($"{new DateOnly(2024, 3, 1).AddDays(day):yyyy-MM-dd},{hour:00}:00,1,{random.Next(30, 34)},{random.Next(0, 999)}e-3,9\n");
        }
        return new ReferenceCase
        {
            Orders = orders.ToString(),
            Ads = ads.ToString(),
            Accounts = "account_id,time_zone\n9,Asia/Kolkata\n",
            Options = new()
            {
                Currency = "EUR",
                TimeZone = "America/New_York",
                LookbackDays = 4,
                From = new(2024, 3, from),
                To = new(2024, 3, to),
                Touchpoints = ReferenceTouchpoints.All,
            },
        }.Run();
    }
}
