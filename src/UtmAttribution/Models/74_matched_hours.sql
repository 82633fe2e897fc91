-- UTM hours with their share of the ad-hour that they meet, by cumulative rounding over sessions
-- and orders, so that no spend counts twice.
-- Grain: one UTM hour that meets an ad-hour. Key: row_hour, dimension_no.
-- Distributed by: ad_no.
with cumulated as (
    select
        *,
        (sum(units) over so_far)::bigint as given_units,
        (sum(units) over whole)::bigint as all_units,
        row_number() over so_far as place,
        count(*) over whole as all_rows
    from ad_units
    window
        so_far as (partition by row_hour, ad_no order by turn rows unbounded preceding),
        whole as (
            partition by row_hour, ad_no order by turn
            rows between unbounded preceding and unbounded following
        )
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
    shares.row_hour,
    shares.dimension_no,
    shares.ad_no,
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
inner join ad_hours on ad_hours.row_hour = shares.row_hour and ad_hours.ad_no = shares.ad_no
