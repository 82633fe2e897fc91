-- Whether a run (schema :ours) and the row-by-row way (schema :theirs) have the same last clicks and hours: a line for each comparison
-- with what it compares, the rows of both, and the rows that differ or that only one has.
with our_orders as (
    select order_id, session_token, utm_source, utm_medium, utm_campaign, utm_content, utm_term, campaign_id, adset_id, ad_id, attributed_revenue
    from :ours.utm_order_mapping
    where attribution_model = 'last_click'
),

their_orders as (
    select
        order_id::text, session_token, utm_source, utm_medium, utm_campaign, utm_content, utm_term, campaign_id, adset_id, ad_id, attributed_revenue
    from :theirs.order_mapping
    inner join :theirs.sessions using (session_token)
),

orders as (
    select
        'orders with their last click' as what,
        count(*) as rows,
        count(*) filter (where (ours.*) is distinct from (theirs.*)) as differences
    from our_orders as ours
    full join their_orders as theirs on theirs.order_id = ours.order_id
),

-- Hours in an account's zone may lie outside the dates that are published.
dates as (select min(date_start) as first, max(date_start) as last from :ours.utm_ad_hourly_performance),

our_hours as (
    select
        date_start, hour_start, campaign_id, ad_id, sum(ad_spend) as ad_spend, sum(ad_impressions) as ad_impressions,
        sum(utm_orders) as orders, sum(utm_revenue) as revenue, sum(attributed_revenue) as attributed_revenue
    from :ours.utm_ad_hourly_performance
    group by 1, 2, 3, 4
    -- Hours with sessions that no order follows: the row-by-row way does not see these.
    having sum(ad_spend) <> 0 or sum(ad_impressions) <> 0 or sum(utm_orders) <> 0
),

their_hours as (
    select
        date_start, hour_start, campaign_id, ad_id, sum(ad_spend) as ad_spend, sum(ad_impressions) as ad_impressions,
        sum(total_orders) as orders, sum(total_revenue) as revenue, sum(attributed_revenue) as attributed_revenue
    from :theirs.ad_hourly_performance
    where date_start between (select first from dates) and (select last from dates)
    group by 1, 2, 3, 4
),

hours as (
    select
        'hours of ads and orders' as what,
        count(*) as rows,
        count(*) filter (where (ours.*) is distinct from (theirs.*)) as differences
    from our_hours as ours
    full join their_hours as theirs
        on theirs.date_start = ours.date_start and theirs.hour_start = ours.hour_start
        and coalesce(theirs.campaign_id, '') = coalesce(ours.campaign_id, '') and coalesce(theirs.ad_id, '') = coalesce(ours.ad_id, '')
)

select * from orders
union all
select * from hours;
