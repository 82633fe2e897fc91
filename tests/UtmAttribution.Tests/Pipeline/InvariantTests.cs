using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using UtmAttribution.DuckDb;
using UtmAttribution.Options;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>What must hold whatever the data are.</summary>
public sealed class InvariantTests(GeneratedShop shop) : IClassFixture<GeneratedShop>
{
    private static readonly DateOnly First = new(2025, 10, 24);

    [Fact]
    public void The_same_source_gives_the_same_rows_in_the_same_order_with_any_number_of_threads()
    {
        var (once, again) = (shop.NewFolder(), shop.NewFolder());

        shop.Run(GeneratedShop.Options with { Threads = 1 }, once);
        shop.Run(GeneratedShop.Options with { Threads = 2 }, again);

        Assert.Equal(GeneratedShop.Contents(once), GeneratedShop.Contents(again));
    }

    [Fact]
    public void Rows_in_another_order_and_in_several_files_give_the_same_output()
    {
        var (ordered, shuffled, target, parts) = (shop.NewFolder(), shop.NewFolder(), shop.NewFolder(), shop.NewFolder());
        using (var database = DuckDBDatabase.Open(new DuckDBSettings()))
        using (var connection = database.Connect())
        {
            foreach (var (table, key) in new[] { ("shopify_orders", "coalesce(order_id, '')"), ("ads_insights_hourly", "coalesce(ad_id, '') || spend") })
            {
                var rows = $"""read_csv('{shop.Source}/{table}.csv', all_varchar = true, header = true, quote = '"', escape = '"', delim = ',')""";
                connection.Execute($"copy (select * from {rows} where hash({key}) % 2 = 0 order by hash({key})) to '{shuffled}/{table}_2.csv' (header)");
                connection.Execute($"copy (select * from {rows} where not coalesce(hash({key}) % 2 = 0, false) order by hash({key}) desc) to '{shuffled}/{table}_1.parquet' (row_group_size 2048)");
            }
        }
        foreach (var table in (string[])["ad_accounts.csv", "fx_rates.csv"])
            File.Copy(Path.Combine(shop.Source, table), Path.Combine(shuffled, table));

        shop.Run(GeneratedShop.Options, ordered);
        shop.Run(GeneratedShop.Options with { Threads = 1 }, target, shuffled);
        shop.Run(GeneratedShop.Options with { Threads = 3 }, parts, shuffled);

        Assert.Equal(GeneratedShop.Contents(ordered), GeneratedShop.Contents(target));
        Assert.Equal(GeneratedShop.Contents(ordered), GeneratedShop.Contents(parts));
    }

    [Property(MaxTest = 2)]
    public Property A_range_run_in_pieces_equals_the_range_run_in_one_piece()
    {
        var (from, to, target) = (First.AddDays(1), First.AddDays(12), shop.NewFolder());
        shop.Run(GeneratedShop.Options with { From = from, To = to }, target);
        var whole = GeneratedShop.Contents(target);
        return Prop.ForAll(Gen.Choose(1, 10).ToArbitrary(), days =>
        {
            var pieces = shop.NewFolder();

            shop.Run(GeneratedShop.Options with { From = from.AddDays(days), To = to }, pieces);
            shop.Run(GeneratedShop.Options with { From = from, To = from.AddDays(days - 1) }, pieces);

            Assert.Equal(whole, GeneratedShop.Contents(pieces));
        });
    }

    [Fact]
    public void Data_driven_models_give_each_order_wholly_and_the_same_in_pieces_that_learn_from_the_same_dates()
    {
        var (from, to) = (First.AddDays(1), First.AddDays(12));
        var (whole, pieces) = (shop.NewFolder(), shop.NewFolder());
        var options = GeneratedShop.Options with
        {
            Models = [AttributionModel.Linear, AttributionModel.Markov, AttributionModel.Shapley],
            MarkovOrder = 2,
            Touchpoints = TouchpointTiers.All,
            Training = new(First.AddDays(3), First.AddDays(9)),
        };

        shop.Run(options with { From = from, To = to, Threads = 1 }, whole);
        shop.Run(options with { From = First.AddDays(5), To = to, Threads = 2 }, pieces);
        shop.Run(options with { From = from, To = First.AddDays(4), Threads = 2 }, pieces);

        Assert.Equal(GeneratedShop.Contents(whole), GeneratedShop.Contents(pieces));
        Assert.Equal(0, Count($"""
            select count(*) from (
                select 1 from '{whole}/utm_order_mapping/*/*.parquet' group by order_id, attribution_model
                having sum(attribution_weight) <> 1 or sum(attributed_revenue) <> any_value(order_value)
                    or count(*) filter (where is_primary_attribution) <> 1 or min(attribution_weight) < 0 or min(attributed_revenue) < 0
            )
            """));
        // The conversions that it learned from are among those of the run.
        Assert.Equal(4, Count($"""
            with learned as (
                select count(distinct order_id) as conversions, sum(attributed_revenue) as revenue from '{whole}/utm_order_mapping/*/*.parquet'
                where attribution_model = 'linear' and order_date_local between '{First.AddDays(3):yyyy-MM-dd}' and '{First.AddDays(9):yyyy-MM-dd}'
            ), channels as (
                select attribution_model, sum(conversions) as conversions, sum(revenue) as revenue
                from '{whole}/utm_channel_attribution/*/*.parquet' group by attribution_model
            )
            select count(*) from channels inner join learned using (conversions, revenue)
            """));
    }

    [Fact]
    public void Running_again_replaces_the_same_dates_and_leaves_the_others()
    {
        var target = shop.NewFolder();
        shop.Run(GeneratedShop.Options, target);
        var before = GeneratedShop.Contents(target);

        shop.Run(GeneratedShop.Options with { From = First.AddDays(5), To = First.AddDays(6) }, target);

        Assert.Equal(before, GeneratedShop.Contents(target));
    }

    [Fact]
    public void Weights_sum_to_one_and_revenue_to_the_order_value_under_every_model_and_each_order_has_one_primary_row()
    {
        var target = shop.NewFolder();
        shop.Run(GeneratedShop.Options with { Touchpoints = TouchpointTiers.All }, target);

        Assert.Equal(0, Count($"""
            select count(*) from (
                select 1 from '{target}/utm_order_mapping/*/*.parquet'
                group by order_id, attribution_model
                having sum(attribution_weight) <> 1 or sum(attributed_revenue) <> any_value(order_value)
                    or count(*) filter (where is_primary_attribution) <> 1 or count(distinct session_id) <> count(*)
            )
            """));
        Assert.Equal(0, Count($"""
            select count(*) from (select 1 from '{target}/utm_order_mapping/*/*.parquet' group by order_id having count(distinct attribution_model) <> 6)
            """));
    }

    [Fact]
    public void Every_session_that_a_mapping_row_names_is_published()
    {
        var target = shop.NewFolder();
        shop.Run(GeneratedShop.Options with { From = First.AddDays(6), To = First.AddDays(8) }, target);

        Assert.Equal(0, Count($"""
            select count(*) from '{target}/utm_order_mapping/*/*.parquet'
            where session_id not in (select session_id from '{target}/utm_sessions/*/*.parquet')
            """));
    }

    [Fact]
    public void Spend_is_neither_lost_nor_counted_twice()
    {
        var target = shop.NewFolder();
        var report = shop.Run(GeneratedShop.Options, target);

        var spend = report.Ledger.Lines.Single(line => line.Name == "ad spend");
        Assert.True(spend.Expected > 0);
        Assert.Equal(spend.Expected, Decimal($"select sum(ad_spend) from '{target}/utm_ad_hourly_performance/*/*.parquet'"));
        Assert.Equal(spend.Expected, Decimal($"select sum(total_ad_spend) from '{target}/utm_daily_summary/*/*.parquet'"));
    }

    private static long Count(string sql) => (long)Decimal(sql);

    private static decimal Decimal(string sql)
    {
        using var database = DuckDBDatabase.Open(new DuckDBSettings());
        using var connection = database.Connect();
        using var reader = connection.ExecuteReader(sql);
        reader.Read();
        return Convert.ToDecimal(reader.GetValue(0));
    }
}
