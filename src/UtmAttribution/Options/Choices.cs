namespace UtmAttribution.Options;

/// <summary>Which sessions of the lookback window may take credit for an order.</summary>
public enum TouchpointTiers
{
    /// <summary>Those with a campaign signal; else those whose channel is not Direct; else the last one. The default.</summary>
    CampaignFirst,

    /// <summary><c>non-direct</c>: those with a campaign signal or a channel other than Direct; else the last one.</summary>
    NonDirect,

    /// <summary><c>all</c>: every session.</summary>
    All,
}

/// <summary>What an order is worth.</summary>
public enum RevenueBasis
{
    /// <summary><c>gross</c>: the total price.</summary>
    Gross,

    /// <summary><c>net</c>: the total price less what was refunded, never below 0.</summary>
    Net,
}

/// <summary>What several usable rows of one ad-hour mean.</summary>
public enum AdsDuplicates
{
    /// <summary><c>sum</c>: breakdowns; they add up, but rows equal in every column count once.</summary>
    Sum,

    /// <summary><c>newest</c>: repeated synchronisations; only those with the newest <c>synced_at</c> count.</summary>
    Newest,

    /// <summary><c>error</c>: a fault in the table; the run refuses.</summary>
    Error,
}

/// <summary>Whole percents for the first touchpoint, all middle ones together, and the last; they sum to 100.</summary>
/// <param name="First">Percent for the first touchpoint.</param>
/// <param name="Middle">Percent for the touchpoints between, together.</param>
/// <param name="Last">Percent for the last touchpoint.</param>
public sealed record PositionShares(int First, int Middle, int Last)
{
    /// <summary>40, 20, 40.</summary>
    public static PositionShares Default { get; } = new(40, 20, 40);
}
