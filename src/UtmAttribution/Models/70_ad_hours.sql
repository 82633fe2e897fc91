-- Ad-hours of the run's dates: the sums of their used rows, with the platform that most of the
-- spend went to.
-- Grain: date_start, hour_start, campaign_id, ad_id.
with used_rows as (
    select ad_rows.*
    from ad_rows
    inner join used_ad_rows on used_ad_rows.row_no = ad_rows.row_no
    cross join run
    where used_ad_rows.is_used and ad_rows.date_start between run.from_date and run.to_date
),

platforms as (
    select
        date_start,
        hour_start,
        campaign_id,
        ad_id,
        platform,
        sum(impressions) as impressions,
        sum(clicks) as clicks,
        sum(spend) as spend,
        sum(purchases) as purchases,
        sum(purchase_value) as purchase_value
    from used_rows
    group by date_start, hour_start, campaign_id, ad_id, platform
),

ranked_platforms as (
    select
        *,
        row_number() over (
            partition by date_start, hour_start, campaign_id, ad_id order by spend desc, platform
        ) as place
    from platforms
)

select
    date_start,
    hour_start,
    campaign_id,
    ad_id,
    max(case when place = 1 then platform end) as platform,
    sum(impressions)::bigint as impressions,
    sum(clicks)::bigint as clicks,
    sum(spend)::bigint as spend,
    sum(purchases)::bigint as purchases,
    sum(purchase_value)::bigint as purchase_value
from ranked_platforms
group by date_start, hour_start, campaign_id, ad_id
