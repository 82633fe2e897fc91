-- Sessions that are made of visits. Sessions of one visitor with one start and one UTM tuple share
-- a token and are one: the first's attributes, the latest end, the visits of both.
-- Grain: one session. Key: visitor_no, start_us, utm_rank; so is session_id.
-- Distributed by: visitor_no.
with shared_starts as (
    select distinct
        visitor_no,
        start_us
    from visit_sessions
    where starts_at_once
),

shared_tokens as (
    select
        sessions.visitor_no,
        sessions.session_no,
        row_number() over (
            partition by sessions.visitor_no, sessions.start_us, sessions.utm_rank
            order by sessions.session_no
        ) as place,
        max(sessions.end_us) over token as end_us,
        sum(sessions.visits) over token as visits
    from visit_sessions as sessions
    inner join shared_starts
        on shared_starts.visitor_no = sessions.visitor_no
        and shared_starts.start_us = sessions.start_us
    window token as (
        partition by sessions.visitor_no, sessions.start_us, sessions.utm_rank
    )
),

tokens as (
    select
        sessions.visitor_no,
        sessions.start_us,
        coalesce(shared_tokens.end_us, sessions.end_us) as end_us,
        sessions.local_hour,
        coalesce(shared_tokens.visits, sessions.visits)::integer as visits,
        sessions.utm_no,
        sessions.click_no,
        sessions.page_no,
        sessions.referrer_no,
        sessions.evidence,
        sessions.link_no,
        visitor_names.customer_id is not null as is_customer,
        click_values.click_name_no,
        case
            when sessions.has_referrer_domain then referrer_ranks.domain_no
            else 0
        end as domain_no,
        session_token(
            visitor_names.visitor_id, sessions.start_us,
            utm_values.utm_source, utm_values.utm_medium, utm_values.utm_campaign,
            utm_values.utm_content, utm_values.utm_term
        ) as token
    from visit_sessions as sessions
    inner join visitor_names on visitor_names.visitor_no = sessions.visitor_no
    inner join utm_values on utm_values.utm_no = sessions.utm_no
    inner join click_values on click_values.click_no = sessions.click_no
    inner join referrer_ranks on referrer_ranks.referrer_no = sessions.referrer_no
    left join shared_tokens
        on shared_tokens.visitor_no = sessions.visitor_no
        and shared_tokens.session_no = sessions.session_no
    where coalesce(shared_tokens.place, 1) = 1
)

select
    visitor_no,
    start_us,
    end_us,
    local_hour,
    visits,
    utm_no,
    click_no,
    page_no,
    referrer_no,
    evidence,
    link_no,
    is_customer,
    click_name_no,
    domain_no,
    -- A token takes 16 bytes until it is published.
    token::uuid as session_token,
    session_number(token) as session_id
from tokens
