using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>The SQL that users of these tables have, word for word, on a shop whose last day was yesterday.</summary>
public sealed class UserQueryTests(UserQueryTests.FreshShop shop) : IClassFixture<UserQueryTests.FreshShop>
{
    [Fact]
    public void Hourly_performance_of_yesterday_for_a_channel() => Assert.NotEmpty(shop.Database.Rows("""
        SELECT hour_start, campaign_name, ad_name, ad_spend, utm_sessions, utm_revenue, attributed_revenue, roas
        FROM v_utm_ad_hourly_performance
        WHERE date_start = CURRENT_DATE - INTERVAL '1 day' AND channel = 'Facebook'
        ORDER BY hour_start, ad_spend DESC;
        """));

    [Fact]
    public void Daily_summary_of_seven_days() => Assert.Equal(7, shop.Database.Rows("""
        SELECT date_start, SUM(total_sessions), SUM(total_orders), SUM(total_revenue), SUM(total_ad_spend)
        FROM v_utm_daily_summary
        WHERE date_start >= CURRENT_DATE - INTERVAL '7 days'
        GROUP BY date_start
        ORDER BY date_start DESC;
        """).Count);

    [Fact]
    public void Campaign_roas_over_thirty_days()
    {
        var rows = shop.Database.Rows("""
            SELECT campaign_name, channel, SUM(ad_spend) AS spend, SUM(utm_revenue) AS revenue,
                   SUM(utm_revenue) / NULLIF(SUM(ad_spend), 0) AS roas
            FROM utm_ad_hourly_performance
            WHERE date_start >= CURRENT_DATE - INTERVAL '30 days'
            GROUP BY campaign_name, channel
            HAVING SUM(ad_spend) > 0
            ORDER BY SUM(utm_revenue) / SUM(ad_spend) DESC;
            """);
        Assert.Contains(rows, row => decimal.Parse(row[4]!, null) > 0);
    }

    [Fact]
    public void Source_performance() => Assert.Contains(shop.Database.Rows("""
        SELECT utm_source, utm_medium, COUNT(*) AS sessions,
               COUNT(*) FILTER (WHERE is_conversion_session) AS conversions,
               ROUND(100.0 * COUNT(*) FILTER (WHERE is_conversion_session) / COUNT(*), 2) AS conversion_rate,
               SUM(conversion_value) AS revenue
        FROM utm_sessions
        WHERE session_date >= CURRENT_DATE - 30 AND utm_source IS NOT NULL
        GROUP BY utm_source, utm_medium
        ORDER BY revenue DESC NULLS LAST
        LIMIT 20;
        """), row => row[5] is not null);

    [Fact]
    public void Hourly_patterns() => Assert.Equal(24, shop.Database.Rows("""
        SELECT hour_start, AVG(utm_sessions) AS avg_sessions, AVG(utm_conversion_rate) AS avg_conversion_rate, SUM(utm_revenue) AS revenue
        FROM utm_ad_hourly_performance
        GROUP BY hour_start
        ORDER BY hour_start;
        """).Count);

    [Fact]
    public void No_mapping_is_without_its_session() => Assert.Equal(0, shop.Database.Scalar<long>("""
        SELECT COUNT(*) FROM utm_order_mapping om
        LEFT JOIN utm_sessions us ON om.session_id = us.session_id
        WHERE us.session_id IS NULL;
        """));

    [Fact]
    public void Hours_agree_with_the_orders_they_were_made_of() => Assert.Empty(shop.Database.Rows("""
        SELECT COALESCE(h.day, o.day) AS day, h.revenue, o.revenue
        FROM (SELECT date_start AS day, SUM(total_revenue) AS revenue FROM utm_hourly_metrics GROUP BY date_start) h
        FULL OUTER JOIN (
            SELECT order_date_local AS day, SUM(attributed_revenue) AS revenue FROM utm_order_mapping
            WHERE attribution_model = 'last_click' GROUP BY order_date_local
        ) o ON o.day = h.day
        WHERE COALESCE(h.revenue, 0) <> COALESCE(o.revenue, 0);
        """));

    [Fact]
    public void Quality_score_by_batch()
    {
        var row = Assert.Single(shop.Database.Rows("""
            SELECT batch_id, COUNT(*), calculate_attribution_data_quality_score(batch_id) AS quality_score
            FROM utm_hourly_metrics
            GROUP BY batch_id
            ORDER BY batch_id DESC;
            """));
        Assert.InRange(decimal.Parse(row[2]!, null), 1, 100);
        Assert.Equal(
            shop.Database.Scalar<decimal>("select round(sum(data_completeness_score * (total_sessions + total_orders)) / sum(total_sessions + total_orders), 2) from utm_hourly_metrics"),
            decimal.Parse(row[2]!, null));
    }

    [Fact]
    public void Attribution_of_some_dates_under_a_model_adds_up_to_the_orders()
    {
        var whole = shop.Database.Rows("""
            SELECT SUM(attributed_revenue), ROUND(SUM(revenue_share_percent)), SUM(attributed_orders)
            FROM calculate_utm_attribution(CURRENT_DATE - 10, CURRENT_DATE - 1, 'linear');
            """)[0];
        Assert.Equal(
            shop.Database.Rows("select sum(order_value), 100, count(*) from utm_order_mapping where is_primary_attribution and attribution_model = 'linear' and order_date_local >= current_date - 10")[0]
                .Select(text => decimal.Parse(text!, null)),
            whole.Select(text => decimal.Parse(text!, null)));
    }

    [Fact]
    public void Models_side_by_side_have_the_same_revenue() => Assert.Single(shop.Database.Rows("""
        SELECT DISTINCT revenue
        FROM (
            SELECT UNNEST(ARRAY[SUM(first_click_revenue), SUM(last_click_revenue), SUM(last_non_direct_click_revenue), SUM(linear_revenue),
                SUM(position_based_revenue), SUM(time_decay_revenue)]) AS revenue
            FROM v_utm_model_comparison
        ) models;
        """));

    [Fact]
    public void Table_sizes_and_index_use()
    {
        Assert.Contains(shop.Database.Rows("""
            SELECT schemaname, relname, pg_size_pretty(pg_total_relation_size(relid)) AS size, n_live_tup
            FROM pg_stat_user_tables
            WHERE relname LIKE 'utm_%'
            ORDER BY pg_total_relation_size(relid) DESC;
            """), row => row[1] == "utm_order_mapping");
        Assert.Contains(shop.Database.Rows("""
            SELECT schemaname, relname, indexrelname, idx_scan, idx_tup_read, idx_tup_fetch
            FROM pg_stat_user_indexes
            WHERE relname LIKE 'utm_%'
            ORDER BY idx_scan DESC;
            """), row => row[2] == "utm_order_mapping_pkey");
    }

    [Fact]
    public void Sessions_older_than_ninety_days_can_be_deleted()
    {
        shop.Database.Execute("""
            BEGIN;
            DELETE FROM utm_sessions WHERE session_date < CURRENT_DATE - INTERVAL '90 days';
            ROLLBACK;
            """);
        shop.Database.Execute("DELETE FROM utm_sessions WHERE session_start_time < NOW() - INTERVAL '90 days';");
    }

    /// <summary>A small shop published into a database.</summary>
    public sealed class FreshShop : IDisposable
    {
        /// <summary>Publishes it.</summary>
        public FreshShop()
        {
            using var source = new Cli.TemporaryFolder();
            var options = new UtmAttribution.Generation.GeneratorOptions
            {
                Orders = 1500,
                Days = 40,
                Ads = 20,
                HostileShare = 0,
                LastDate = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1),
            };
            new UtmAttribution.Generation.DataGenerator(options).Write(source["shop"], progress: null, CancellationToken.None);
            // Accounts that are not listed have the zone of the report, so that hours and orders have the same days.
            File.Delete(Path.Combine(source["shop"], "ad_accounts.csv"));
            new TargetSchema(Database).Run(source["shop"], new());
        }

        /// <summary>The database.</summary>
        public TestDatabase Database { get; } = new();

        /// <inheritdoc/>
        public void Dispose() => Database.Dispose();
    }
}
