-- Profiles: what sessions can look like. Everything that names or classifies a session is found
-- once per profile; sessions carry its number. Profiles of the same dimensions share a dimension
-- number, the grain of the hourly datasets; its order is the one in which rows are published.
-- Grain: one combination of UTM tuple, landing page ids, click id name and referrer domain. Key:
-- those four.
with combinations as (
    select
        utm_no,
        link_no,
        click_name_no,
        domain_no
    from observed_sessions
    union
    -- A conversion without any session gets one that carries nothing.
    select
        0,
        0,
        0,
        0
),

domains as (
    select distinct
        referrer_ranks.domain_no,
        referrer_values.referrer_domain
    from referrer_ranks
    inner join referrer_values on referrer_values.referrer_no = referrer_ranks.referrer_no
),

named_profiles as (
    select
        combinations.utm_no,
        combinations.link_no,
        combinations.click_name_no,
        combinations.domain_no,
        combinations.utm_no <> 0 or combinations.click_name_no <> 0 as has_signal,
        combinations.utm_no = 0
        and combinations.click_name_no = 0
        and combinations.domain_no = 0 as is_bare,
        ad_matches.campaign_id,
        campaigns.name as campaign_name,
        ad_matches.adset_id,
        adsets.name as adset_name,
        ad_matches.ad_id,
        ads.name as ad_name,
        coalesce(ad_matches.id_match, 'none') as id_match,
        coalesce(account_zones.zone_no, 0) as zone_no,
        utm_values.utm_source,
        utm_values.utm_medium,
        utm_values.utm_campaign,
        utm_values.utm_content,
        utm_values.utm_term,
        click_names.click_id,
        domains.referrer_domain
    from combinations
    inner join utm_values on utm_values.utm_no = combinations.utm_no
    left join click_names on click_names.click_name_no = combinations.click_name_no
    inner join domains on domains.domain_no = combinations.domain_no
    left join ad_matches
        on ad_matches.utm_no = combinations.utm_no and ad_matches.link_no = combinations.link_no
    left join ad_ids as ads on ads.level = 'ad' and ads.id = ad_matches.ad_id
    left join ad_ids as adsets on adsets.level = 'adset' and adsets.id = ad_matches.adset_id
    left join ad_ids as campaigns
        on campaigns.level = 'campaign' and campaigns.id = ad_matches.campaign_id
    left join ad_ids as ad_campaigns
        on ad_campaigns.level = 'campaign' and ad_campaigns.id = ads.campaign_id
    left join account_zones
        on account_zones.account_id = coalesce(
            ads.account_id, ad_campaigns.account_id, campaigns.account_id
        )
),

classified_profiles as (
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
    left join channel_rules
        on channel_rules.rule_no = channel_rule(
            utm_source, utm_medium, utm_campaign, utm_content, utm_term, referrer_domain, click_id,
            ad_id
        )
)

select
    *,
    channel = 'Direct' as is_direct,
    row_number() over (order by utm_no, link_no, click_name_no, domain_no)::integer as profile_no,
    dense_rank() over (
        order by
            channel, campaign_id nulls last, ad_id nulls last, sub_channel nulls last,
            utm_source nulls last, utm_medium nulls last, utm_campaign nulls last,
            utm_content nulls last, utm_term nulls last, campaign_name nulls last,
            adset_id nulls last, adset_name nulls last, ad_name nulls last
    )::integer as dimension_no
from classified_profiles
