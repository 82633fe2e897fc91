-- What the used ad rows say of campaigns, ad sets and ads, each statement once, with the last local
-- hour in which it was made.
-- Grain: one distinct statement.
select
    ad_rows.campaign_id,
    ad_rows.campaign_name,
    ad_rows.campaign_key,
    ad_rows.adset_id,
    ad_rows.adset_name,
    ad_rows.adset_key,
    ad_rows.ad_id,
    ad_rows.ad_name,
    ad_rows.ad_key,
    ad_rows.account_id,
    max(hours_until(ad_rows.date_start) + ad_rows.hour_start) as last_hour
from ad_rows
inner join used_ad_rows on used_ad_rows.row_no = ad_rows.row_no
where used_ad_rows.is_used
group by
    ad_rows.campaign_id, ad_rows.campaign_name, ad_rows.campaign_key,
    ad_rows.adset_id, ad_rows.adset_name, ad_rows.adset_key,
    ad_rows.ad_id, ad_rows.ad_name, ad_rows.ad_key, ad_rows.account_id
