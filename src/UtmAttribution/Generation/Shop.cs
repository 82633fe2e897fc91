namespace UtmAttribution.Generation;

/// <summary>Everything that is decided before the first row: read by all writers at once, changed by none.</summary>
internal sealed class Shop
{
    public Shop(GeneratorOptions options, CancellationToken cancellation)
    {
        Options = options;
        Times = new OrderTimes(options);
        Customers = new Customers(options, cancellation);
        Clocks = new ClockChanges(options);
        Ads = new AdPlan(options);
        Tags = new AdTags(Ads);
    }

    public GeneratorOptions Options { get; }

    public OrderTimes Times { get; }

    public Customers Customers { get; }

    public ClockChanges Clocks { get; }

    public AdPlan Ads { get; }

    public AdTags Tags { get; }
}
