namespace UtmAttribution.Tests.Reference;

/// <summary>The source tables of a run; the optional ones are null where they are absent.</summary>
/// <param name="Orders"><c>shopify_orders</c>.</param>
/// <param name="Ads"><c>ads_insights_hourly</c>.</param>
/// <param name="ChannelRules"><c>utm_channel_mapping</c>, or the built-in rules.</param>
/// <param name="Accounts"><c>ad_accounts</c>.</param>
/// <param name="FxRates"><c>fx_rates</c>.</param>
public sealed record ReferenceSources(
    ReferenceTable Orders,
    ReferenceTable Ads,
    ReferenceTable ChannelRules,
    ReferenceTable? Accounts = null,
    ReferenceTable? FxRates = null);
