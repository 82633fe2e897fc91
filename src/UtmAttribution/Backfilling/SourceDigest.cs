using System.IO.Hashing;
using UtmAttribution.Cleaning;
using UtmAttribution.Loading;
using UtmAttribution.Options;
using UtmAttribution.Time;

namespace UtmAttribution.Backfilling;

/// <summary>
/// What of a source decides the rows of each date that is published, as a hash: where it is the same as when the date was
/// published, publishing again gives the same rows. It may differ without need, where something changed that is near.
/// </summary>
/// <param name="options">What is computed.</param>
/// <param name="clock">The reporting zone's.</param>
internal sealed class SourceDigest(AttributionOptions options, LocalClock clock)
{
    /// <summary>The dates that every run learns from; null for none.</summary>
    public TrainingDates? Training { get; set; }

    /// <summary>Order rows by the day of their creation, UTC.</summary>
    public DayDigests Orders { get; } = new();

    /// <summary>Ad rows by their date, as they are loaded.</summary>
    public DayDigests Ads { get; } = new();

    /// <summary>Exchange rates by the date that they serve.</summary>
    public DayDigests Rates { get; } = new();

    /// <summary>
    /// What the ads table calls campaigns, ad sets and ads, unless <see cref="NamesOfOrders"/> and <see cref="NamesOfAds"/> say so by day,
    /// and where accounts are: any date may ask for it.
    /// </summary>
    public required UInt128 Names { get; init; }

    /// <summary>What the evidence of orders is called, by the day of their creation, UTC; none where that is not known by day.</summary>
    public DayDigests NamesOfOrders { get; } = new();

    /// <summary>What ads are called, by the dates that they have rows of; none where that is not known by day.</summary>
    public DayDigests NamesOfAds { get; } = new();

    /// <summary>The channel rules.</summary>
    public required UInt128 Rules { get; init; }

    /// <summary>The first and last local date that has an order or ad row; null where there is none.</summary>
    public (DateOnly From, DateOnly To)? Dates { get; set; }

    /// <summary>How many order rows a run of some dates reads.</summary>
    public long OrdersRead(DateOnly from, DateOnly to)
    {
        var (first, last) = Reach(from, to);
        return Orders.Rows(first, last);
    }

    /// <summary>How many order rows some dates have, as days of UTC.</summary>
    public long OrdersOf(DateOnly from, DateOnly to) => Orders.Rows(Timestamp.ToDays(from), Timestamp.ToDays(to));

    /// <summary>The hash for a local date.</summary>
    public string Of(DateOnly date)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            Write(writer, date, date);
            if (Training is { } training)
                Write(writer, training.From, training.To);
            foreach (var everywhere in (UInt128[])[Names, Rules])
            {
                writer.Write((ulong)(everywhere >> 64));
                writer.Write((ulong)everywhere);
            }
        }
        return Convert.ToHexStringLower(XxHash128.Hash(bytes.ToArray()));
    }

    // Ads and rates are of the account's date, which may be the one before or after.
    private void Write(BinaryWriter writer, DateOnly from, DateOnly to)
    {
        var (first, last) = Reach(from, to);
        Orders.Write(writer, first, last);
        NamesOfOrders.Write(writer, first, last);
        Ads.Write(writer, Timestamp.ToDays(from) - 1, Timestamp.ToDays(to) + 1);
        NamesOfAds.Write(writer, Timestamp.ToDays(from) - 1, Timestamp.ToDays(to) + 1);
        Rates.Write(writer, Timestamp.ToDays(from) - 1, Timestamp.ToDays(to) + 1);
    }

    private (int First, int Last) Reach(DateOnly from, DateOnly to)
    {
        var range = OrderRanges.Around(from, to, options.Lookback, clock);
        return (LocalClock.UtcDay(range.From), LocalClock.UtcDay(range.Until - 1));
    }
}
