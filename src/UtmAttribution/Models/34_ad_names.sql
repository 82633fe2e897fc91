-- Names that exactly one campaign, one ad set of a campaign, one ad of a campaign, or one ad of an
-- ad set ever had.
-- Grain: one such name. Key: level, parent_id, name_key. Level ad_of_adset has the ad set as
-- parent, campaigns have ''.
with names as (
    select 'campaign' as level, '' as parent_id, campaign_key as name_key, campaign_id as id
    from ad_facts
    union all
    select 'adset', ad_ids.campaign_id, ad_facts.adset_key, ad_facts.adset_id
    from ad_facts
    inner join ad_ids on ad_ids.level = 'adset' and ad_ids.id = ad_facts.adset_id
    union all
    select 'ad', ad_ids.campaign_id, ad_facts.ad_key, ad_facts.ad_id
    from ad_facts
    inner join ad_ids on ad_ids.level = 'ad' and ad_ids.id = ad_facts.ad_id
    union all
    select 'ad_of_adset', ad_ids.adset_id, ad_facts.ad_key, ad_facts.ad_id
    from ad_facts
    inner join ad_ids on ad_ids.level = 'ad' and ad_ids.id = ad_facts.ad_id
)

select
    level,
    parent_id,
    name_key,
    min(id) as id
from names
where
    name_key is not null
    and parent_id is not null
    and id is not null
group by level, parent_id, name_key
having count(distinct id) = 1
