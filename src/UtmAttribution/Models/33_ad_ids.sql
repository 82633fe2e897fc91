-- The ids that the ads table knows, with name, parents and account as the newest row has them that
-- has them.
-- Grain: one id of one level (ad, adset, campaign). Key: level, id.
with statements as (
    select 'ad' as level, ad_id as id, 'name' as attribute, ad_name as value, last_hour
    from ad_facts
    union all
    select 'ad', ad_id, 'adset', adset_id, last_hour from ad_facts
    union all
    select 'ad', ad_id, 'campaign', campaign_id, last_hour from ad_facts
    union all
    select 'ad', ad_id, 'account', account_id, last_hour from ad_facts
    union all
    select 'adset', adset_id, 'name', adset_name, last_hour from ad_facts
    union all
    select 'adset', adset_id, 'campaign', campaign_id, last_hour from ad_facts
    union all
    select 'campaign', campaign_id, 'name', campaign_name, last_hour from ad_facts
    union all
    select 'campaign', campaign_id, 'account', account_id, last_hour from ad_facts
),

ranked_statements as (
    select
        *,
        row_number() over (
            partition by level, id, attribute
            order by case when value is null then 1 else 0 end, last_hour desc, value desc
        ) as newness
    from statements
    where id is not null
)

select
    level,
    id,
    max(case when attribute = 'name' then value end) as name,
    max(case when attribute = 'adset' then value end) as adset_id,
    max(case when attribute = 'campaign' then value end) as campaign_id,
    max(case when attribute = 'account' then value end) as account_id
from ranked_statements
where newness = 1
group by level, id
