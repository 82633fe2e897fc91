-- What the used ad rows say of campaigns, ad sets and ads, each statement once, with the last local
-- hour in which it was made.
-- Grain: one distinct statement.
select
    ad_labels.campaign_id,
    ad_labels.campaign_name,
    ad_labels.campaign_key,
    ad_labels.adset_id,
    ad_labels.adset_name,
    ad_labels.adset_key,
    ad_labels.ad_id,
    ad_labels.ad_name,
    ad_labels.ad_key,
    ad_labels.account_id,
    max(ad_label_days.last_hour) as last_hour
from ad_label_days
inner join ad_labels on ad_labels.label_no = ad_label_days.label_no
group by
    ad_labels.campaign_id, ad_labels.campaign_name, ad_labels.campaign_key,
    ad_labels.adset_id, ad_labels.adset_name, ad_labels.adset_key,
    ad_labels.ad_id, ad_labels.ad_name, ad_labels.ad_key, ad_labels.account_id
