-- The dimensions of the hourly datasets.
-- Grain: one combination of dimensions. Key: dimension_no.
-- Distributed: a copy for every worker.
select distinct
    dimension_no,
    campaign_id,
    campaign_name,
    adset_id,
    adset_name,
    ad_id,
    ad_name,
    utm_source,
    utm_medium,
    utm_campaign,
    utm_content,
    utm_term,
    channel,
    sub_channel
from profiles
