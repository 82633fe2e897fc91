-- The channel rule that ads meet that no session met: what the rules give to the platform, paid by
-- click, and the ad.
-- Grain: one placement. Key: placement_no. rule_no is NULL where no rule matches.
select
    placement_no,
    channel_rule(
        platform, 'cpc', null::varchar, null::varchar, null::varchar, null::varchar, null::varchar,
        ad_id
    ) as rule_no
from placements
