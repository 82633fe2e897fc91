-- Every UTM hour and every ad-hour once: together where they meet on campaign and ad, else alone.
-- Whole numbers, money in 10^-4; in the order of publication.
-- Grain: one row of utm_ad_hourly_performance.
with rows_alone_and_together as (
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
        ad_hours.row_hour,
        local_date(ad_hours.row_hour),
        null,
        dimensions.performance_no,
        'ads_only',
        ad_hours.impressions,
        ad_hours.clicks,
        ad_hours.spend,
        ad_hours.purchases,
        ad_hours.purchase_value,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        null
    from ad_hours
    inner join performance_dimensions as dimensions
        on dimensions.placement_no = ad_hours.placement_no
    where not exists (
        select 1
        from matched_hours as matched
        where matched.row_hour = ad_hours.row_hour and matched.ad_no = ad_hours.ad_no
    )
)

select *
from rows_alone_and_together
order by row_hour, performance_no
