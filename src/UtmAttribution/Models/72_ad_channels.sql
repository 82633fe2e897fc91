-- The channel of ads that no session met.
-- Grain: one placement that an ad-hour has. Key: placement_no.
with shown as (
    select distinct
        ad_no,
        placement_no
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
inner join placement_rules on placement_rules.placement_no = placements.placement_no
left join channel_rules on channel_rules.rule_no = placement_rules.rule_no
