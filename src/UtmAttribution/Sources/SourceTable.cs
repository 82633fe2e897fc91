namespace UtmAttribution.Sources;

/// <summary>A table of the source as the contract has it. Readers deliver its columns in this order.</summary>
/// <param name="Name">The table's name, and the beginning of its files' names.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="HasRowText">Whether readers deliver one column more: all columns that the contract does not know, as one text.</param>
/// <param name="IsRequired">Whether a source must have it.</param>
/// <param name="IsDistinct">Whether a source may leave out rows that repeat another.</param>
public sealed record SourceTable(
    string Name, IReadOnlyList<SourceColumn> Columns, bool HasRowText = false, bool IsRequired = false, bool IsDistinct = false)
{
    /// <summary>All tables.</summary>
    public static IReadOnlyList<SourceTable> All => [ShopifyOrders, AdsInsightsHourly, AdAccounts, FxRates, UtmChannelMapping];

    /// <summary>The same table with one column alone.</summary>
    public SourceTable Only(string column) =>
        this with { Columns = [Columns.Single(candidate => string.Equals(candidate.Name, column, StringComparison.Ordinal))], HasRowText = false };

    /// <summary>The values of one column, repeated or not.</summary>
    public SourceTable ValuesOf(string column) => Only(column) with { IsDistinct = true };

    /// <summary>Orders with the customer's journey.</summary>
    public static SourceTable ShopifyOrders { get; } = new("shopify_orders",
    [
        new("order_id", ColumnType.Id, IsRequired: true),
        new("order_name", ColumnType.Text),
        new("created_at", ColumnType.Timestamp, IsRequired: true),
        new("updated_at", ColumnType.Timestamp),
        new("cancelled_at", ColumnType.Timestamp),
        new("test", ColumnType.Boolean),
        new("total_price_amount", ColumnType.Number, IsRequired: true),
        new("total_price_currency", ColumnType.Text),
        new("total_refunded_amount", ColumnType.Number),
        new("customer_id", ColumnType.Id),
        new("customer_referrer_url", ColumnType.Text),
        new("landing_page_url", ColumnType.Text),
        new("customer_utm_source", ColumnType.Text),
        new("customer_utm_medium", ColumnType.Text),
        new("customer_utm_campaign", ColumnType.Text),
        new("customer_utm_content", ColumnType.Text),
        new("customer_utm_term", ColumnType.Text),
        new("customer_journey", ColumnType.Json),
        new("custom_attributes", ColumnType.Json),
    ], IsRequired: true);

    /// <summary>Meta's ad insights by hour of the account's day.</summary>
    public static SourceTable AdsInsightsHourly { get; } = new("ads_insights_hourly",
    [
        new("campaign_id", ColumnType.Id, IsRequired: true),
        new("campaign_name", ColumnType.Text),
        new("adset_id", ColumnType.Id),
        new("adset_name", ColumnType.Text),
        new("ad_id", ColumnType.Id, IsRequired: true),
        new("ad_name", ColumnType.Text),
        new("account_id", ColumnType.Id),
        new("platform", ColumnType.Text),
        new("date_start", ColumnType.Date, IsRequired: true),
        new("date_stop", ColumnType.Date),
        new("hourly_window", ColumnType.Text, IsRequired: true),
        new("impressions", ColumnType.Number),
        new("clicks", ColumnType.Number),
        new("spend", ColumnType.Number, IsRequired: true),
        new("cpm", ColumnType.Number),
        new("cpc", ColumnType.Number),
        new("ctr", ColumnType.Number),
        new("action_onsite_web_purchase", ColumnType.Number),
        new("value_onsite_web_purchase", ColumnType.Number),
        new("action_onsite_web_add_to_cart", ColumnType.Number),
        new("action_onsite_web_initiate_checkout", ColumnType.Number),
        new("action_onsite_web_view_content", ColumnType.Number),
        new("action_link_click", ColumnType.Number),
        new("synced_at", ColumnType.Timestamp),
    ], HasRowText: true, IsRequired: true);

    /// <summary>Time zone and currency of ad accounts; optional.</summary>
    public static SourceTable AdAccounts { get; } = new("ad_accounts",
    [
        new("account_id", ColumnType.Id, IsRequired: true),
        new("time_zone", ColumnType.Text),
        new("currency", ColumnType.Text),
    ]);

    /// <summary>Exchange rates by date; optional.</summary>
    public static SourceTable FxRates { get; } = new("fx_rates",
    [
        new("date", ColumnType.Date, IsRequired: true),
        new("currency", ColumnType.Text, IsRequired: true),
        new("rate", ColumnType.Number, IsRequired: true),
    ]);

    /// <summary>The channel rules; optional, the built-in ones serve where it is absent.</summary>
    public static SourceTable UtmChannelMapping { get; } = new("utm_channel_mapping",
    [
        new("id", ColumnType.Id),
        new("utm_source_pattern", ColumnType.Text),
        new("utm_medium_pattern", ColumnType.Text),
        new("utm_campaign_pattern", ColumnType.Text),
        new("utm_content_pattern", ColumnType.Text),
        new("utm_term_pattern", ColumnType.Text),
        new("referrer_pattern", ColumnType.Text),
        new("click_id_pattern", ColumnType.Text),
        new("ad_id_pattern", ColumnType.Text),
        new("channel", ColumnType.Text, IsRequired: true),
        new("sub_channel", ColumnType.Text),
        new("channel_category", ColumnType.Text),
        new("platform", ColumnType.Text),
        new("priority", ColumnType.Id),
        new("is_active", ColumnType.Text),
    ]);
}
