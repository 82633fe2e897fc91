using UtmAttribution.Postgres;

namespace UtmAttribution.Sources.Postgres;

/// <summary>The names that the contract's tables have in a database; null is the contract's own name, searched on the role's path.</summary>
public sealed record PostgresTables
{
    /// <summary>What is read as <c>shopify_orders</c>.</summary>
    public PostgresName? Orders { get; init; }

    /// <summary>What is read as <c>ads_insights_hourly</c>.</summary>
    public PostgresName? Ads { get; init; }

    /// <summary>What is read as <c>ad_accounts</c>.</summary>
    public PostgresName? Accounts { get; init; }

    /// <summary>What is read as <c>fx_rates</c>.</summary>
    public PostgresName? Rates { get; init; }

    /// <summary>What is read as <c>utm_channel_mapping</c>.</summary>
    public PostgresName? Channels { get; init; }

    /// <summary>The name that was given for a table, and the option that gives it.</summary>
    internal (PostgresName? Given, string Option) Of(SourceTable table) => table.Name switch
    {
        "shopify_orders" => (Orders, "--orders-table"),
        "ads_insights_hourly" => (Ads, "--ads-table"),
        "ad_accounts" => (Accounts, "--accounts-table"),
        "fx_rates" => (Rates, "--rates-table"),
        _ => (Channels, "--channels-table"),
    };
}
