-- Ad rows that are used, and those that are passed over: as breakdowns, rows equal in value in
-- every column count once; with --ads-duplicates newest, those of the newest synchronisation count.
-- Grain: one usable ad row. Key: row_no.
with repeated_hours as (
    select
        date_start,
        hour_start,
        campaign_id,
        ad_id
    from ad_rows
    where reason is null
    group by date_start, hour_start, campaign_id, ad_id
    having count(*) > 1
),

repeated_rows as (
    select
        ad_rows.row_no,
        row_number() over (
            partition by ad_rows.date_start, ad_rows.hour_start, ad_rows.campaign_id, ad_rows.ad_id,
            ad_rows.row_hash
            order by ad_rows.row_no
        ) as copy_rank,
        dense_rank() over (
            partition by ad_rows.date_start, ad_rows.hour_start, ad_rows.campaign_id, ad_rows.ad_id
            order by ad_rows.synced_minute desc nulls last
        ) as sync_rank
    from ad_rows
    inner join repeated_hours
        on repeated_hours.date_start = ad_rows.date_start
        and repeated_hours.hour_start = ad_rows.hour_start
        and repeated_hours.campaign_id = ad_rows.campaign_id
        and repeated_hours.ad_id = ad_rows.ad_id
    where ad_rows.reason is null
)

select
    ad_rows.row_no,
    ad_rows.date_start,
    ad_rows.hour_start,
    ad_rows.campaign_id,
    ad_rows.ad_id,
    coalesce(
        case
            when run.ads_duplicates = 'newest' then repeated_rows.sync_rank = 1
            else repeated_rows.copy_rank = 1
        end,
        true
    ) as is_used
from ad_rows
left join repeated_rows on repeated_rows.row_no = ad_rows.row_no
cross join run
where ad_rows.reason is null
