-- Ad rows that are used, and those that are passed over: as breakdowns, rows equal in value in
-- every column count once; with --ads-duplicates newest, those of the newest synchronisation count.
-- A view: few rows are repeated.
-- Grain: one usable ad row. Key: row_no.
-- Distributed by: ad_no.
select
    placed_ad_rows.*,
    coalesce(
        case
            when run.ads_duplicates = 'newest' then repeated_ad_rows.sync_rank = 1
            else repeated_ad_rows.copy_rank = 1
        end,
        true
    ) as is_used
from placed_ad_rows
left join repeated_ad_rows
    on repeated_ad_rows.ad_no = placed_ad_rows.ad_no
    and repeated_ad_rows.row_no = placed_ad_rows.row_no
cross join run
