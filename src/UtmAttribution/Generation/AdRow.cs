using UtmAttribution.DuckDb;

namespace UtmAttribution.Generation;

/// <summary>One row of <c>ads_insights_hourly</c>. Ratios follow from the measures.</summary>
internal record struct AdRow
{
    /// <summary>The table's columns, in the contract's order. Money is DOUBLE, as loaders of ad reports deliver it.</summary>
    public const string Columns =
        "campaign_id varchar, campaign_name varchar, adset_id varchar, adset_name varchar, ad_id varchar, ad_name varchar, account_id varchar, "
        + "platform varchar, date_start date, date_stop date, hourly_window varchar, impressions bigint, clicks bigint, spend double, "
        + "cpm double, cpc double, ctr double, action_onsite_web_purchase bigint, value_onsite_web_purchase double, "
        + "action_onsite_web_add_to_cart bigint, action_onsite_web_initiate_checkout bigint, action_onsite_web_view_content bigint, "
        + "action_link_click bigint, synced_at timestamptz";

    public byte[]? CampaignId;
    public byte[]? CampaignName;
    public byte[]? AdSetId;
    public byte[]? AdSetName;
    public byte[]? AdId;
    public byte[]? AdName;
    public byte[]? AccountId;
    public byte[]? Platform;

    /// <summary>Days since 1970.</summary>
    public int? DateStart;
    public int? DateStop;
    public byte[]? Window;
    public long? Impressions;
    public long? Clicks;
    public double? Spend;
    public long? Purchases;
    public double? PurchaseValue;
    public long? Carts;

    /// <summary>µs since 1970.</summary>
    public long? Synced;

    /// <summary>Adds the row to the table.</summary>
    public readonly void Append(DuckDBAppender table)
    {
        Set(table, 0, CampaignId);
        Set(table, 1, CampaignName);
        Set(table, 2, AdSetId);
        Set(table, 3, AdSetName);
        Set(table, 4, AdId);
        Set(table, 5, AdName);
        Set(table, 6, AccountId);
        Set(table, 7, Platform);
        Set(table, 8, DateStart);
        Set(table, 9, DateStop);
        Set(table, 10, Window);
        Set(table, 11, Impressions);
        Set(table, 12, Clicks);
        Set(table, 13, Spend);
        Set(table, 14, Ratio(Spend * 1000, Impressions));
        Set(table, 15, Ratio(Spend, Clicks));
        Set(table, 16, Ratio(Clicks * 100, Impressions));
        Set(table, 17, Purchases);
        Set(table, 18, PurchaseValue);
        Set(table, 19, Carts);
        Set(table, 20, Carts / 2);
        Set(table, 21, Clicks);
        Set(table, 22, Clicks);
        Set(table, 23, Synced);
        table.EndRow();
    }

    private static double? Ratio(double? value, long? divisor) => divisor is null or 0 ? null : value / divisor;

    private static void Set<T>(DuckDBAppender table, int column, T? value)
        where T : unmanaged
    {
        if (value is { } there)
            table.Set(column, there);
        else
            table.SetNull(column);
    }

    private static void Set(DuckDBAppender table, int column, byte[]? text)
    {
        if (text is null)
            table.SetNull(column);
        else
            table.SetUtf8(column, text);
    }
}
