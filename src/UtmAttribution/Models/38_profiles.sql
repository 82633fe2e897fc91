-- Profiles: what sessions can look like, with their channel; sessions carry the number. Profiles of
-- the same dimensions share a dimension number, the grain of the hourly datasets; its order is the
-- one in which rows are published.
-- Grain: one combination of UTM tuple, landing page ids, click id name and referrer domain. Key:
-- profile_no; so are those four.
-- Distributed: a copy for every worker.
with classified_profiles as (
    select
        named_profiles.*,
        case
            when is_bare then 'Direct'
            else coalesce(channel_rules.channel, 'Other')
        end as channel,
        case when is_bare then 'Direct' else channel_rules.sub_channel end as sub_channel,
        case when is_bare then 'direct' else channel_rules.channel_category end as channel_category,
        case when is_bare then null else channel_rules.platform end as platform
    from named_profiles
    inner join profile_rules on profile_rules.profile_no = named_profiles.profile_no
    left join channel_rules on channel_rules.rule_no = profile_rules.rule_no
)

select
    *,
    channel = 'Direct' as is_direct,
    dense_rank() over (
        order by
            channel, campaign_id nulls last, ad_id nulls last, sub_channel nulls last,
            utm_source nulls last, utm_medium nulls last, utm_campaign nulls last,
            utm_content nulls last, utm_term nulls last, campaign_name nulls last,
            adset_id nulls last, adset_name nulls last, ad_name nulls last
    )::integer as dimension_no
from classified_profiles
