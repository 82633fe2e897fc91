-- Lookup of the ad performance: the dimensions of UTM hours, and those of ads that no UTM hour met,
-- with the names that the ads table has and the channel that the rules give; numbered in the order
-- in which rows are published.
-- Grain: one combination of dimensions, or one ad and platform. Key: performance_no; so is
-- dimension_no, or platform, ad_campaign_id and ad_id.
with shown_ads as (
    select distinct
        platform,
        campaign_id,
        ad_id
    from ad_hours
),

all_dimensions as (
    select
        dimension_no,
        null::varchar as ad_platform,
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
    from dimensions
    union all
    select
        null,
        shown_ads.platform,
        shown_ads.campaign_id,
        campaigns.name,
        ads.adset_id,
        adsets.name,
        shown_ads.ad_id,
        ads.name,
        null,
        null,
        null,
        null,
        null,
        ad_channels.channel,
        ad_channels.sub_channel
    from shown_ads
    left join ad_ids as ads on ads.level = 'ad' and ads.id = shown_ads.ad_id
    left join ad_ids as adsets on adsets.level = 'adset' and adsets.id = ads.adset_id
    left join ad_ids as campaigns
        on campaigns.level = 'campaign' and campaigns.id = shown_ads.campaign_id
    inner join ad_channels
        on ad_channels.platform = shown_ads.platform and ad_channels.ad_id = shown_ads.ad_id
)

select
    *,
    row_number() over (
        order by
            channel, campaign_id nulls last, ad_id nulls last, sub_channel nulls last,
            dimension_no nulls last, ad_platform nulls last
    )::integer as performance_no
from all_dimensions
