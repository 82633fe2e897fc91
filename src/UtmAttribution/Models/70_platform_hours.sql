-- What the used rows of the run's dates cost and brought, by ad-hour and platform.
-- Grain: one hour of an ad's account, ad and platform. Key: row_hour, placement_no.
-- Distributed by: ad_no.
select
    used_rows.ad_no,
    used_rows.row_hour,
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
group by used_rows.ad_no, used_rows.row_hour, used_rows.placement_no
