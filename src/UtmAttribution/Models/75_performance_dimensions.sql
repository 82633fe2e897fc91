-- Lookup of the ad performance: the dimensions of UTM hours, and those of ads that no UTM hour met,
-- with the names that the ads table has and the channel that the rules give; numbered in the order
-- in which rows are published.
-- Grain: one combination of dimensions, or one placement. Key: performance_no; so is dimension_no,
-- or placement_no.
with all_dimensions as (
    select
        dimension_no,
        null::integer as placement_no,
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
        ad_channels.placement_no,
        ad_channels.campaign_id,
        campaigns.name,
        ads.adset_id,
        adsets.name,
        ad_channels.ad_id,
        ads.name,
        null,
        null,
        null,
        null,
        null,
        ad_channels.channel,
        ad_channels.sub_channel
    from ad_channels
    left join ad_ids as ads on ads.level = 'ad' and ads.id = ad_channels.ad_id
    left join ad_ids as adsets on adsets.level = 'adset' and adsets.id = ads.adset_id
    left join ad_ids as campaigns
        on campaigns.level = 'campaign' and campaigns.id = ad_channels.campaign_id
)

select
    *,
    row_number() over (
        order by
            channel, campaign_id nulls last, ad_id nulls last, sub_channel nulls last,
            dimension_no nulls last, placement_no nulls last
    )::integer as performance_no
from all_dimensions
