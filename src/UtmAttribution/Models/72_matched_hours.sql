-- UTM hours with their share of the ad-hour that they meet, by cumulative rounding over sessions
-- and orders, so that no spend counts twice.
-- Grain: one UTM hour that meets an ad-hour. Key: row_hour, dimension_no.
with unit_rows as (
    select
        totals.row_hour,
        totals.dimension_no,
        totals.sessions + totals.orders as units,
        ad_hours.*,
        dense_rank() over (
            order by ad_hours.date_start, ad_hours.hour_start, ad_hours.campaign_id, ad_hours.ad_id
        ) as ad_hour_no,
        row_number() over (
            partition by ad_hours.date_start, ad_hours.hour_start, ad_hours.campaign_id,
            ad_hours.ad_id
            order by
                dimensions.utm_source nulls last,
                dimensions.utm_medium nulls last,
                dimensions.utm_campaign nulls last,
                dimensions.utm_content nulls last,
                dimensions.utm_term nulls last,
                dimensions.channel,
                dimensions.sub_channel nulls last,
                dimensions.dimension_no
        ) as place
    from hourly_totals as totals
    inner join dimensions on dimensions.dimension_no = totals.dimension_no
    inner join ad_hours
        on ad_hours.date_start = local_date(totals.row_hour)
        and ad_hours.hour_start = hour_of_day(totals.row_hour)
        and ad_hours.campaign_id = dimensions.campaign_id
        and ad_hours.ad_id = dimensions.ad_id
),

cumulated as (
    select
        *,
        sum(units) over (
            partition by ad_hour_no order by place rows unbounded preceding
        )::bigint as given_units,
        sum(units) over (
            partition by ad_hour_no order by place
            rows between unbounded preceding and unbounded following
        )::bigint as all_units,
        count(*) over (
            partition by ad_hour_no order by place
            rows between unbounded preceding and unbounded following
        ) as all_rows
    from unit_rows
),

shares as (
    select
        *,
        case when all_units = 0 then place - 1 else given_units - units end as units_before,
        case when all_units = 0 then place else given_units end as units_upto,
        case when all_units = 0 then all_rows else all_units end as units_total
    from cumulated
)

select
    row_hour,
    dimension_no,
    date_start,
    hour_start,
    campaign_id,
    ad_id,
    share_of(impressions, units_upto, units_total)
        - share_of(impressions, units_before, units_total) as impressions,
    share_of(clicks, units_upto, units_total)
        - share_of(clicks, units_before, units_total) as clicks,
    share_of(spend, units_upto, units_total) - share_of(spend, units_before, units_total) as spend,
    share_of(purchases, units_upto, units_total)
        - share_of(purchases, units_before, units_total) as purchases,
    share_of(purchase_value, units_upto, units_total)
        - share_of(purchase_value, units_before, units_total) as purchase_value
from shares
