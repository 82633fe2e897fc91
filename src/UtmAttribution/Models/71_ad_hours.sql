-- Ad-hours of the run's dates: the sums of their used rows, with the platform that most of the
-- spend went to.
-- Grain: one hour of an ad's account and one ad. Key: row_hour, ad_no.
-- Distributed by: ad_no.
with sums as (
    select
        ad_no,
        row_hour,
        min(placement_no) as placement_no,
        count(*) as platform_count,
        sum(impressions)::bigint as impressions,
        sum(clicks)::bigint as clicks,
        sum(spend)::bigint as spend,
        sum(purchases)::bigint as purchases,
        sum(purchase_value)::bigint as purchase_value
    from platform_hours
    group by ad_no, row_hour
),

-- Few ads are on several platforms in an hour.
shared_hours as (
    select
        ad_no,
        row_hour
    from sums
    where platform_count > 1
),

ranked_platforms as (
    select
        platform_hours.ad_no,
        platform_hours.row_hour,
        platform_hours.placement_no,
        row_number() over (
            partition by platform_hours.ad_no, platform_hours.row_hour
            order by platform_hours.spend desc, platform_hours.placement_no
        ) as place
    from platform_hours
    inner join shared_hours
        on shared_hours.ad_no = platform_hours.ad_no
        and shared_hours.row_hour = platform_hours.row_hour
)

select
    sums.ad_no,
    sums.row_hour,
    coalesce(ranked_platforms.placement_no, sums.placement_no) as placement_no,
    sums.impressions,
    sums.clicks,
    sums.spend,
    sums.purchases,
    sums.purchase_value
from sums
left join ranked_platforms
    on ranked_platforms.ad_no = sums.ad_no
    and ranked_platforms.row_hour = sums.row_hour
    and ranked_platforms.place = 1
