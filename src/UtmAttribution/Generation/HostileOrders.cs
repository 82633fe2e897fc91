using UtmAttribution.DuckDb;

namespace UtmAttribution.Generation;

/// <summary>What can be wrong with, or unusual about, an order.</summary>
internal enum HostileOrder
{
    NoCustomer,
    ZeroAmount,
    HalfCent,
    ManyDecimals,
    NoAmount,
    NegativeAmount,
    HugeAmount,
    NoId,
    NoTime,
    LowerCaseCurrency,
    NoCurrency,
    OddName,
    MicrosecondTime,
    CancelledTest,
    RefundAboveTotal,
    NegativeRefund,
    NewerCopy,
    OlderCopy,
    TiedCopy,
    ExactCopy,
    CopyWithoutAmount,
    TruncatedJson,
    TrailingGarbage,
    JsonNull,
    JsonScalar,
    MomentsNoArray,
    EmptyMoments,
    ManyMoments,
    RepeatedMomentsKey,
    OddFormatting,
    TruncatedAttributes,
    AttributesScalar,
    OddAttributes,
}

/// <summary>Makes an order hostile and adds it, with its copies.</summary>
internal static class HostileOrders
{
    private const long Second = OrderTimes.MicrosPerSecond;
    private const long Unit = 1_000_000;

    private static readonly int Kinds = Enum.GetValues<HostileOrder>().Length;

    public static int Append(OrderRow row, DuckDBAppender table, ref Prng random)
    {
        var kind = (HostileOrder)random.Below(Kinds);
        if (kind is >= HostileOrder.NewerCopy and <= HostileOrder.CopyWithoutAmount)
            return AppendCopies(row, table, kind);
        if (kind >= HostileOrder.TruncatedJson)
            HostileJson.Apply(row, kind, ref random);
        else
            Spoil(row, kind, ref random);
        row.Append(table);
        return 1;
    }

    private static void Spoil(OrderRow row, HostileOrder kind, ref Prng random)
    {
        switch (kind)
        {
            case HostileOrder.NoCustomer:
                row.Customer = null;
                break;
            case HostileOrder.ZeroAmount:
                row.Amount = 0;
                break;
            case HostileOrder.HalfCent:
                row.Amount = (random.Between(10, 200) * Unit) + (random.Below(100) * 10_000) + 5_000;
                break;
            case HostileOrder.ManyDecimals:
                row.Amount = (random.Between(10, 200) * Unit) + random.Below(1_000_000);
                break;
            case HostileOrder.NoAmount:
                row.Amount = null;
                break;
            case HostileOrder.NegativeAmount:
                row.Amount = -random.Between(1, 20_000) * 10_000L;
                break;
            case HostileOrder.HugeAmount:
                row.Amount = 1_000_000_000 * Unit * random.Between(1, 20);
                break;
            case HostileOrder.NoId:
                row.Id = null;
                break;
            case HostileOrder.NoTime:
                row.Created = null;
                break;
            case HostileOrder.LowerCaseCurrency:
                row.Currency = [.. row.Currency!.Select(letter => (byte)(letter | 0x20))];
                break;
            case HostileOrder.NoCurrency:
                row.Currency = null;
                break;
            case HostileOrder.OddName:
                row.Name.Add(" \"Größe, M\"\n\t🎁 'ß'"u8);
                break;
            case HostileOrder.MicrosecondTime:
                row.Created += random.Below(1_000_000);
                break;
            case HostileOrder.CancelledTest:
                row.Cancelled = row.Created + Second;
                row.Test = true;
                break;
            case HostileOrder.RefundAboveTotal:
                row.Refunded = row.Amount + (5 * Unit);
                break;
            case HostileOrder.NegativeRefund:
                row.Refunded = -5 * Unit;
                break;
        }
    }

    // The later row of a pair is the one that counts in NewerCopy; in OlderCopy it is the earlier one.
    private static int AppendCopies(OrderRow row, DuckDBAppender table, HostileOrder kind)
    {
        row.Append(table);
        switch (kind)
        {
            case HostileOrder.NewerCopy:
                row.Updated += 86_400 * Second;
                row.Cancelled ??= row.Created + (3_600 * Second);
                break;
            case HostileOrder.OlderCopy:
                row.Updated = null;
                row.Amount += 10 * Unit;
                break;
            case HostileOrder.TiedCopy:
                row.Amount += 10 * Unit;
                break;
            case HostileOrder.CopyWithoutAmount:
                row.Updated += 86_400 * Second;
                row.Amount = null;
                break;
        }

        row.Append(table);
        if (kind != HostileOrder.ExactCopy)
            return 2;
        row.Append(table);
        return 3;
    }
}
