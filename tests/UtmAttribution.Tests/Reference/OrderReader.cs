namespace UtmAttribution.Tests.Reference;

/// <summary>Orders: what is read, what is rejected, which of several copies is used (sections 2, 3 and 8).</summary>
internal sealed class OrderReader(
    ReferenceTable table, ReferenceOptions options, Currencies currencies, LocalClock clock, Rejects rejects, Ledger ledger)
{
    private const string Name = "shopify_orders";

    // All but the three that are compared first, in the contract's order.
    private static readonly string[] CompareColumns =
    [
        "order_id", "order_name", "cancelled_at", "test", "total_price_currency", "total_refunded_amount", "customer_id",
        "customer_referrer_url", "landing_page_url", "customer_utm_source", "customer_utm_medium", "customer_utm_campaign",
        "customer_utm_content", "customer_utm_term", "customer_journey", "custom_attributes",
    ];

    public List<Order> Read(int from, int to)
    {
        var usable = new List<Order>();
        foreach (var cells in table.Rows)
        {
            var createdAt = Times.Parse(Cell(cells, "created_at"));
            if (!IsRead(createdAt, (from, to)) && !(options.TrainingDays(to) is { } training && IsRead(createdAt, training)))
                continue;
            var id = Text.Id(Cell(cells, "order_id"));
            int? day = createdAt is { } time ? clock.At(time).Day : null;
            if (day is null || (day >= from && day <= to))
                ledger.Count("orders read");
            var (order, reason) = ReadOne(cells, id, createdAt);
            if (order is not null)
                usable.Add(order);
            else
                Reject(id, day, reason!, from, to);
        }
        return WithoutCopies(usable, from, to);
    }

    private bool IsRead(long? createdAt, (int From, int To) days) =>
        createdAt is null
        || (createdAt >= clock.Midnight(days.From) - 2 * options.LookbackMicros - 2 * Times.MicrosPerDay
            && createdAt < clock.Midnight(days.To + 1) + 2 * options.LookbackMicros + Times.MicrosPerDay);

    private (Order? Order, string? Reason) ReadOne(string?[] cells, string? id, long? createdAt)
    {
        var cancelledAt = Cell(cells, "cancelled_at");
        if (id is null)
            return (null, "missing_id");
        if (createdAt is not { } created || (cancelledAt is not null && Times.Parse(cancelledAt) is null))
            return (null, "bad_timestamp");
        if (Exact.Parse(Cell(cells, "total_price_amount")) is not { } price || price.IsNegative || price.IsBillionOrMore)
            return (null, "bad_amount");
        var local = clock.At(created);
        var rate = currencies.Rate(Currencies.Code(Cell(cells, "total_price_currency")), local.Day);
        if (rate is { } known && (price * known).IsBillionOrMore)
            return (null, "bad_amount");
        if (rate is null)
            return (null, "no_fx_rate");
        return (new Order
        {
            Id = id,
            Cells = cells,
            CreatedAt = created,
            UpdatedAt = Times.Parse(Cell(cells, "updated_at")),
            Local = local,
            Cancelled = cancelledAt is not null,
            Test = Text.IsTrue(Cell(cells, "test")),
            Price = price,
            Value = (long)(Net(price, cells) * rate.Value).Round(currencies.Decimals),
            CustomerId = Text.Id(Cell(cells, "customer_id")),
        }, null);
    }

    private Exact Net(Exact price, string?[] cells)
    {
        if (!options.NetRevenue || Exact.Parse(Cell(cells, "total_refunded_amount")) is not { IsPositive: true } refund)
            return price;
        var net = price - refund;
        return net.IsNegative ? new Exact(0, 0) : net;
    }

    private List<Order> WithoutCopies(List<Order> usable, int from, int to)
    {
        var used = new List<Order>();
        foreach (var copies in usable.GroupBy(o => o.Id))
        {
            var best = copies.First();
            foreach (var copy in copies.Skip(1))
            {
                var passedOver = Compare(copy, best) > 0 ? best : copy;
                best = passedOver == best ? copy : best;
                Reject(passedOver.Id, passedOver.Local.Day, "duplicate_id", from, to);
            }
            used.Add(best);
        }
        return used;
    }

    private int Compare(Order a, Order b)
    {
        var c = (a.UpdatedAt ?? long.MinValue).CompareTo(b.UpdatedAt ?? long.MinValue);
        c = c != 0 ? c : a.CreatedAt.CompareTo(b.CreatedAt);
        c = c != 0 ? c : Exact.Compare(a.Price, b.Price);
        for (var i = 0; c == 0 && i < CompareColumns.Length; i++)
            c = ByteOrder.CompareNullLeast(Cell(a.Cells, CompareColumns[i]), Cell(b.Cells, CompareColumns[i]));
        return c;
    }

    private void Reject(string? id, int? day, string reason, int from, int to)
    {
        rejects.Reject(Name, id, day, reason);
        if (day is null || (day >= from && day <= to))
            ledger.Count($"orders rejected {reason}");
    }

    private string? Cell(string?[] cells, string column) => table.Value(cells, column);
}
