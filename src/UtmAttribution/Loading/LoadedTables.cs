using UtmAttribution.Evidence;

namespace UtmAttribution.Loading;

/// <summary>
/// The tables that loading fills and the models read; those that parts of the source fill side by side are files of the run
/// (<see cref="RowFiles.LoadedRows"/>). Times are microseconds since 1970-01-01 UTC, local hours are hours since
/// 1970-01-01 00:00 local, money is whole numbers: minor units for orders, 10^-4 for ads.
/// </summary>
internal static class LoadedTables
{
    /// <summary>Those of orders and their visits.</summary>
    public static IReadOnlyList<string> OfOrders { get; } =
    [
        "order_rows", "order_repeats", "order_texts", "order_faults", "visit_rows", "utm_values", "click_values", "page_values", "referrer_values", "link_values",
    ];

    /// <summary>The statements that create those of orders, empty.</summary>
    public const string CreateOrders = """
        -- One row per order row read, used or not; reason is why it is not.
        create table order_rows (
            order_no integer, order_id varchar, order_name varchar, created_us bigint, updated_us bigint, local_hour integer,
            customer_id varchar, is_cancelled boolean, is_test boolean, price decimal(38, 18), value bigint, text_hash bigint,
            reason varchar, detail varchar
        );
        -- Ids of usable orders that may have come before, those that have among them.
        create table order_repeats (order_id varchar);
        -- The other columns of orders that can be told apart by nothing else.
        create table order_texts (order_no integer, source_text varchar);
        -- One row per part of an order that can't be used.
        create table order_faults (order_no integer, reason varchar, detail varchar);
        -- One row per visit found. The dictionary may have a text several times; hashes are of equal ones the same, 0 for none.
        create table visit_rows (
            order_no integer, visit_us bigint, local_hour integer, utm_no integer, click_no integer, click_hash bigint,
            page_no integer, page_hash bigint, link_no integer, referrer_no integer, has_referrer_domain boolean, evidence tinyint
        );
        -- Distinct texts of visits; number 0 is none.
        create table utm_values (
            utm_no integer, utm_source varchar, utm_medium varchar, utm_campaign varchar, utm_content varchar, utm_term varchar,
            campaign_digits varchar, content_digits varchar, term_digits varchar,
            campaign_key varchar, content_key varchar, term_key varchar
        );
        create table click_values (click_no integer, click_name_no integer, click_id_value varchar);
        create table page_values (page_no integer, landing_page_url varchar);
        create table referrer_values (referrer_no integer, referrer_url varchar, referrer_domain varchar);
        create table link_values (
            link_no integer, ad_id varchar, ad_id_2 varchar, adset_id varchar, adset_id_2 varchar,
            campaign_id varchar, campaign_id_2 varchar, campaign_id_3 varchar
        );
        """;

    /// <summary>Those of ads.</summary>
    public static IReadOnlyList<string> OfAds { get; } = ["ad_labels", "ad_rows"];

    /// <summary>The statements that create those of ads, empty.</summary>
    public const string CreateAds = """
        -- What ad rows say of ads, each combination once for every part that was read.
        create table ad_labels (
            label_no integer, campaign_id varchar, campaign_name varchar, campaign_key varchar,
            adset_id varchar, adset_name varchar, adset_key varchar,
            ad_id varchar, ad_name varchar, ad_key varchar, account_id varchar, platform varchar
        );
        -- One row per ad row read, used or not; reason is why it is not. Measures that can't be read are 0.
        create table ad_rows (
            row_no integer, label_no integer, hourly_window varchar, date_start date, hour_start integer,
            impressions bigint, clicks bigint, spend bigint, purchases bigint, purchase_value bigint,
            synced_us bigint, synced_minute bigint, row_hash uuid, reason varchar, detail varchar, record_id varchar
        );
        """;

    /// <summary>The statements that create all of them, empty but for <c>click_names</c>.</summary>
    public static string Create { get; } = $"""
        {CreateOrders}
        create table click_names as select * from (values
            {string.Join(", ", ClickIds.Names.Select((name, index) => $"({ClickIds.NumberOf(index)}, '{name}')"))}
        ) as names (click_name_no, click_id);
        {CreateAds}
        -- Accounts with a zone of their own, and what the clocks of such zones say.
        create table account_zones (account_id varchar, zone_no integer);
        create table zone_offsets (zone_no integer, from_us bigint, until_us bigint, offset_us bigint);
        -- The channel rules, in order of precedence.
        create table channel_rules (
            rule_no integer, channel varchar, sub_channel varchar, channel_category varchar, platform varchar
        );
        """;
}
