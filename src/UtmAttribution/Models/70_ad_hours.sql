-- Ad-hours of the run's dates: the sums of their used rows, with the platform that most of the
-- spend went to.
-- Grain: one hour of an ad's account and one ad. Key: row_hour, ad_no.
-- Distributed by: ad_no.
with platform_hours as (
    select
        used_rows.row_hour,
        used_rows.ad_no,
        used_rows.placement_no,
        sum(used_rows.impressions)::bigint as impressions,
        sum(used_rows.clicks)::bigint as clicks,
        sum(used_rows.spend)::bigint as spend,
        sum(used_rows.purchases)::bigint as purchases,
        sum(used_rows.purchase_value)::bigint as purchase_value
    from used_ad_rows as used_rows
    cross join run
    where
        used_rows.is_used
        and used_rows.row_hour between hours_until(run.from_date) and hours_until(run.to_date) + 23
    group by used_rows.row_hour, used_rows.ad_no, used_rows.placement_no
),

sums as (
    select
        row_hour,
        ad_no,
        count(*) as platforms,
        min(placement_no) as placement_no,
        sum(impressions)::bigint as impressions,
        sum(clicks)::bigint as clicks,
        sum(spend)::bigint as spend,
        sum(purchases)::bigint as purchases,
        sum(purchase_value)::bigint as purchase_value
    from platform_hours
    group by row_hour, ad_no
),

ranked_platforms as (
    select
        platform_hours.row_hour,
        platform_hours.ad_no,
        platform_hours.placement_no,
        row_number() over (
            partition by platform_hours.row_hour, platform_hours.ad_no
            order by platform_hours.spend desc, platform_hours.placement_no
        ) as place
    from platform_hours
    inner join sums on sums.row_hour = platform_hours.row_hour and sums.ad_no = platform_hours.ad_no
    where sums.platforms > 1
)

select
    sums.row_hour,
    sums.ad_no,
    coalesce(ranked_platforms.placement_no, sums.placement_no) as placement_no,
    sums.impressions,
    sums.clicks,
    sums.spend,
    sums.purchases,
    sums.purchase_value
from sums
left join ranked_platforms
    on ranked_platforms.row_hour = sums.row_hour
    and ranked_platforms.ad_no = sums.ad_no
    and ranked_platforms.place = 1
