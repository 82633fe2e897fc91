using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary><c>utm validate</c> where the source was changed since it was published.</summary>
public sealed class ChangedSourceTests(ChangedSourceTests.Published published) : IClassFixture<ChangedSourceTests.Published>
{
    private static readonly string[] Tables = ["--orders-table", "source.shopify_orders", "--ads-table", "source.ads_insights_hourly"];

    [Theory]
    [InlineData("delete from {0}.shopify_orders where order_id = '3'", "published orders that the source no longer has, or that no longer count", "1 on 2025-03-03, such as 3")]
    [InlineData("update {0}.shopify_orders set cancelled_at = now() where order_id = '3'", "published orders that the source no longer has, or that no longer count", "1 on 2025-03-03")]
    [InlineData("insert into {0}.shopify_orders select '99', created_at, updated_at, null, 5, 'EUR' from {0}.shopify_orders where order_id = '4'", "orders of the source that are not published", "1 on 2025-03-04, such as 99")]
    [InlineData("update {0}.shopify_orders set total_price_amount = 10.01 where order_id in ('2', '5')", "published orders with another value or time than the source", "2 on 2 dates from 2025-03-02 to 2025-03-05, such as 2")]
    [InlineData("update {0}.shopify_orders set updated_at = now() + interval '1 second' where order_id = '5'", "orders that changed since they were published", "1 on 2025-03-05")]
    [InlineData("update {0}.ads_insights_hourly set spend = 5.25 where date_start = '2025-03-02'", "hours whose ad spend, impressions or clicks differ from the source", "1 on 2025-03-02, such as 2025-03-02 09:00; their spend is 5.25 in the source, 5 published")]
    [InlineData("update {0}.ads_insights_hourly set date_stop = date_start + 1 where date_start = '2025-03-04'", "hours whose ad spend, impressions or clicks differ from the source", "1 on 2025-03-04")]
    public void The_change_is_told_with_dates_and_an_example(string change, string check, string found)
    {
        using var changed = new ChangedTables(published.Database, "source", change);

        var (failed, words) = Assert.Single(Validation.Failed(published.Target, Tables));

        Assert.Equal(check, failed);
        Assert.StartsWith(found, words, StringComparison.Ordinal);
    }

    /// <summary>Six orders and six ad hours on six dates, published.</summary>
    public sealed class Published : IDisposable
    {
        /// <summary>Publishes them.</summary>
        public Published()
        {
            Database.Execute("""
                create schema source;
                create table source.shopify_orders (order_id text, created_at timestamptz, updated_at timestamptz, cancelled_at timestamptz, total_price_amount numeric, total_price_currency text);
                insert into source.shopify_orders
                    select i::text, timestamptz '2025-03-01 10:00+00' + (i - 1) * interval '1 day', '2025-03-20', null, 10, 'EUR' from generate_series(1, 6) as i;
                create table source.ads_insights_hourly (date_start date, date_stop date, hourly_window text, campaign_id text, ad_id text, spend numeric);
                insert into source.ads_insights_hourly
                    select date '2025-03-01' + i, date '2025-03-01' + i, '09:00:00 - 09:59:59', '120000001', '130000001', 5 from generate_series(0, 5) as i;
                """);
            Target = new(Database, "target");
            Assert.Equal(ExitCodes.Done, ToolRun.Of(RunCommand.Pipeline, ["run", "--postgres", Database.Uri, "--schema", Target.Schema.Name, .. Tables]).ExitCode);
            Assert.Empty(Validation.Failed(Target, Tables));
        }

        internal TestDatabase Database { get; } = new();

        internal TargetSchema Target { get; }

        /// <inheritdoc/>
        public void Dispose() => Database.Dispose();
    }
}
