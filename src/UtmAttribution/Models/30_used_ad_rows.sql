-- Ad rows that are used, and those that are passed over: as breakdowns, rows equal in value in
-- every column count once; with --ads-duplicates newest, those of the newest synchronisation count.
-- Grain: one usable ad row. Key: row_no.
with placed_labels as (
    select
        ad_labels.label_no,
        placements.ad_no,
        placements.placement_no
    from ad_labels
    inner join placements
        on placements.campaign_id = ad_labels.campaign_id
        and placements.ad_id = ad_labels.ad_id
        and placements.platform = ad_labels.platform
),

numbered_rows as (
    select
        ad_rows.row_no,
        (hours_until(ad_rows.date_start) + ad_rows.hour_start)::integer as row_hour,
        placed_labels.ad_no,
        placed_labels.placement_no,
        ad_rows.synced_minute,
        ad_rows.row_hash
    from ad_rows
    inner join placed_labels on placed_labels.label_no = ad_rows.label_no
    where ad_rows.reason is null
),

repeated_hours as (
    select
        row_hour,
        ad_no
    from numbered_rows
    group by row_hour, ad_no
    having count(*) > 1
),

repeated_rows as (
    select
        numbered_rows.row_no,
        row_number() over (
            partition by numbered_rows.row_hour, numbered_rows.ad_no, numbered_rows.row_hash
            order by numbered_rows.row_no
        ) as copy_rank,
        dense_rank() over (
            partition by numbered_rows.row_hour, numbered_rows.ad_no
            order by numbered_rows.synced_minute desc nulls last
        ) as sync_rank
    from numbered_rows
    inner join repeated_hours
        on repeated_hours.row_hour = numbered_rows.row_hour
        and repeated_hours.ad_no = numbered_rows.ad_no
)

select
    numbered_rows.row_no,
    numbered_rows.row_hour,
    numbered_rows.ad_no,
    numbered_rows.placement_no,
    coalesce(
        case
            when run.ads_duplicates = 'newest' then repeated_rows.sync_rank = 1
            else repeated_rows.copy_rank = 1
        end,
        true
    ) as is_used
from numbered_rows
left join repeated_rows on repeated_rows.row_no = numbered_rows.row_no
cross join run
