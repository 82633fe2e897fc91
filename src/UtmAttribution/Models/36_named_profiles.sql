-- What sessions can look like, with what names and classifies them: found once per combination.
-- Grain: one combination of UTM tuple, landing page ids, click id name and referrer domain. Key:
-- profile_no; so are those four.
with seen as (
    select distinct
        utm_no,
        link_no,
        click_name_no,
        domain_no
    from observed_sessions
),

combinations as (
    select *
    from seen
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
)

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
    domains.referrer_domain,
    row_number() over (
        order by
            combinations.utm_no, combinations.link_no, combinations.click_name_no,
            combinations.domain_no
    )::integer as profile_no
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
