-- Every UTM hour and every ad-hour once: together where they meet on campaign and ad, else alone.
-- Whole numbers, money in 10^-4.
-- Grain: one row of utm_ad_hourly_performance.
with ads_alone as (
    select ad_hours.*
    from ad_hours
    where not exists (
        select 1
        from matched_hours as matched
        where matched.ad_no = ad_hours.ad_no and matched.row_hour = ad_hours.row_hour
    )
),

rows_alone_and_together as (
    select
        totals.row_hour,
        totals.date_start,
        totals.dimension_no,
        dimensions.performance_no,
        case
            when matched.dimension_no is null then 'utm_only'
            else 'matched'
        end as data_match_status,
        coalesce(matched.impressions, 0) as impressions,
        coalesce(matched.clicks, 0) as clicks,
        coalesce(matched.spend, 0) as spend,
        coalesce(matched.purchases, 0) as purchases,
        coalesce(matched.purchase_value, 0) as purchase_value,
        totals.sessions,
        totals.visitors,
        totals.customers,
        totals.orders,
        totals.order_value,
        totals.weight_units,
        totals.revenue,
        totals.score
    from scored_hours as totals
    inner join performance_dimensions as dimensions
        on dimensions.dimension_no = totals.dimension_no
    left join matched_hours as matched
        on matched.row_hour = totals.row_hour and matched.dimension_no = totals.dimension_no
    union all
    select
        ads_alone.row_hour,
        local_date(ads_alone.row_hour),
        null,
        dimensions.performance_no,
        'ads_only',
        ads_alone.impressions,
        ads_alone.clicks,
        ads_alone.spend,
        ads_alone.purchases,
        ads_alone.purchase_value,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        null
    from ads_alone
    inner join performance_dimensions as dimensions
        on dimensions.placement_no = ads_alone.placement_no
)

select *
from rows_alone_and_together
order by row_hour
