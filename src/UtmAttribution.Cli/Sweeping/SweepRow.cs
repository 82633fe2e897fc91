using UtmAttribution.Options;

namespace UtmAttribution.Cli.Sweeping;

/// <summary>What a channel or campaign gets under one model and setting.</summary>
internal sealed record SweepRow
{
    /// <summary>The model.</summary>
    public required AttributionModel Model { get; init; }

    /// <summary>What touches the model of the setting.</summary>
    public required SweepSetting Setting { get; init; }

    /// <summary>The channel, or the campaign's id; null for no campaign.</summary>
    public required string? Key { get; init; }

    /// <summary>The campaign's name, where the ads table has it.</summary>
    public string? Name { get; init; }

    /// <summary>Attributed revenue of the orders of the dates, in 10⁻⁴ of the reporting currency.</summary>
    public required long Revenue { get; init; }

    /// <summary>The spend of the dates, in 10⁻⁴.</summary>
    public required long Spend { get; init; }

    /// <summary>The revenue of all of them.</summary>
    public required long Total { get; init; }

    /// <summary>The place by revenue, from 1; ties by key.</summary>
    public int Rank { get; init; }

    /// <summary>The place under the base's setting; null where it is not there.</summary>
    public int? BaseRank { get; init; }

    /// <summary>Percent of all revenue, four decimals.</summary>
    public decimal SharePercent => Ratio(100 * (Int128)Revenue, Total);

    /// <summary>Revenue over spend, four decimals; 0 without spend.</summary>
    public decimal Roas => Ratio(Revenue, Spend);

    // As the models divide: half away from zero, 0 where the divisor is 0.
    private static decimal Ratio(Int128 dividend, long divisor) =>
        divisor == 0 ? 0.0000m : (decimal)(((dividend * 20_000) + divisor) / (2 * (Int128)divisor)) * 0.0001m;
}
