-- Ad rows of which there are several for one ad-hour, ranked: among those equal in value in every
-- column, and by the newness of their synchronisation.
-- Grain: one such row. Key: row_no.
-- Distributed by: ad_no.
with repeated_hours as (
    select
        ad_no,
        row_hour
    from placed_ad_rows
    group by ad_no, row_hour
    having count(*) > 1
)

select
    placed_ad_rows.ad_no,
    placed_ad_rows.row_no,
    row_number() over (
        partition by placed_ad_rows.ad_no, placed_ad_rows.row_hour, placed_ad_rows.row_hash
        order by placed_ad_rows.row_no
    ) as copy_rank,
    dense_rank() over (
        partition by placed_ad_rows.ad_no, placed_ad_rows.row_hour
        order by placed_ad_rows.synced_minute desc nulls last
    ) as sync_rank
from placed_ad_rows
inner join repeated_hours
    on repeated_hours.ad_no = placed_ad_rows.ad_no
    and repeated_hours.row_hour = placed_ad_rows.row_hour
