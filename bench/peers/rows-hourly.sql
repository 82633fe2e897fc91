-- What the row-by-row way does once all orders are in: hours of orders, in the zone of the ad account, and ad hours beside them.
create table hourly_metrics as
with zones as (
    select distinct ads.campaign_id, ad_accounts.time_zone
    from public.ads_insights_hourly as ads
    inner join public.ad_accounts using (account_id)
),

placed as (
    select
        order_mapping.order_date at time zone coalesce(zones.time_zone, 'UTC') as placed_at,
        order_mapping.order_value,
        order_mapping.attributed_revenue,
        sessions.*
    from order_mapping
    inner join sessions using (session_token)
    left join zones using (campaign_id)
)

select
    placed_at::date as date_start,
    extract(hour from placed_at)::integer as hour_start,
    campaign_id, adset_id, ad_id, utm_source, utm_medium, utm_campaign, utm_content, utm_term,
    count(distinct session_token) as converting_sessions,
    count(*) as total_orders,
    sum(order_value) as total_revenue,
    sum(order_value) / count(*) as avg_order_value,
    count(*) filter (where has_campaign) as attributed_orders,
    coalesce(sum(attributed_revenue) filter (where has_campaign), 0) as attributed_revenue
from placed
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;

-- One row an ad and hour: several campaign rows of one would count its spend several times.
create table ad_hourly_performance as
with ads as (
    select
        date_start, split_part(hourly_window, ':', 1)::integer as hour_start, campaign_id, ad_id,
        sum(impressions) as impressions, sum(clicks) as clicks, sum(spend::numeric(18, 4)) as spend
    from public.ads_insights_hourly
    group by 1, 2, 3, 4
),

orders as (
    select
        date_start, hour_start, campaign_id, ad_id,
        sum(total_orders) as total_orders, sum(total_revenue) as total_revenue, sum(attributed_revenue) as attributed_revenue
    from hourly_metrics
    group by 1, 2, 3, 4
)

select
    coalesce(ads.date_start, orders.date_start) as date_start,
    coalesce(ads.hour_start, orders.hour_start) as hour_start,
    coalesce(ads.campaign_id, orders.campaign_id) as campaign_id,
    coalesce(ads.ad_id, orders.ad_id) as ad_id,
    coalesce(impressions, 0) as ad_impressions,
    coalesce(clicks, 0) as ad_clicks,
    coalesce(spend, 0) as ad_spend,
    coalesce(total_orders, 0) as total_orders,
    coalesce(total_revenue, 0) as total_revenue,
    coalesce(orders.attributed_revenue, 0) as attributed_revenue,
    coalesce(orders.attributed_revenue, 0) / nullif(spend, 0) as roas
from ads
full join orders
    on orders.date_start = ads.date_start and orders.hour_start = ads.hour_start
    and orders.campaign_id = ads.campaign_id and orders.ad_id = ads.ad_id;
