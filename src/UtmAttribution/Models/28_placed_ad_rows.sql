-- Usable ad rows with the ad that they are of, and the hour in their account's zone: from here on
-- what ads cost lies with its ad.
-- Grain: one usable ad row. Key: row_no.
-- Distributed by: ad_no.
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
)

select
    placed_labels.ad_no,
    placed_labels.placement_no,
    ad_rows.row_no,
    ad_rows.label_no,
    (hours_until(ad_rows.date_start) + ad_rows.hour_start)::integer as row_hour,
    ad_rows.impressions,
    ad_rows.clicks,
    ad_rows.spend,
    ad_rows.purchases,
    ad_rows.purchase_value,
    ad_rows.synced_us,
    ad_rows.synced_minute,
    ad_rows.row_hash
from ad_rows
inner join placed_labels on placed_labels.label_no = ad_rows.label_no
where ad_rows.reason is null
