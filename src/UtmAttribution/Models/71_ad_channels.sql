-- The channel of ads that no session met: what the rules give to the platform, paid by click, and
-- the ad.
-- Grain: one placement that an ad-hour has. Key: placement_no.
with shown as (
    select distinct placement_no
    from ad_hours
)

select
    placements.placement_no,
    placements.platform,
    placements.campaign_id,
    placements.ad_id,
    coalesce(channel_rules.channel, 'Other') as channel,
    channel_rules.sub_channel
from placements
inner join shown on shown.placement_no = placements.placement_no
left join channel_rules
    on channel_rules.rule_no = channel_rule(
        placements.platform, 'cpc', null::varchar, null::varchar, null::varchar, null::varchar,
        null::varchar, placements.ad_id
    )
