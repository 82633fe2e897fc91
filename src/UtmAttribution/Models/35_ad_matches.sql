-- The ladder from what a session carries to campaign, ad set and ad: an id that the ads table
-- knows, else a name that only one ever had. A level that nothing gives keeps its candidate.
-- Grain: one combination of UTM tuple and landing page ids. Key: utm_no, link_no.
with evidence as (
    select distinct utm_no, link_no
    from observed_sessions
),

candidates as (
    select evidence.utm_no, evidence.link_no, places.level, places.place,
        case
            when places.level = 'ad' and places.place = 1 then utm_values.content_digits
            when places.level = 'ad' and places.place = 2 then link_values.ad_id
            when places.level = 'ad' and places.place = 3 then link_values.ad_id_2
            when places.level = 'adset' and places.place = 1 then utm_values.term_digits
            when places.level = 'adset' and places.place = 2 then link_values.adset_id
            when places.level = 'adset' and places.place = 3 then link_values.adset_id_2
            when places.level = 'campaign' and places.place = 1 then utm_values.campaign_digits
            when places.level = 'campaign' and places.place = 2 then link_values.campaign_id
            when places.level = 'campaign' and places.place = 3 then link_values.campaign_id_2
            when places.level = 'campaign' and places.place = 4 then link_values.campaign_id_3
        end as id
    from evidence
    inner join utm_values on utm_values.utm_no = evidence.utm_no
    inner join link_values on link_values.link_no = evidence.link_no
    cross join id_places as places
),

usable_candidates as (
    select
        candidates.utm_no, candidates.link_no, candidates.level, candidates.id,
        ad_ids.id is not null as is_known,
        row_number() over (
            partition by candidates.utm_no, candidates.link_no, candidates.level
            order by candidates.place
        ) as choice
    from candidates
    left join ad_ids on ad_ids.level = candidates.level and ad_ids.id = candidates.id
    where candidates.id is not null and (ad_ids.id is not null or length(candidates.id) >= 6)
),

chosen as (
    select
        evidence.utm_no, evidence.link_no,
        max(case when usable.level = 'ad' then usable.id end) as ad_id,
        max(case when usable.level = 'adset' then usable.id end) as adset_id,
        max(case when usable.level = 'campaign' then usable.id end) as campaign_id,
        max(case when usable.level = 'ad' and usable.is_known then usable.id end) as known_ad_id,
        max(
            case when usable.level = 'adset' and usable.is_known then usable.id end
        ) as known_adset_id,
        max(
            case when usable.level = 'campaign' and usable.is_known then usable.id end
        ) as known_campaign_id
    from evidence
    left join usable_candidates as usable
        on usable.utm_no = evidence.utm_no and usable.link_no = evidence.link_no
        and usable.choice = 1
    group by evidence.utm_no, evidence.link_no
),

given_by_id as (
    select
        chosen.*, utm_values.content_key, utm_values.term_key,
        ads.adset_id as parent_adset_id,
        case
            when known_ad_id is not null then ads.campaign_id
            when known_adset_id is not null then adsets.campaign_id
            when known_campaign_id is not null then known_campaign_id
            else campaign_names.id
        end as given_campaign_id,
        case when known_ad_id is null then known_adset_id end as given_adset_id,
        case
            when known_ad_id is not null then 'ad_id'
            when known_adset_id is not null then 'adset_id'
            when known_campaign_id is not null then 'campaign_id'
            when campaign_names.id is not null then 'campaign_name'
            else 'none'
        end as id_match
    from chosen
    inner join utm_values on utm_values.utm_no = chosen.utm_no
    left join ad_ids as ads on ads.level = 'ad' and ads.id = chosen.known_ad_id
    left join ad_ids as adsets on adsets.level = 'adset' and adsets.id = chosen.known_adset_id
    left join ad_names as campaign_names
        on campaign_names.level = 'campaign' and campaign_names.name_key = utm_values.campaign_key
),

given_by_name as (
    select
        given.*, named_ads.id as named_ad_id, named_adsets.id as named_adset_id
    from given_by_id as given
    left join ad_names as named_ads
        on named_ads.level = case when given.given_adset_id is null then 'ad' else 'ad_of_adset' end
        and named_ads.parent_id = coalesce(given.given_adset_id, given.given_campaign_id)
        and named_ads.name_key = given.content_key
        and given.known_ad_id is null
    left join ad_names as named_adsets
        on named_adsets.level = 'adset'
        and named_adsets.parent_id = given.given_campaign_id
        and named_adsets.name_key = given.term_key
        and given.known_ad_id is null and given.given_adset_id is null
        and named_ads.id is null
)

select
    given.utm_no, given.link_no,
    coalesce(given.given_campaign_id, given.campaign_id) as campaign_id,
    coalesce(
        given.parent_adset_id, given.given_adset_id, ads.adset_id, given.named_adset_id,
        given.adset_id
    ) as adset_id,
    coalesce(given.known_ad_id, given.named_ad_id, given.ad_id) as ad_id,
    given.id_match || case
        when given.named_ad_id is not null then '+ad_name'
        when given.named_adset_id is not null then '+adset_name'
        else ''
    end as id_match
from given_by_name as given
left join ad_ids as ads on ads.level = 'ad' and ads.id = given.named_ad_id
