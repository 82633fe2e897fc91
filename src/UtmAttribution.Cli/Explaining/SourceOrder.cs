using UtmAttribution.Evidence;
using UtmAttribution.Loading;
using UtmAttribution.Sources;
using static UtmAttribution.Loading.OrderColumns;

namespace UtmAttribution.Cli.Explaining;

/// <summary>A row of <c>shopify_orders</c>: what an explanation shows of it as it stands.</summary>
internal sealed record SourceOrder
{
    /// <summary>What tells copies of one order apart, as <c>order_rows</c> has it.</summary>
    public required (long? Created, long? Updated, long TextHash) Key { get; init; }

    /// <summary>The amount and its currency.</summary>
    public string? Amount { get; init; }

    /// <inheritdoc cref="Amount"/>
    public string? Currency { get; init; }

    /// <summary>When it was cancelled.</summary>
    public string? CancelledAt { get; init; }

    /// <summary>The moments of its journey.</summary>
    public IReadOnlyList<MomentTexts?> Moments { get; init; } = [];

    /// <summary>Its attributes, keys in lower case.</summary>
    public IReadOnlyList<(string Key, string? Value)> Attributes { get; init; } = [];

    /// <summary>What its attributes mean.</summary>
    public Parameters? AttributeParameters { get; init; }

    /// <summary>Its <c>customer_utm_*</c> columns.</summary>
    public UtmTuple CustomerUtm { get; init; }

    /// <summary>Its landing page.</summary>
    public string? LandingPage { get; init; }

    /// <summary>Its referrer.</summary>
    public string? Referrer { get; init; }

    /// <summary>Takes the row that the reader is at.</summary>
    public static SourceOrder Of(TableReader reader)
    {
        SourceValue.TryTime(reader, CreatedAt, out var created);
        SourceValue.TryTime(reader, UpdatedAt, out var updated);
        var attributes = new List<(string Key, string? Value)>();
        Parameters? parameters = null;
        if (!SourceValue.IsNull(reader, CustomAttributes) && !new AttributesReader().TryRead(reader.Text(CustomAttributes), out parameters, attributes))
            attributes.Clear();
        return new()
        {
            Key = (created, updated, OrderText.Hash(reader)),
            Amount = SourceValue.Text(reader, TotalPriceAmount),
            Currency = SourceValue.Text(reader, TotalPriceCurrency),
            CancelledAt = SourceValue.Text(reader, OrderColumns.CancelledAt),
            Moments = SourceValue.IsNull(reader, CustomerJourney) ? [] : JourneyTexts.Read(reader.Text(CustomerJourney)),
            Attributes = attributes,
            AttributeParameters = parameters,
            CustomerUtm = new(
                SourceValue.Text(reader, CustomerUtmSource), SourceValue.Text(reader, CustomerUtmMedium), SourceValue.Text(reader, CustomerUtmCampaign),
                SourceValue.Text(reader, CustomerUtmContent), SourceValue.Text(reader, CustomerUtmTerm)),
            LandingPage = Url(reader, LandingPageUrl),
            Referrer = Url(reader, CustomerReferrerUrl),
        };
    }

    // An empty URL is none.
    private static string? Url(TableReader reader, int column) => SourceValue.Text(reader, column) is { Length: > 0 } url ? url : null;
}
