using UtmAttribution.Engines;
using UtmAttribution.Sinks;

namespace UtmAttribution.Tests.Sinks.Rows;

/// <summary>A dataset that says that its rows are in order is not sorted again, and is held to its word.</summary>
public sealed class OrderTests : IDisposable
{
    private static readonly Dataset Hours = new("hours_made", "day", ["hour", "amount"]) { IsInOrder = true };

    private readonly string _folder = Directory.CreateTempSubdirectory("utm-order-").FullName;
    private readonly DuckDbEngine _engine = new(new() { Threads = 1 });

    public void Dispose()
    {
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("(1, 3, 5), (1, 3, 5), (1, 3, 6), (1, 4, 0), (2, 0, 0)", true)]
    [InlineData("(1, 4, 5), (1, 3, 6)", false)]
    [InlineData("(1, 3, 5), (1, 3, 4)", false)]
    [InlineData("(2, 3, 5), (1, 4, 6)", false)]
    public void Rows_out_of_order_are_not_published(string rows, bool isInOrder)
    {
        _engine.Connection.Execute($"""
            create table hours_made as
            select date '2025-03-01' + day - 1 as day, hour::integer as hour, amount::bigint as amount from (values {rows}) as t(day, hour, amount)
            """);
        var request = new PublishRequest([new(Hours, new(2025, 3, 1), new(2025, 3, 2))], new Dictionary<string, string> { ["batch_id"] = "b1" });
        var stage = () => new ParquetSink(_folder).Stage(_engine, request, null, CancellationToken.None);

        if (isInOrder)
        {
            using var publication = stage();
            Assert.Equal(5, publication.Datasets.Single().Rows);
            return;
        }

        Assert.Contains("not in the order of hour, amount", Assert.Throws<InvalidOperationException>(stage).Message, StringComparison.Ordinal);
    }
}
