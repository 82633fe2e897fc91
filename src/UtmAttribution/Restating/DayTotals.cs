namespace UtmAttribution.Restating;

/// <summary>The totals of a date over all rows of <c>utm_daily_summary</c>.</summary>
/// <param name="Orders">Orders that count.</param>
/// <param name="Revenue">Their value, in the reporting currency.</param>
/// <param name="AttributedRevenue">What of it the primary model gives to sessions with a campaign signal.</param>
/// <param name="AdSpend">Ad spend, in the reporting currency.</param>
/// <param name="Sessions">Observed sessions.</param>
public sealed record DayTotals(long Orders, decimal Revenue, decimal AttributedRevenue, decimal AdSpend, long Sessions)
{
    /// <summary>The totals of a date without rows.</summary>
    public static DayTotals None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Revenue over ad spend, to four decimals, as <c>utm_daily_summary.roas</c> is; null without spend.</summary>
    public decimal? Roas => AdSpend == 0 ? null : Math.Round(Revenue / AdSpend, 4, MidpointRounding.AwayFromZero);
}
