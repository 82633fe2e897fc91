using System.Numerics;
using UtmAttribution.Cleaning;
using UtmAttribution.DuckDb;
using UtmAttribution.Evidence;
using UtmAttribution.Money;
using UtmAttribution.Options;
using UtmAttribution.Sources;
using UtmAttribution.Time;
using static UtmAttribution.Loading.OrderColumns;

namespace UtmAttribution.Loading;

/// <summary>
/// Reads <c>shopify_orders</c> row by row into <c>order_rows</c>, its journeys and other evidence into <c>visit_rows</c>.
/// Which of several copies of an order is used, the models decide.
/// </summary>
internal sealed class OrderLoader(
    AttributionOptions options, FxRates rates, LocalClock clock, EvidenceDictionary evidence, DuckDBConnection connection) : IDisposable
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    private readonly DuckDBAppender orders = connection.CreateAppender("order_rows");
    private readonly DuckDBAppender visits = connection.CreateAppender("visit_rows");
    private readonly DuckDBAppender faults = connection.CreateAppender("order_faults");
    private readonly VisitsOfOrder visitsOfOrder = new(evidence);
    private readonly OrderText orderText = new();
    private readonly long lookback = (long)options.Lookback.TotalDays * MicrosecondsPerDay;
    private readonly int decimals = Currencies.Decimals(rates.ReportingCurrency);
    private int orderNumber;

    /// <summary>Loads every order inside the range, and those whose time can't be read.</summary>
    public int Load(TableReader reader, ReadRange? range, Action<long>? progress, CancellationToken cancellation)
    {
        while (reader.Read())
        {
            if (++orderNumber % 2_048 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(orderNumber);
            }
            LoadOrder(reader, range);
            evidence.TrimMemory();
        }
        orders.Close();
        visits.Close();
        faults.Close();
        return orderNumber;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        orders.Dispose();
        visits.Dispose();
        faults.Dispose();
    }

    private void LoadOrder(TableReader reader, ReadRange? range)
    {
        var createdIsTime = SourceValue.TryTime(reader, CreatedAt, out var created) && created is not null;
        if (createdIsTime && range?.Contains(created!.Value) == false)
            return;
        var id = SourceValue.Id(reader, OrderId);
        int? localHour = createdIsTime ? clock.Hour(created!.Value) : null;
        var cancelledIsTime = SourceValue.TryTime(reader, CancelledAt, out var cancelled);
        SourceValue.TryTime(reader, UpdatedAt, out var updated);
        var isTest = SourceValue.IsTrue(reader, Test);

        var reject = RejectReason(reader, id, createdIsTime, cancelledIsTime, localHour, out var price, out var value);
        orders.Set(0, orderNumber);
        orders.SetText(1, id);
        SetText(orders, 2, reader, OrderName);
        orders.SetOrNull(3, created);
        orders.SetOrNull(4, updated);
        orders.SetOrNull(5, localHour);
        orders.SetText(6, SourceValue.Id(reader, CustomerId));
        orders.Set(7, cancelled is not null);
        orders.Set(8, isTest);
        orders.Set(9, price);
        orders.Set(10, value);
        orders.Set(11, orderText.Hash(reader));
        orders.SetText(12, reject?.Reason);
        orders.SetText(13, reject?.Detail);
        orders.EndRow();

        if (reject is not null)
            return;
        visitsOfOrder.Read(reader, created!.Value, created.Value - lookback);
        foreach (var fault in visitsOfOrder.Faults)
            AppendFault(fault);
        if (isTest && cancelled is null)
            return;
        foreach (var visit in visitsOfOrder.Visits)
            AppendVisit(visit);
    }

    private Reject? RejectReason(
        TableReader reader, string? id, bool createdIsTime, bool cancelledIsTime, int? localHour, out Int128 price, out long value)
    {
        (price, value) = (0, 0);
        if (id is null)
            return new("missing_id", "order_id");
        if (!createdIsTime)
            return new("bad_timestamp", Reject.Show("created_at", SourceValue.Text(reader, CreatedAt)));
        if (!cancelledIsTime)
            return new("bad_timestamp", Reject.Show("cancelled_at", SourceValue.Text(reader, CancelledAt)));
        if (!SourceValue.TryAmount(reader, TotalPriceAmount, out var amount) || amount is not { } total
            || total.Coefficient.Sign < 0 || !total.IsLessThan(Amount.Limit))
            return new("bad_amount", Reject.Show("total_price_amount", SourceValue.Text(reader, TotalPriceAmount)));
        price = (Int128)total.Round(18);

        var currency = Currencies.Normalize(SourceValue.Text(reader, TotalPriceCurrency)) ?? rates.ReportingCurrency;
        if (!rates.TryFind(currency, (int)Math.Floor(localHour!.Value / 24.0), out var rate))
            return new("no_fx_rate", currency);
        var worth = options.Revenue == RevenueBasis.Net ? Net(total, reader) : total;
        var converted = worth.Round(decimals, rate);
        if (converted >= BigInteger.Pow(10, 9 + decimals))
            return new("bad_amount", Reject.Show("total_price_amount", SourceValue.Text(reader, TotalPriceAmount)));
        value = (long)converted;
        return null;
    }

    private static Amount Net(Amount total, TableReader reader)
    {
        if (!SourceValue.TryAmount(reader, TotalRefundedAmount, out var refunded) || refunded is not { Coefficient.Sign: > 0 } back)
            return total;
        var net = total.Subtract(back);
        return net.Coefficient.Sign < 0 ? default : net;
    }

    private void AppendFault(Reject fault)
    {
        faults.Set(0, orderNumber);
        faults.SetText(1, fault.Reason);
        faults.SetText(2, fault.Detail);
        faults.EndRow();
    }

    private void AppendVisit(in Visit visit)
    {
        visits.Set(0, orderNumber);
        visits.Set(1, visit.At);
        visits.Set(2, clock.Hour(visit.At));
        visits.Set(3, visit.Utm);
        visits.Set(4, visit.Click);
        visits.Set(5, visit.Page);
        visits.Set(6, visit.Referrer);
        visits.Set(7, visit.HasReferrerDomain);
        visits.Set(8, (byte)visit.Source);
        visits.EndRow();
    }

    private static void SetText(DuckDBAppender appender, int target, TableReader reader, int column)
    {
        if (SourceValue.IsNull(reader, column))
            appender.SetNull(target);
        else if (reader.Kind(column) == ValueKind.Text)
            appender.SetUtf8(target, reader.Text(column));
        else
            appender.SetText(target, SourceValue.Text(reader, column));
    }
}
