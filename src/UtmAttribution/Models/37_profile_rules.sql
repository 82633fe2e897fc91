-- The channel rule that each profile meets.
-- Grain: one profile. Key: profile_no. rule_no is NULL where no rule matches.
select
    profile_no,
    channel_rule(
        utm_source, utm_medium, utm_campaign, utm_content, utm_term, referrer_domain, click_id,
        ad_id
    ) as rule_no
from named_profiles
