-- The channel of ads that no session met: what the rules give to the platform, paid by click, and
-- the ad.
-- Grain: one platform and ad. Key: platform, ad_id.
with platform_ads as (
    select distinct
        platform,
        ad_id
    from ad_hours
)

select
    platform_ads.platform,
    platform_ads.ad_id,
    coalesce(channel_rules.channel, 'Other') as channel,
    channel_rules.sub_channel
from platform_ads
left join channel_rules
    on channel_rules.rule_no = channel_rule(
        platform_ads.platform, 'cpc', null::varchar, null::varchar, null::varchar, null::varchar,
        null::varchar, platform_ads.ad_id
    )
