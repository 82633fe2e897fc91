using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>What one model gives one touchpoint of an order; the weight in units of 10⁻⁸, the revenue in minor units.</summary>
internal sealed record Credit(
    Order Order, string Model, Session Session, BigInteger Weight, BigInteger Revenue, int Index, int Count, bool IsPrimary);

/// <summary>Tiers, units and exact sums (section 6).</summary>
internal sealed class Attribution(ReferenceOptions options, Sessions sessions)
{
    private static readonly BigInteger WholeWeight = 100_000_000;
    private static readonly BigInteger WholeUnits = 1_000_000_000;

    /// <summary>What markov has learned; null where no dates are there to learn from.</summary>
    public RemovalEffects? Effects { get; set; }

    /// <summary>The channels of the order's touchpoints, in their order.</summary>
    public string[] Path(Order order) => [.. Tier(sessions.Of(order)).Select(s => s.Channel.Name)];

    /// <summary>The order's credits under the model, without those of 0 units.</summary>
    public List<Credit> Credits(Order order, string model)
    {
        var all = sessions.Of(order);
        var touchpoints = model == "last_non_direct_click" ? all : Tier(all);
        var units = Units(model, touchpoints, order);
        var weights = Rounding.Share(WholeWeight, units);
        var revenue = Rounding.Share(order.Value, units);
        var primary = Enumerable.Range(0, units.Count).Aggregate((best, i) => units[i] >= units[best] ? i : best);
        return
        [
            .. Enumerable.Range(0, units.Count)
                .Where(i => !units[i].IsZero)
                .Select(i => new Credit(order, model, touchpoints[i], weights[i], revenue[i], i + 1, units.Count, i == primary)),
        ];
    }

    private List<Session> Tier(List<Session> all)
    {
        if (options.Touchpoints == ReferenceTouchpoints.All)
            return all;
        var signals = all.FindAll(s => s.HasSignal);
        if (options.Touchpoints == ReferenceTouchpoints.BestTier && signals.Count > 0)
            return signals;
        var notDirect = all.FindAll(s => !s.Channel.IsDirect || (s.HasSignal && options.Touchpoints == ReferenceTouchpoints.NonDirect));
        return notDirect.Count > 0 ? notDirect : [all[^1]];
    }

    private List<BigInteger> Units(string model, List<Session> touchpoints, Order order)
    {
        var n = touchpoints.Count;
        return model switch
        {
            "first_click" => OneAt(0, n),
            "last_click" => OneAt(n - 1, n),
            "last_non_direct_click" => OneAt(touchpoints.FindLastIndex(s => !s.Channel.IsDirect) is >= 0 and var i ? i : n - 1, n),
            "linear" => [.. Enumerable.Repeat(BigInteger.One, n)],
            "position_based" => Position(n, options.Position),
            "time_decay" =>
                [.. touchpoints.Select(s => TimeDecay.Units(Age(order, s) - Age(order, touchpoints[^1]), options.HalfLifeSeconds))],
            "markov" => Markov(touchpoints),
            "shapley" => Shapley([.. touchpoints.Select(s => s.Channel.Name)]),
            _ => throw new ReferenceException($"'{model}' is no model of the reference."),
        };
    }

    private List<BigInteger> Markov(List<Session> touchpoints)
    {
        List<BigInteger> units = [.. touchpoints.Select(s => Effects!.Units(s.Channel.Name))];
        return units.TrueForAll(u => u.IsZero) ? [.. units.Select(_ => BigInteger.One)] : units;
    }

    // ⌊10⁹ / distinct / touchpoints of the channel + ½⌋.
    private static List<BigInteger> Shapley(string[] channels)
    {
        var distinct = channels.Distinct().Count();
        return [.. channels.Select(channel => Rounding.Divide(WholeUnits, (BigInteger)distinct * channels.Count(other => other == channel)))];
    }

    internal static List<BigInteger> Position(int n, (int First, int Middle, int Last) share) => n switch
    {
        1 => [1],
        2 => [2 * share.First + share.Middle, 2 * share.Last + share.Middle],
        _ => [share.First * (n - 2), .. Enumerable.Repeat((BigInteger)share.Middle, n - 2), share.Last * (n - 2)],
    };

    private static List<BigInteger> OneAt(int index, int n) => [.. Enumerable.Range(0, n).Select(i => i == index ? BigInteger.One : 0)];

    private static long Age(Order order, Session session) => (order.CreatedAt - session.Start) / Times.MicrosPerSecond;
}
