-- Sessions that are made of visits. Sessions of one visitor with one start and one UTM tuple share
-- a token and are one: the first's attributes, the latest end, the visits of both.
-- Grain: one session. Key: visitor_no, start_us, utm_rank; so is session_id.
with sessions_by_number as (
    select
        visitor_no,
        session_no,
        min(visit_us) as start_us,
        max(visit_us) as end_us,
        min(local_hour) as local_hour,
        sum(case when is_repeat then 0 else 1 end) as visits,
        arg_min(utm_no, evidence_order) as utm_no,
        arg_min(utm_rank, evidence_order) as utm_rank,
        arg_min(page_no, evidence_order) as page_no,
        arg_min(referrer_no, evidence_order) as referrer_no,
        arg_min(has_referrer_domain, evidence_order) as has_referrer_domain,
        arg_min(evidence, evidence_order) as evidence,
        coalesce(arg_min(click_no, visit_no) filter (where click_no <> 0), 0) as click_no
    from session_visits
    group by visitor_no, session_no
),

sessions_by_token as (
    select
        visitor_no,
        start_us,
        utm_rank,
        max(end_us) as end_us,
        min(local_hour) as local_hour,
        sum(visits) as visits,
        arg_min(utm_no, session_no) as utm_no,
        arg_min(page_no, session_no) as page_no,
        arg_min(referrer_no, session_no) as referrer_no,
        arg_min(has_referrer_domain, session_no) as has_referrer_domain,
        arg_min(evidence, session_no) as evidence,
        arg_min(click_no, session_no) as click_no
    from sessions_by_number
    group by visitor_no, start_us, utm_rank
),

tokens as (
    select
        sessions.visitor_no,
        sessions.start_us,
        sessions.end_us,
        sessions.local_hour,
        sessions.visits::integer as visits,
        sessions.utm_no,
        sessions.click_no,
        sessions.page_no,
        sessions.referrer_no,
        sessions.evidence,
        page_ranks.link_no,
        click_ranks.click_name_no,
        case
            when sessions.has_referrer_domain then referrer_ranks.domain_no
            else 0
        end as domain_no,
        session_token(
            visitor_names.visitor_id, sessions.start_us,
            utm_values.utm_source, utm_values.utm_medium, utm_values.utm_campaign,
            utm_values.utm_content, utm_values.utm_term
        ) as session_token
    from sessions_by_token as sessions
    inner join visitor_names on visitor_names.visitor_no = sessions.visitor_no
    inner join utm_values on utm_values.utm_no = sessions.utm_no
    inner join page_ranks on page_ranks.page_no = sessions.page_no
    inner join click_ranks on click_ranks.click_no = sessions.click_no
    inner join referrer_ranks on referrer_ranks.referrer_no = sessions.referrer_no
)

select
    *,
    session_number(session_token) as session_id
from tokens
