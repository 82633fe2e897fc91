using System.Numerics;
using System.Text;
using UtmAttribution.Backfilling;
using UtmAttribution.Cleaning;
using UtmAttribution.Evidence;
using UtmAttribution.Loading.RowFiles;
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
    AttributionOptions options, FxRates rates, LocalClock clock, EvidenceDictionary evidence, SeenIds seen, LoadedRows tables, PartNumbers numbers) : IDisposable
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private const int PriceDecimals = 18;

    private static readonly Int128[] PowersOfTen = [.. Enumerable.Range(0, PriceDecimals + 1).Select(exponent => (Int128)BigInteger.Pow(10, exponent))];

    private readonly RowFile _orders = tables.Open("order_rows", numbers);
    private readonly RowFile _repeats = tables.Open("order_repeats", numbers);
    private readonly RowFile _visits = tables.Open("visit_rows", numbers);
    private readonly RowFile _faults = tables.Open("order_faults", numbers);
    private readonly VisitsOfOrder _visitsOfOrder = new(evidence);
    private readonly long _lookback = (long)options.Lookback.TotalDays * MicrosecondsPerDay;
    private readonly int _decimals = Currencies.Decimals(rates.ReportingCurrency);
    private readonly byte[] _currency = Encoding.UTF8.GetBytes(rates.ReportingCurrency);
    private int _orderNumber;

    /// <summary>Notes all orders of the piece by day, used or not; null where nobody asks.</summary>
    public DayDigests? Digests { get; init; }

    /// <summary>Loads every order of a piece.</summary>
    public int Load(TableReader reader, OrderPiece piece, Action<long>? progress, CancellationToken cancellation)
    {
        var rows = 0;
        while (reader.Read())
        {
            _orderNumber = numbers.Of(rows++);
            if (rows % 2_048 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(rows);
            }
            LoadOrder(reader, piece);
            evidence.TrimMemory();
        }
        _orders.Close();
        _repeats.Close();
        _visits.Close();
        _faults.Close();
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _orders.Dispose();
        _repeats.Dispose();
        _visits.Dispose();
        _faults.Dispose();
    }

    private void LoadOrder(TableReader reader, OrderPiece piece)
    {
        var createdIsTime = SourceValue.TryTime(reader, CreatedAt, out var created) && created is not null;
        if (createdIsTime ? piece.Range?.Contains(created!.Value) == false : !piece.HasUndated)
            return;
        Digests?.Add(createdIsTime ? LocalClock.UtcDay(created!.Value) : null, (UInt128)(ulong)OrderText.HashOfAll(reader));
        var id = SourceValue.IdUtf8(reader, OrderId, stackalloc byte[SourceValue.LongestNumber]);
        int? localHour = createdIsTime ? clock.Hour(created!.Value) : null;
        var cancelledIsTime = SourceValue.TryTime(reader, CancelledAt, out var cancelled);
        SourceValue.TryTime(reader, UpdatedAt, out var updated);
        var isTest = SourceValue.IsTrue(reader, Test);

        var reject = RejectReason(reader, !id.IsEmpty, createdIsTime, cancelledIsTime, localHour, out var price, out var value);
        _orders.Set(0, _orderNumber);
        _orders.SetTextOrNull(1, id);
        _orders.SetText(2, reader, OrderName);
        _orders.SetOrNull(3, created);
        _orders.SetOrNull(4, updated);
        _orders.SetOrNull(5, localHour);
        _orders.SetTextOrNull(6, SourceValue.IdUtf8(reader, CustomerId, stackalloc byte[SourceValue.LongestNumber]));
        _orders.Set(7, cancelled is not null);
        _orders.Set(8, isTest);
        _orders.Set(9, price);
        _orders.Set(10, value);
        _orders.Set(11, OrderText.Hash(reader));
        _orders.SetText(12, reject?.Reason);
        _orders.SetText(13, reject?.Detail);
        _orders.EndRow();

        if (reject is not null)
            return;
        if (seen.AddMayRepeat(id))
        {
            _repeats.SetUtf8(0, id);
            _repeats.EndRow();
        }
        _visitsOfOrder.Read(reader, created!.Value, created.Value - _lookback);
        foreach (var fault in _visitsOfOrder.Faults)
            AppendFault(fault);
        if (isTest && cancelled is null)
            return;
        foreach (var visit in _visitsOfOrder.Visits)
            _visits.Append(_orderNumber, clock.Hour(visit.At), visit);
    }

    private Reject? RejectReason(
        TableReader reader, bool hasId, bool createdIsTime, bool cancelledIsTime, int? localHour, out Int128 price, out long value)
    {
        (price, value) = (0, 0);
        if (!hasId)
            return new("missing_id", "order_id");
        if (!createdIsTime)
            return new("bad_timestamp", Reject.Show("created_at", SourceValue.Text(reader, CreatedAt)));
        if (!cancelledIsTime)
            return new("bad_timestamp", Reject.Show("cancelled_at", SourceValue.Text(reader, CancelledAt)));
        if (options.Revenue == RevenueBasis.Gross && HasReportingCurrency(reader)
            && SourceValue.TryShortAmount(reader, TotalPriceAmount, out var few) && few.IsLessThanPower(9))
        {
            (price, value) = (few.Coefficient * PowersOfTen[PriceDecimals - few.Scale], few.Round(_decimals));
            return null;
        }
        if (!SourceValue.TryAmount(reader, TotalPriceAmount, out var amount) || amount is not { } total
            || total.Coefficient.Sign < 0 || !total.IsLessThan(Amount.Limit))
            return new("bad_amount", Reject.Show("total_price_amount", SourceValue.Text(reader, TotalPriceAmount)));
        price = (Int128)total.Round(PriceDecimals);

        var currency = Currencies.Normalize(SourceValue.Text(reader, TotalPriceCurrency)) ?? rates.ReportingCurrency;
        if (!rates.TryFind(currency, (int)Math.Floor(localHour!.Value / 24.0), out var rate))
            return new("no_fx_rate", currency);
        if (!total.Multiply(rate).IsLessThan(Amount.Limit))
            return new("bad_amount", Reject.Show("total_price_amount", SourceValue.Text(reader, TotalPriceAmount)));
        var worth = options.Revenue == RevenueBasis.Net ? Net(total, reader) : total;
        value = (long)worth.Round(_decimals, rate);
        return null;
    }

    private bool HasReportingCurrency(TableReader reader) =>
        SourceValue.IsNull(reader, TotalPriceCurrency)
        || (reader.Kind(TotalPriceCurrency) == ValueKind.Text && reader.Text(TotalPriceCurrency).SequenceEqual(_currency));

    private static Amount Net(Amount total, TableReader reader)
    {
        if (!SourceValue.TryAmount(reader, TotalRefundedAmount, out var refunded) || refunded is not { Coefficient.Sign: > 0 } back)
            return total;
        var net = total.Subtract(back);
        return net.Coefficient.Sign < 0 ? default : net;
    }

    private void AppendFault(Reject fault)
    {
        _faults.Set(0, _orderNumber);
        _faults.SetText(1, fault.Reason);
        _faults.SetText(2, fault.Detail);
        _faults.EndRow();
    }
}
