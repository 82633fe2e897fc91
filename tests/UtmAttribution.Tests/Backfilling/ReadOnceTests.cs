using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Backfilling;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Backfilling;

/// <summary>What one window has loaded, the next ones do not read again.</summary>
public sealed class ReadOnceTests(BackfilledShop shop) : IClassFixture<BackfilledShop>
{
    [Fact]
    public void After_a_look_at_all_of_it_every_order_is_read_for_one_window_alone_and_ads_for_none_and_each_ad_row_is_in_one_window()
    {
        var read = new List<(SourceTable Table, ReadRange? Range)>();
        var target = shop.NewFolder();

        var report = new Backfill(BackfilledShop.Options, BackfilledShop.TenDays, isForced: false, engine => new Recorded(new FileSource(shop.Source, engine), read), [new ParquetSink(target)], TimeProvider.System, NullLogger.Instance)
            .Run(_ => { }, CancellationToken.None);

        Assert.Equal(shop.Expected, GeneratedShop.Contents(target));
        Assert.Single(read, one => one.Table == SourceTable.AdsInsightsHourly);
        var placed = report.Windows.Sum(window => window.Run!.Stages.Single(stage => stage.Stage == "placed_ad_rows").Rows);
        Assert.InRange(placed, 1, shop.Value<long>("select count(*) from ads_insights_hourly"));
        // The look, the orders without a time, then pieces that follow each other.
        var orders = read.Where(one => one.Table == SourceTable.ShopifyOrders).Select(one => one.Range!).ToList();
        Assert.Equal((0, 0), (orders[1].From, orders[1].Until));
        Assert.InRange(orders.Count, 5, int.MaxValue);
        Assert.All(orders.Skip(2).Zip(orders.Skip(3)), pair => Assert.Equal(pair.First.Until, pair.Second.From));
    }

    private sealed class Recorded(ISource source, List<(SourceTable Table, ReadRange? Range)> read) : ISource
    {
        public string Description => source.Description;

        public IReadOnlyList<string> Warnings => source.Warnings;

        public void Check(CancellationToken cancellation) => source.Check(cancellation);

        public long? EstimateRows(SourceTable table, ReadRange? range) => source.EstimateRows(table, range);

        public int Readers(int cores) => source.Readers(cores);

        public TableReader? Open(SourceTable table, ReadRange? range, CancellationToken cancellation) => source.Open(table, range, cancellation);

        public IReadOnlyList<TableReader> OpenParts(SourceTable table, ReadRange? range, int parts, CancellationToken cancellation)
        {
            read.Add((table, range));
            return source.OpenParts(table, range, parts, cancellation);
        }

        public void Dispose() => source.Dispose();
    }
}
