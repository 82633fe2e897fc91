using UtmAttribution.Errors;
using UtmAttribution.Sinks;
using static UtmAttribution.Tests.Sinks.TargetFolder;

namespace UtmAttribution.Tests.Sinks;

public sealed class PublishedDatasetsTests : IDisposable
{
    private readonly TargetFolder _target = new();

    public void Dispose() => _target.Dispose();

    [Fact]
    public void Each_dataset_is_a_view_with_its_own_columns_over_all_dates()
    {
        _target.FillAndPublish("b1", 1, 3, 1, 2, 3);
        using var published = PublishedDatasets.Open(_target.Path);

        Assert.Equal(["utm_ad_hourly_performance", "utm_order_mapping"], published.Names);
        Assert.Equal(18, published.Connection.Scalar<long>("select count(*) from utm_order_mapping"));
        Assert.Equal(
            "order_id,order_date,order_value,session_id,attribution_model,attribution_weight,attributed_revenue,touch_index,"
            + "is_primary_attribution,utm_campaign,order_date_local,created_at,updated_at,batch_id",
            published.Connection.Scalar<string>(
                "select string_agg(column_name, ',' order by column_index) from duckdb_columns() where table_name = 'utm_order_mapping'"));
    }

    [Fact]
    public void A_column_that_only_newer_files_have_is_null_in_the_older_ones()
    {
        _target.FillAndPublish("b1", 1, 1, 1);
        _target.Engine.Connection.Execute("alter table utm_ad_hourly_performance add column ad_purchases bigint default 5");
        _target.FillAndPublish("b2", 2, 2, 2);
        using var published = PublishedDatasets.Open(_target.Path);

        Assert.Equal((4, 10), (
            published.Connection.Scalar<long>("select count(*) from utm_ad_hourly_performance"),
            (long)published.Connection.Scalar<decimal>("select sum(ad_purchases)::decimal(18) from utm_ad_hourly_performance")));
    }

    [Fact]
    public void A_folder_without_datasets_is_an_error_that_says_what_to_do()
    {
        Assert.Contains("There is no folder", Assert.Throws<InvalidInputException>(() => PublishedDatasets.Open(_target.Path)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(_target.Path, ".staging-dead"));
        File.WriteAllText(Path.Combine(_target.Path, ".staging-dead", "x.parquet"), "");
        Assert.Contains("Run 'utm run --out' first", Assert.Throws<InvalidInputException>(() => PublishedDatasets.Open(_target.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_file_is_an_error_that_points_to_the_verification()
    {
        _target.FillAndPublish("b1", 1, 1, 1);
        File.WriteAllText(_target.File(Mapping, 1), "no parquet, and long enough to look at");
        Assert.Contains("'utm verify' names every file", Assert.Throws<InvalidInputException>(() => PublishedDatasets.Open(_target.Path)).Message, StringComparison.Ordinal);
    }
}
