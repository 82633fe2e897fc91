namespace UtmAttribution.Tests.Restating;

/// <summary>What becomes of a source after it was published, each at a place that is chosen by a number.</summary>
internal sealed class SourceEdits(int seed)
{
    private const string Sound = "try_cast(created_at as timestamptz) is not null and coalesce(order_id, '') <> '' and coalesce(customer_id, '') <> ''";

    /// <summary>An order of a known customer that comes late.</summary>
    public string LateOrder => $"""
        insert into shopify_orders select * replace (
            '7000{seed}' as order_id, (created_at::timestamptz + interval '9 hours')::varchar as created_at, {Customer(2)} as customer_id
        ) from shopify_orders where {Is(1)} limit 1
        """;

    /// <summary>An order of a new customer on a date after the last.</summary>
    public string NewDay => $"""
        insert into shopify_orders select * replace ('7100{seed}' as order_id, '2025-11-08 15:00:00+00' as created_at, '99{seed}' as customer_id)
        from shopify_orders where {Is(3)} limit 1
        """;

    /// <summary>Orders that are cancelled.</summary>
    public string Cancelled => $"update shopify_orders set cancelled_at = created_at where {Is(4)} or {Is(5)}";

    /// <summary>Orders that are partly refunded.</summary>
    public string Refunded => $"update shopify_orders set total_refunded_amount = '3.50', updated_at = '2025-12-01 00:00:00+00' where {Is(6)} or {Is(7)}";

    /// <summary>Orders that are gone.</summary>
    public string Deleted => $"delete from shopify_orders where {Is(8)} or {Is(9)}";

    /// <summary>A journey that the shop has filled in late.</summary>
    public string FilledIn => $$$"""
        update shopify_orders set customer_journey = json_object('moments', [
            {'occurredAt': strftime(created_at::timestamptz - interval '26 hours', '%Y-%m-%dT%H:%M:%SZ'), 'utmParameters': {'source': 'google', 'medium': 'cpc', 'campaign': 'late'}},
            {'occurredAt': strftime(created_at::timestamptz - interval '50 minutes', '%Y-%m-%dT%H:%M:%SZ'), 'utmParameters': {'source': 'newsletter', 'medium': 'email', 'campaign': null}}
        ])::varchar where {{{Is(10)}}} or {{{Is(11)}}}
        """;

    /// <summary>A journey that is lost.</summary>
    public string Emptied => $"update shopify_orders set customer_journey = null where {Is(12)} or {Is(13)}";

    /// <summary>An order that turns out to be another customer's.</summary>
    public string Moved => $"update shopify_orders set customer_id = {Customer(14)} where {Is(15)}";

    /// <summary>A change that changes nothing.</summary>
    public string Touched => $"update shopify_orders set updated_at = '2025-12-02 00:00:00+00' where {Is(16)}";

    /// <summary>Spend of a date that the platform restates.</summary>
    public string Restated => $"update ads_insights_hourly set spend = (spend::decimal(18, 4) * 1.25)::varchar where date_start = {Day(17)} and try_cast(spend as decimal(18, 4)) > 0";

    /// <summary>Ads of a date that are gone.</summary>
    public string Withdrawn => $"delete from ads_insights_hourly where date_start = {Day(18)} and hash(ad_id) % 2 = 0";

    /// <summary>A campaign with another name from a date on.</summary>
    public string Renamed => $"""
        update ads_insights_hourly set campaign_name = 'Renamed'
        where campaign_id = (select min(campaign_id) from ads_insights_hourly where coalesce(campaign_id, '') <> '') and date_start >= {Day(19)}
        """;

    /// <summary>An exchange rate that was wrong.</summary>
    public string Corrected => $"update fx_rates set rate = (rate::decimal(18, 6) * 1.1)::varchar where date = {Day(20)}";

    /// <summary>A channel rule that says something else.</summary>
    public string Ruled => $"update utm_channel_mapping set sub_channel = 'Ruled {seed}' where channel = 'Google'";

    // An order that is sound in itself; its number may have copies.
    private string Is(int place) => $"order_id = (select order_id from shopify_orders where {Sound} order by hash(order_id || '{seed} {place}') limit 1)";

    private string Customer(int place) => $"(select customer_id from shopify_orders where {Sound} order by hash(order_id || '{seed} {place}') limit 1)";

    private string Day(int place) => $"'{new DateOnly(2025, 10, 28).AddDays(HashCode(place) % 9):yyyy-MM-dd}'";

    private int HashCode(int place) => ((seed * 31) + (place * 7_919)) % 104_729;
}
