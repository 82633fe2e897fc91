namespace UtmAttribution.Generation;

/// <summary>The source's tables as a PostgreSQL database has them.</summary>
internal static class SourceDefinitions
{
    /// <summary>The tables, in the order of their files' writing.</summary>
    public static IReadOnlyList<string> Names { get; } = ["shopify_orders", "ads_insights_hourly", "ad_accounts", "fx_rates"];

    /// <summary>Makes the tables. Broken records need columns that take them: JSON as text.</summary>
    public static string Tables(bool hasBrokenRecords) => $"""
        create table shopify_orders (
            order_id bigint, order_name text, created_at timestamptz, updated_at timestamptz, cancelled_at timestamptz, test boolean,
            total_price_amount numeric(18, 6), total_price_currency text, total_refunded_amount numeric(18, 6), customer_id bigint,
            customer_referrer_url text, landing_page_url text, customer_utm_source text, customer_utm_medium text,
            customer_utm_campaign text, customer_utm_content text, customer_utm_term text,
            customer_journey {(hasBrokenRecords ? "text" : "jsonb")}, custom_attributes {(hasBrokenRecords ? "text" : "jsonb")}
        );
        create table ads_insights_hourly (
            campaign_id text, campaign_name text, adset_id text, adset_name text, ad_id text, ad_name text, account_id text, platform text,
            date_start date, date_stop date, hourly_window text, impressions bigint, clicks bigint, spend double precision,
            cpm double precision, cpc double precision, ctr double precision, action_onsite_web_purchase bigint,
            value_onsite_web_purchase double precision, action_onsite_web_add_to_cart bigint, action_onsite_web_initiate_checkout bigint,
            action_onsite_web_view_content bigint, action_link_click bigint, synced_at timestamptz
        );
        create table ad_accounts (account_id text primary key, time_zone text, currency text);
        create table fx_rates (date date, currency text, rate numeric(18, 8), primary key (date, currency));
        """;

    /// <summary>Makes keys and indexes. Among broken records are copies of orders and orders without id.</summary>
    public static string Indexes(bool hasBrokenRecords) => $"""
        {(hasBrokenRecords ? "" : "alter table shopify_orders add primary key (order_id);")}
        create index on shopify_orders (created_at);
        create index on ads_insights_hourly (date_start);
        """;

    /// <summary>Reads a generated file in the types of its table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file, as in a SQL literal.</param>
    /// <param name="hasBrokenRecords">As for <see cref="Tables"/>.</param>
    public static string Read(string table, string path, bool hasBrokenRecords) => table switch
    {
        // A binary jsonb is its text behind a byte with the format's version.
        "shopify_orders" when !hasBrokenRecords => $"""
            select * replace (chr(1) || customer_journey as customer_journey, chr(1) || custom_attributes as custom_attributes)
            from read_parquet('{path}')
            """,
        "ad_accounts" => $"select account_id, time_zone, currency from read_csv('{path}', header = true, all_varchar = true)",
        "fx_rates" => $"select date::date, currency, rate::decimal(18, 8) from read_csv('{path}', header = true, all_varchar = true)",
        _ => $"select * from read_parquet('{path}')",
    };
}
