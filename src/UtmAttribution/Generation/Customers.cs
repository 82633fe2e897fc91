namespace UtmAttribution.Generation;

/// <summary>
/// Who placed each order. A repeat order belongs to the customer of an earlier order picked at random, so that a few
/// customers have very many orders. 8 bytes an order.
/// </summary>
internal sealed class Customers
{
    private const int Guest = -1;
    private const double GuestShare = 0.13;
    private const double RepeatShare = 0.42;

    private readonly int[] _customerOf;
    private readonly int[] _previousOrder;

    public Customers(GeneratorOptions options, CancellationToken cancellation)
    {
        var orders = (int)options.Orders;
        _customerOf = new int[orders];
        _previousOrder = new int[orders];
        var lastOrder = new int[orders];
        for (var order = 0; order < orders; order++)
        {
            if ((order & 0xFFFFF) == 0)
                cancellation.ThrowIfCancellationRequested();
            var random = Prng.At(options.Seed, RandomStream.Customer, order);
            var kind = random.Unit();
            var customer = kind < GuestShare ? Guest
                : kind < GuestShare + RepeatShare && order > 0 ? _customerOf[random.Below(order)]
                : Guest;
            _previousOrder[order] = customer == Guest ? -1 : lastOrder[customer];
            if (customer == Guest && kind >= GuestShare)
                customer = Count++;
            _customerOf[order] = customer;
            if (customer != Guest)
                lastOrder[customer] = order;
        }
    }

    /// <summary>How many customers there are.</summary>
    public int Count { get; }

    /// <summary>The customer's id as Shopify numbers them, or null for a guest.</summary>
    public long? IdOf(long order)
    {
        var customer = _customerOf[order];
        return customer == Guest ? null : 7_100_000_000_000L + (customer * 32_768L) + 17;
    }

    /// <summary>The same customer's order before this one, or −1.</summary>
    public int PreviousOrder(long order) => _previousOrder[order];
}
