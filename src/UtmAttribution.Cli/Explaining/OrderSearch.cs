using System.Text;
using UtmAttribution.Errors;
using UtmAttribution.Loading;
using UtmAttribution.Options;
using UtmAttribution.Sources;

namespace UtmAttribution.Cli.Explaining;

/// <summary>Finds one order in a source: first where it is, of few columns, then its rows.</summary>
/// <param name="source">Where.</param>
/// <param name="orderId">Its id.</param>
internal sealed class OrderSearch(ISource source, string orderId)
{
    private const int Id = 0;
    private const int Name = 1;
    private const int Created = 2;
    private const int NearestShown = 3;

    private static readonly SourceTable Places = SourceTable.ShopifyOrders with
    {
        Columns = [.. new[] { OrderColumns.OrderId, OrderColumns.OrderName, OrderColumns.CreatedAt }.Select(column => SourceTable.ShopifyOrders.Columns[column])],
    };

    /// <summary>The rows that have the id.</summary>
    /// <exception cref="InvalidInputException">There is none; the message says which ids are near.</exception>
    public IReadOnlyList<SourceOrder> Rows(CancellationToken cancellation)
    {
        var times = FindTimes(cancellation);
        // Rows whose time can't be read come whatever the range.
        var readable = times.OfType<long>().DefaultIfEmpty(0).ToList();
        var range = new ReadRange("created_at", readable.Min(), readable.Max() + 1);
        var rows = new List<SourceOrder>();
        using var reader = source.Open(SourceTable.ShopifyOrders, range, cancellation)!;
        Each(reader, OrderColumns.OrderId, () => rows.Add(SourceOrder.Of(reader)), cancellation);
        return rows;
    }

    private List<long?> FindTimes(CancellationToken cancellation)
    {
        var times = new List<long?>();
        using (var reader = source.Open(Places, range: null, cancellation)!)
        {
            Each(reader, Id, () => times.Add(SourceValue.TryTime(reader, Created, out var created) ? created : null), cancellation);
        }
        return times.Count > 0 ? times : throw NotFound(cancellation);
    }

    private void Each(TableReader reader, int idColumn, Action found, CancellationToken cancellation)
    {
        var id = Encoding.UTF8.GetBytes(orderId);
        var rows = 0;
        Span<byte> scratch = stackalloc byte[SourceValue.LongestNumber];
        while (reader.Read())
        {
            if (++rows % 2_048 == 0)
                cancellation.ThrowIfCancellationRequested();
            if (SourceValue.IdUtf8(reader, idColumn, scratch).SequenceEqual(id))
                found();
        }
    }

    private InvalidInputException NotFound(CancellationToken cancellation)
    {
        var ids = new List<string>();
        var named = new List<string>();
        using var reader = source.Open(Places, range: null, cancellation)!;
        while (reader.Read())
        {
            if (SourceValue.Id(reader, Id) is not { } id)
                continue;
            ids.Add(id);
            if (SourceValue.Text(reader, Name)?.Trim().TrimStart('#') == orderId.TrimStart('#'))
                named.Add(id);
        }
        cancellation.ThrowIfCancellationRequested();
        var advice = named.Count > 0
            ? $"the order of that name has the id {string.Join(", ", named.Distinct())}"
            : NearestNames.Of(orderId, ids.Distinct(), NearestShown) is { Count: > 0 } nearest
                ? $"near it are {string.Join(", ", nearest)}"
                : $"it has {Output.Figures.Count(ids.Count, "orders")}, none with an id like it";
        return new($"No order has the id '{orderId}' in {source.Description}: {advice}. Give --order an order_id of table 'shopify_orders'.");
    }
}
